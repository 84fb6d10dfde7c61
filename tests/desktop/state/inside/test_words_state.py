"""Maps of words as numbers."""

import pytest

from core.contract.errors import InvalidValue
from core.contract.explain import Explained, ShowWords
from desktop.state.inside.words_state import WordMaps, WordsState
from tests.support import fake_explain

ASKED = {"told": 0, "first": 0, "last": 3, "stages": []}


def maps():
    return WordMaps(Explained("job", *fake_explain.words(ASKED)))


def test_shares_at_a_place_are_among_words_or_among_all():
    found = maps()
    (first, share), *_ = found.at(0.1, 0.5)
    assert (first, share) == ("swan", pytest.approx(0.3 / 0.36))
    assert found.at(0.9, 0.5)[0][0] == "blue"
    assert found.at(0.9, 0.5, all_tokens=True)[0][1] == pytest.approx(0.3)
    assert sum(share for _, share in found.at(0.999999, 0.999999)) == pytest.approx(1)
    assert found.by_word == (0.1, 0.1, 0.1)


def test_strength_is_on_a_scale_of_its_own_and_the_strongest_counts():
    swan = maps().strength((1,))
    assert (len(swan), swan[0], swan[7]) == (64, 255, 0)
    both = maps().strength((1, 2))
    assert set(both) == {255}


@pytest.mark.parametrize(
    ("name", "value"), [("shape", [3, 8]), ("shape", [3, 9, 8]), ("values", "§"), ("words", [])]
)
def test_an_answer_that_does_not_fit_together_is_refused(name, value):
    part, figures, *rest = fake_explain.words(ASKED)
    with pytest.raises(InvalidValue):
        WordMaps(Explained("job", part, figures | {name: value}, *rest))


def test_the_same_maps_are_asked_for_once(qtbot, recorded, instant):
    state, run = WordsState(recorded.lane()), recorded.run.run
    with qtbot.waitSignal(state.maps_changed):
        state.show(run, 0, 3, 0, ())
    state.show(run, 0, 0, 3, ())
    assert instant.questions(ShowWords) == [ShowWords(run.name, 0, 0, 3, ())]
    instant.forgets = True
    with qtbot.waitSignal(state.failed):
        state.show(run, 0, 1, 2, ("mid",))
    state.show(run, 0, 1, 2, ("mid",))
    assert len(instant.questions(ShowWords)) == 3
