"""Single parts of a report, as lists of answers and events."""

import pytest

from core.contract.errors import InvalidValue
from core.contract.explain import PARTS as NAMES
from core.explain.answer import Answer
from core.explain.recording import Recording
from core.explain.report_parts import PARTS, Shown, Wanted, spread


@pytest.fixture
def answers(ask, drawn, loader, tmp_path):
    def make(part, *, starter=False, **fields) -> list[Answer]:
        usual = {"model": "starter", "width": 128, "height": 128} if starter else {}
        request, run = (
            ask(steps=2, output=str(tmp_path / "p.png"), overwrite=True, **usual),
            Recording(maps=True),
        )
        drawn(request, run)
        shown = Shown(Wanted(request, **fields), run, str(tmp_path / "p.png"))
        return [x for x in PARTS[part](shown, loader, lambda: False, "j") if isinstance(x, Answer)]

    return make


def test_every_part_has_its_maker() -> None:
    assert tuple(PARTS) == NAMES


def test_texts_to_compare_are_the_prompt_and_its_words_unless_given(answers, photo) -> None:
    *_, own = answers("compare", starter=True)
    assert own.figures["texts"] == ["a swan and an apple", "a", "swan", "and", "an", "apple"]
    assert own.figures["pictures"] == ["p.png"]
    *_, given = answers("compare", starter=True, texts=("a cat",), pictures=(photo, photo))
    assert len(given.figures["cosine"][0]) == 2


def test_the_guided_step_is_the_middle_one_unless_given(answers) -> None:
    assert answers("guidance")[0].figures["step"] == 1
    assert answers("guidance", step=0)[0].figures["step"] == 0
    with pytest.raises(InvalidValue, match="step"):
        answers("guidance", step=7)


def test_a_picture_of_ones_own_can_be_shown(answers, photo) -> None:
    (answer,) = answers("autoencoder", picture=photo)
    assert answer.figures["pixels"] == [64, 64, 3]


def test_steps_are_spread_evenly() -> None:
    assert spread(20, 5) == (0, 5, 10, 14, 19)
    assert spread(2, 5) == (0, 1)
    assert spread(0, 5) == spread(5, 0) == ()
