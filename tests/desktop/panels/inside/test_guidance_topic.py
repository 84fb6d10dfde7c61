"""Guidance: one step apart, the slider, the sheet."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint

from core.contract.explain import SCALES, GuideStep
from desktop.panels.inside.guidance_topic import GuidanceTopic
from desktop.panels.inside.looks import Looks
from desktop.state.inside import guidance_state


@pytest.fixture
def topic(qtbot, recorded, monkeypatch):
    monkeypatch.setattr(guidance_state, "REST_MS", 20)
    topic = GuidanceTopic(recorded, Looks())
    qtbot.addWidget(topic)
    topic.resize(900, 700)
    with qtbot.waitExposed(topic):
        topic.show()
    qtbot.waitUntil(lambda: topic.guidance.shown is not None)
    return topic


def red(tile):
    return tile.image().pixelColor(1, 1).red()


def test_the_slider_puts_the_step_together_anew(qtbot, topic, instant):
    assert topic.scale.field.now() == 4.0
    topic.set_scale(9.0)
    qtbot.waitUntil(lambda: topic.guidance.shown.scale == 9.0)
    assert red(topic.tiles["guided"]) == 90
    qtbot.waitUntil(lambda: topic.tiles["guided"].note() == "", timeout=10_000)
    assert topic.tiles["difference"].note() == ""
    assert "g 9 (this picture was drawn with 4)" in topic.foot.text()
    topic.attempt.click()
    assert topic.scale.field.now() == 15.0
    topic.go_to(1)
    qtbot.waitUntil(lambda: topic.guidance.shown.step == 1)
    assert instant.questions(GuideStep)[-1].scale == 15.0


def test_what_the_second_answer_is_is_said(topic):
    assert "with “green”" in topic.remark.text()
    topic.set_scale(1.0)
    assert "not even read" in topic.remark.text()


def test_a_click_on_the_sheet_takes_its_guidance_over(qtbot, topic):
    assert "29 pictures" in topic.cost.text()
    topic.draw.click()
    assert "picture 1 of 29" in topic.running.text()
    qtbot.waitUntil(lambda: not topic.guidance.drawing)
    assert topic.grid.isVisible()
    assert len(topic.grid.paths()) == 30
    with qtbot.waitSignal(topic.value_taken) as told:
        topic.grid.chosen.emit(0, 6)
    assert told.args == [SCALES[6]]
    with qtbot.waitSignal(topic.value_taken) as told:
        topic.take.click()
    assert told.args == [4.0]


def test_a_picture_without_guidance_is_told_and_can_be_recorded_with_it(qtbot, topic, recorded):
    run = recorded.run.run
    recorded.run.run = replace(run, name="plain", film=replace(run.film, guidance_scale=1.0))
    assert "nothing to compare" in topic.remark.text()
    assert topic.row.isHidden()
    with qtbot.waitSignal(recorded.run.run_changed):
        topic.again.click()
    assert recorded.run.run.request.guidance_scale == 7.5
    assert not topic.row.isHidden()


def test_a_step_that_a_branch_took_over_is_asked_of_where_it_comes_from(
    qtbot, topic, recorded, instant
):
    first = recorded.run.run
    with qtbot.waitSignal(recorded.run.run_changed):
        recorded.run.branch(2, first.request)
    topic.go_to(1)
    qtbot.waitUntil(lambda: instant.questions(GuideStep)[-1].run == first.name)
    topic.go_to(3)
    qtbot.waitUntil(lambda: instant.questions(GuideStep)[-1].run == recorded.run.run.name)


def test_tiles_are_saved_with_their_numbers(qtbot, topic):
    with qtbot.waitSignal(topic.save_asked) as told:
        topic.tiles["with"].menu_asked.emit(QPoint())
    assert told.args[1]["guidance_scale"] == 4.0


def test_a_network_that_is_told_its_guidance_is_not_taken_apart(topic, recorded, instant):
    asked, run = len(instant.questions(GuideStep)), recorded.run.run
    recorded.run.run = replace(run, name="told", film=replace(run.film, asks_twice=False))
    assert topic.row.isHidden()
    assert topic.again.isHidden()
    assert "told its guidance" in topic.remark.text()
    assert len(instant.questions(GuideStep)) == asked
