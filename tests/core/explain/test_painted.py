"""Maps by word: sums, choices of steps and stages, and the picture under them."""

import pytest
import torch
from PIL import Image

from core.contract.errors import InvalidValue
from core.explain.painted import Choice, overlay, stages_of, texts_of, word_maps
from core.explain.recording import Recording


@pytest.fixture
def run(ask, drawn) -> Recording:
    recording = Recording(maps=True)
    drawn(ask(negative="a hippogriff"), recording)
    return recording


def test_all_tokens_share_one_and_so_do_words_among_themselves(run) -> None:
    assert texts_of(run) == (0, 1)
    maps = word_maps(run)
    assert maps.words == ("a", "swan", "and", "an", "apple")
    assert maps.all.shape[1:] == run.cells == (8, 8)
    assert torch.allclose(maps.all.sum(0), torch.ones(8, 8), atol=1e-5)
    assert torch.allclose(maps.among_words.sum(0), torch.ones(8, 8), atol=1e-5)
    assert bool((maps.by_word.sum(0) < 1).all())
    assert maps.figures()["sum"] == pytest.approx(1, abs=1e-5)


def test_the_negative_has_its_own_words_with_pieces_joined(run) -> None:
    maps = word_maps(run, Choice(1))
    assert maps.words == ("a", "hippogriff")
    pieces = [n for n, token in enumerate(maps.tokens) if token.word == 1]
    assert len(pieces) > 1
    assert torch.allclose(maps.by_word[1], maps.all[pieces].sum(0))


def test_steps_and_stages_can_be_chosen_and_are_those_on_the_way_up_else(run) -> None:
    assert [name for name, _, _ in stages_of(run)] == ["down_blocks.0", "mid_block", "up_blocks.1"]
    assert torch.equal(word_maps(run).all, word_maps(run, Choice(stages=("up_blocks.1",))).all)
    each = [word_maps(run, Choice(first=step, last=step)).all for step in range(4)]
    assert torch.allclose(word_maps(run).all, torch.stack(each).mean(0), atol=1e-6)
    one = word_maps(run, Choice(first=1, last=1, stages=("mid_block",)))
    recorded = next(m for m in run.trace.maps if m.told == 0 and m.first == 1)
    assert torch.allclose(
        one.all.mean((1, 2)), recorded.stages["mid_block"].mean((1, 2)), atol=1e-3
    )


@pytest.mark.parametrize(
    ("choice", "field"),
    [
        (Choice(7), "told"),
        (Choice(first=9), "steps"),
        (Choice(first=2, last=1), "steps"),
        (Choice(stages=("attic",)), "stages"),
    ],
)
def test_what_was_not_recorded_is_told(run, choice, field) -> None:
    with pytest.raises(InvalidValue, match=field):
        word_maps(run, choice)


def test_without_maps_or_words_it_says_so(ask, drawn) -> None:
    plain, quiet = Recording(), Recording(maps=True)
    drawn(ask(), plain)
    with pytest.raises(InvalidValue, match="with maps"):
        word_maps(plain)
    drawn(ask(prompt=""), quiet)
    assert word_maps(quiet).words == ()
    assert word_maps(quiet).by_word.shape == (0, 8, 8)
    with pytest.raises(InvalidValue, match="told"):
        word_maps(quiet, Choice(1))


def test_the_picture_is_bright_where_the_word_is() -> None:
    share = torch.zeros(2, 2)
    share[0, 0] = 1
    shown = overlay(Image.new("RGB", (16, 16), (200, 200, 200)), share)
    assert shown.getpixel((0, 0)) == (200, 200, 200)
    assert shown.getpixel((15, 15)) == (50, 50, 50)
