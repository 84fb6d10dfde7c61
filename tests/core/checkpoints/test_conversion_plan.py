"""Each number of a model is in the plan exactly once, whichever way."""

import math

import pytest

from core.checkpoints.conversion_plan import folder_plan, single_plan
from core.checkpoints.opened_model import opened_model


@pytest.mark.parametrize("name", ["sd1", "sd2", "sdxl"])
def test_every_number_is_written_once(tiny_family, name):
    with opened_model(tiny_family(name)) as opened:
        pieces = [piece for part in opened.pieces.values() for piece in part.values()]
        numbers = sum(math.prod(piece.info.shape) for piece in pieces)
        single = single_plan(opened)
        folder = [planned for part in opened.pieces for planned in folder_plan(opened, part)]
        for plan in (single, folder):
            assert sum(math.prod(planned.shape) for planned in plan) == numbers
            assert sum(len(planned.pieces) for planned in plan) == len(pieces)
        assert len({planned.name for planned in single}) == len(single)


def test_a_folder_says_text_model_before_the_encoders_names(tiny_family):
    with opened_model(tiny_family("sd1")) as opened:
        names = [planned.name for planned in folder_plan(opened, "text_encoder")]
    assert all(name.startswith("text_model.") for name in names)
