"""A digit made in two ways, side by side."""

from PySide6.QtCore import Qt

from core.contract.digits import MakeDigit
from core.contract.explain import Explain, Explained
from tests.support.digit_answers import glance


def test_both_ways_are_shown_side_by_side_and_can_be_gone_through_again(qtbot, digits, instant):
    digits.show_part("make")
    digits.make.digit.set_value(7)
    digits.make.make.click()
    (job,) = [job for job in instant.asked if isinstance(job, Explain)]
    assert isinstance(job.question, MakeDigit)
    assert job.question.digit == 7
    assert not digits.make.make.isEnabled()
    assert digits.stop.isEnabled()
    for step in (1, 2):
        for way, grey in (("climb", 20), ("diffuse", 200)):
            figures = {"step": step, "steps": 2, "score": 0.4 + step / 4, "t": None}
            picture = {"picture": glance(grey=grey + step)}
            instant.heard.emit(Explained(job.job, way, figures, picture))
    tiles = digits.make.tiles
    assert tiles["climb"].image().pixelColor(0, 0).red() == 22
    assert "not yet a digit" in digits.make.notes["climb"].text()
    qtbot.keyClick(digits, Qt.Key.Key_Left)
    assert tiles["diffuse"].image().pixelColor(0, 0).red() == 201
    digits.make.digit.set_value(2)
    digits.make._show_at(0)
    assert "Score as a 7" in digits.make.notes["climb"].text()
    digits.stop.click()
    assert instant.cancelled == [job.job]
    assert digits.make.make.isEnabled()
