"""A recorded picture as the window knows it."""

import pytest

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.explain import Explained
from core.contract.request import GenerationRequest
from desktop.state.inside.film import Run, film_of, unpacked
from tests.support import fake_explain

REQUEST = GenerationRequest("a swan", "x.png", 3)


def answer():
    return Explained("job", *fake_explain.film(codec.to_json(REQUEST)))


def test_the_answer_becomes_numbers_and_small_pictures():
    film = film_of(answer())
    run = Run("job", REQUEST, film, "x.png", answer().glances)
    assert (run.steps, film.texts[0].text, film.stages[1].name) == (4, "a swan", "mid")
    assert run.glance("guess", 3).startswith(b"\x89PNG")
    assert run.glance("guess", 9) == b""
    assert run.tiles() == ("noised", "noise", "guess")


def test_an_answer_of_another_form_is_refused():
    figures = answer().figures
    del figures["sampler"]
    with pytest.raises(InvalidValue, match="sampler"):
        film_of(Explained("job", "film", figures))


def test_what_is_no_base64_is_no_picture():
    assert unpacked("§") == b""
