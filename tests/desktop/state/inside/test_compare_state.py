"""Texts against pictures."""

import pytest

from core.contract.errors import InvalidValue
from core.contract.explain import Explained, RecordRun
from desktop.state.inside.compare_state import CompareState


@pytest.fixture
def compare(inside):
    return CompareState(inside.lane(), inside.lane(), inside.folder)


def test_tokens_come_first_then_the_numbers(qtbot, compare):
    with qtbot.waitSignals([compare.tokens_changed, compare.found_changed]):
        compare.compare("m", ("a swan", "a fox"), ("1.png", "2.png"), None)
    assert compare.tokens.tokens_table.explained == 0.38
    assert [p.token for p in compare.tokens.tokens_context.points] == ["a", "swan", "a", "fox"]
    assert compare.found.cosine[1] == (0.2, pytest.approx(0.3))
    assert compare.found.across == ((0.5, 0.5), (0.5, 0.5))


def test_a_model_that_reads_no_pictures_still_has_tokens(qtbot, compare):
    with qtbot.waitSignal(compare.missing) as told:
        compare.compare("none", ("a swan",), ("1.png",), None)
    assert told.args[0].repository == "owner/clip"
    assert compare.tokens is not None
    with qtbot.waitSignal(compare.found_changed):
        compare.compare("none", ("a swan",), ("1.png",), "/clip")


def test_examples_are_drawn_one_after_the_other(qtbot, compare, instant):
    drawn = []
    compare.drawn.connect(drawn.append)
    compare.draw_examples("m", ("a", "b", "c"), 7)
    assert compare.left_to_draw == 2
    qtbot.waitUntil(lambda: not compare.busy and len(drawn) == 3)
    assert [q.recorded.prompt for q in instant.questions(RecordRun)] == ["a", "b", "c"]
    assert not any(q.maps for q in instant.questions(RecordRun))
    instant.patient = True
    compare.draw_examples("m", ("a", "b"), 7)
    compare.stop()
    assert (compare.left_to_draw, compare.busy) == (0, False)


def test_an_answer_of_another_form_is_told(qtbot, compare):
    with qtbot.waitSignal(compare.failed) as told:
        compare._answered(None, Explained("j", "tokens", {"texts": 3}))
    assert isinstance(told.args[0], InvalidValue)
