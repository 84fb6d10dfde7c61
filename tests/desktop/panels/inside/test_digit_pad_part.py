"""The pad: the score follows the pen and the noise."""

from PySide6.QtCore import QPoint, Qt

from core.contract.digits import ScoreDigit
from tests.support.digit_answers import peeks, score


def test_the_score_follows_the_pen_and_the_noise(qtbot, digits, instant):
    pad = digits.draw.pad
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    first = peeks(instant)[-1]
    assert isinstance(first.peeked, ScoreDigit)
    assert first.peeked.t is None
    instant.heard.emit(score(first.job, 0.9))
    assert digits.draw.meter.value() == 0.9
    assert digits.draw.seen.image().pixelColor(0, 0).red() == 90
    assert "3" in digits.draw.verdict.text()
    digits.draw.noise.slider.setValue(50)
    assert peeks(instant)[-1].peeked.t == 500
    instant.heard.emit(score(peeks(instant)[-1].job, 0.02))
    assert "Like no digit" in digits.draw.verdict.text()
