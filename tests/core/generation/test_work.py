"""What of a request is looked at before anything is loaded or written."""

import dataclasses

import pytest
from PIL import Image

from core.contract.errors import (
    DeviceUnavailable,
    FileAlreadyThere,
    InvalidValue,
    WildcardMissing,
)
from core.generation.work import Work
from tests.support.drawn import files, run


def test_an_empty_mask_changes_nothing(ask, loader, photo, tmp_path) -> None:
    Image.new("L", (32, 32), 0).save(tmp_path / "mask.png")
    with pytest.raises(InvalidValue):
        run(ask(init=str(photo()), mask=str(tmp_path / "mask.png")), loader)
    assert not (tmp_path / "out").exists()
    assert loader.reads == []


def test_input_at_fault_changes_nothing(ask, loader, tmp_path) -> None:
    (tmp_path / "there.png").write_bytes(b"old")
    before = files(tmp_path)
    for fields, error in (
        ({"output": str(tmp_path / "there.png")}, FileAlreadyThere),
        ({"output": str(tmp_path / "a.jpg")}, InvalidValue),
        ({"device": "mps"}, DeviceUnavailable),
    ):
        with pytest.raises(error):
            run(ask(**fields), loader)
    assert loader.reads == []
    assert files(tmp_path) == before


def test_an_inpainting_model_is_refused_without_a_mask(ask, loader, info) -> None:
    loader.find = lambda name: dataclasses.replace(info, kind="inpaint")
    with pytest.raises(InvalidValue, match="mask"):
        run(ask(), loader)
    assert not loader.reads


def test_a_list_of_words_that_is_missing_ends_it_before_anything(ask, loader, tmp_path) -> None:
    before = files(tmp_path)
    with pytest.raises(WildcardMissing):
        run(ask(prompt="a __nothing__"), loader)
    assert files(tmp_path) == before
    assert loader.reads == []


def test_what_was_found_is_counted_for_the_memory_plan(ask, info) -> None:
    work = Work.of(ask(prompt="a swan AND a lake", width=48, height=32), info)
    picture = work.picture()
    assert (picture.width, picture.height) == (48, 32)
    assert picture.passes == 2 + work.plan.uses_negative
    assert not picture.loras
    assert work.start is None
