"""What is told of a model and pictures: names and figures that a page can rely on."""

import numpy as np
import pytest

from core.explain.autoencoder import encoded, fit_to
from core.explain.model_answers import error_figures, passage_answer, poke_answer, tokens_figures
from core.explain.noise import ErrorPoint
from core.explain.opening import open_model
from core.files.pictures.images import read_picture


@pytest.fixture
def bundle(ask, loader):
    return open_model(loader, ask())


def test_a_passage_shows_channels_and_differences(bundle, photo) -> None:
    answer = passage_answer(bundle, read_picture(photo))
    assert set(answer.pictures) == {
        *("picture", "reconstruction", "difference-x1", "difference-x4", "difference-x10")
    }
    assert answer.glances["channel-3"].shape == (8, 8, 3)


def test_a_poke_answers_with_the_surroundings_at_once(bundle, photo) -> None:
    latents = encoded(bundle, fit_to(bundle, read_picture(photo)))
    answer = poke_answer(bundle, latents, (2, 7, 7), 1.0, whole=False)
    left, top, right, bottom = answer.figures["box"]
    assert answer.glances["near"].shape == (bottom - top, right - left, 3)
    assert isinstance(answer.glances["near"], np.ndarray)


def test_tokens_lie_on_two_maps(bundle) -> None:
    figures = tokens_figures(bundle, ("a swan",))
    assert set(figures) == {"tokens_table", "tokens_context"}
    assert [p["token"] for p in figures["tokens_context"]["points"]] == ["a", "swan"]


def test_a_point_of_the_curve_has_a_band() -> None:
    figures = error_figures(ErrorPoint(5, (1.0, 3.0)))
    assert (figures["low"], figures["mean"], figures["high"]) == (1.0, 2.0, 3.0)
