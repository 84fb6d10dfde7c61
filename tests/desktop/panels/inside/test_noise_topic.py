"""Noise and time steps."""

import pytest
from PySide6.QtCore import QPoint

from core.contract.explain import MeasureErrors, NoiseAt
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.noise_topic import NOISES, POINTS, NoiseTopic
from desktop.state.inside import noise_state


@pytest.fixture
def topic(qtbot, recorded, monkeypatch):
    monkeypatch.setattr(noise_state, "REST_MS", 20)
    topic = NoiseTopic(recorded, Looks())
    qtbot.addWidget(topic)
    topic.resize(1000, 800)
    with qtbot.waitExposed(topic):
        topic.show()
    qtbot.waitUntil(lambda: topic.noise.shown is not None)
    return topic


def test_one_slider_moves_picture_guess_and_markers(qtbot, topic, instant, recorded):
    topic.attempt.click()
    qtbot.waitUntil(lambda: topic.noise.shown.t == 900)
    question = instant.questions(NoiseAt)[-1]
    assert (question.noised.init, question.noised.prompt) == (
        recorded.run.run.picture,
        "a swan, blue",
    )
    assert topic.charts["beta"]._marker == topic.error._marker == 900
    assert topic.foot.text().startswith("t 900 · noise no. 1 · error of the prediction 0.1000")
    assert topic.guess.note() == "quick look"
    qtbot.waitUntil(lambda: topic.guess.note() == "", timeout=10_000)
    topic.other_noise.click()
    assert instant.questions(NoiseAt)[-1].noise_seed == 1
    topic.charts["snr"].pointed.emit(12.4)
    assert topic.now() == 12


def test_curves_and_the_error_with_its_band_are_drawn(qtbot, topic, instant):
    topic.measure.click()
    qtbot.waitUntil(lambda: len(topic.noise.points) == POINTS)
    assert (
        instant.questions(MeasureErrors)[-1].points,
        instant.questions(MeasureErrors)[-1].noises,
    ) == (
        POINTS,
        NOISES,
    )
    (error,) = topic.error.curves()
    assert (len(error.points), len(error.bands)) == (POINTS, POINTS)
    (alpha,) = topic.charts["alpha_cumprod"].curves()
    assert alpha.points[0][1] > 0.99
    assert alpha.points[-1][0] == 999
    qtbot.waitUntil(lambda: not topic.noise.measuring)
    assert topic.running.text() == ""
    assert "share of the picture" in topic.foot.text() or topic.go_to(3) is None


def test_a_tile_is_saved_with_its_numbers(qtbot, topic):
    qtbot.waitUntil(lambda: topic.noised.image() is not None)
    with qtbot.waitSignal(topic.save_asked) as told:
        topic.noised.menu_asked.emit(QPoint())
    assert told.args[1]["t"] == 500


def test_without_a_picture_nothing_is_asked(qtbot, inside, instant):
    topic = NoiseTopic(inside, Looks())
    qtbot.addWidget(topic)
    topic.show()
    assert "Choose a picture" in topic.foot.text()
    assert instant.questions() == []


def test_what_is_measured_of_a_picture_ends_with_it(topic, instant, tmp_path):
    instant.patient = True
    topic.measure.click()
    assert topic.noise.is_unfinished
    topic.source.take(str(tmp_path / "other.png"))
    assert not topic.noise.is_unfinished


def test_another_model_has_curves_of_its_own(qtbot, topic, recorded, instant, monkeypatch):
    qtbot.waitUntil(lambda: topic.noise.curves is not None)
    monkeypatch.setattr(type(recorded), "model", lambda _self: "other")
    topic.hide()
    topic.show()
    qtbot.waitUntil(lambda: instant.questions(MeasureErrors)[-1].measured.model == "other")
