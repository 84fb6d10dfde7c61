"""A step under another guidance, and the sheet."""

from dataclasses import replace

import pytest

from core.contract.explain import SCALES, DrawSheet, Explained, GuideStep
from desktop.state.inside import guidance_state
from desktop.state.inside.guidance_state import GuidanceState, sheet_size


@pytest.fixture
def guidance(recorded, monkeypatch):
    monkeypatch.setattr(guidance_state, "REST_MS", 20)
    return GuidanceState(recorded.lane(), recorded.lane(impatient=True), recorded.lane())


def test_the_step_is_put_together_at_once_and_developed_when_one_rests(
    qtbot, recorded, instant, guidance
):
    run = recorded.run.run
    for scale in (1.0, 5.0, 9.0):
        guidance.show(run, 2, scale)
    qtbot.waitUntil(lambda: guidance.shown is not None and guidance.shown.pictures != {})
    asked = instant.questions(GuideStep)
    assert [(q.scale, q.developed) for q in asked] == [(1.0, False), (9.0, False), (9.0, True)]
    shown = guidance.shown
    assert (shown.scale, shown.step, shown.figures["of_the_run"]) == (9.0, 2, 4.0)
    assert set(shown.pictures) == {"without", "with", "guided"}


def test_what_was_developed_for_another_step_is_not_shown(recorded, instant, guidance):
    instant.patient = True
    guidance.show(recorded.run.run, 2, 9.0)
    instant.answer()
    first = guidance.shown
    late = GuideStep("other", 2, 9.0, developed=True)
    guidance._answered(late, Explained("x", "guidance", {}, {}, {}))
    assert guidance.shown is first


def test_the_sheet_comes_picture_by_picture(qtbot, recorded, instant, guidance):
    request = recorded.run.run.request
    guidance.draw_sheet(request)
    assert guidance.drawing
    qtbot.waitUntil(lambda: not guidance.drawing)
    assert len(instant.questions(DrawSheet)) == 1
    assert {cell.scale for cell in guidance.sheet} == set(SCALES)
    guidance.stop()


def test_how_many_pictures_a_sheet_has(recorded):
    request = recorded.run.run.request
    assert sheet_size(request) == 29
    assert sheet_size(replace(request, negative=None)) == 15
