"""What is told beside the drawing."""

from types import SimpleNamespace

from core.contract import notices
from core.generation import plan, remarks


def test_a_file_that_holds_no_more_than_is_used_says_nothing() -> None:
    bundle = SimpleNamespace(dropped=(), unknown=(), info=SimpleNamespace(name="a"))
    assert list(remarks.left_out("j", bundle)) == []


def test_what_is_left_out_is_counted_and_the_first_are_named() -> None:
    names = ("a", "b", "c", "d")
    bundle = SimpleNamespace(dropped=("x",), unknown=names, info=SimpleNamespace(name="m"))
    (notice,) = remarks.left_out("j", bundle)
    assert notice.code == notices.TENSORS_LEFT_OUT
    assert notice.data == {"model": "m", "dropped": 1, "unknown": 4, "names": "a, b, c, …"}


def test_a_photo_far_larger_than_what_was_learned_is_told(ask, info, photo) -> None:
    request = ask(init=str(photo(64, 64)))
    (notice,) = remarks.far("j", request, plan.resolve(request, info), info)
    assert notice.data == {"size": "64 × 64", "learned": "32 × 32"}
    small = ask(init=str(photo(32, 32)))
    assert list(remarks.far("j", small, plan.resolve(small, info), info)) == []


def test_without_a_mask_nothing_is_stretched(tmp_path) -> None:
    assert list(remarks.stretched("j", None)) == []


def test_safetensors_need_no_converting(tiny_model_folder) -> None:
    assert list(remarks.converted("j", tiny_model_folder)) == []
