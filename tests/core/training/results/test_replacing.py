"""A result is replaced whole, and what is not ours stays."""

import pytest

from core.training.results.replacing import replaced


def test_the_first_one_is_as_it_was_filled(tmp_path):
    with replaced(tmp_path / "result") as folder:
        (folder / "a.safetensors").write_bytes(b"1")
    assert [p.name for p in (tmp_path / "result").iterdir()] == ["a.safetensors"]


def test_ours_goes_with_its_note_and_picture_and_others_stay(tmp_path):
    result = tmp_path / "result"
    (result / "unet").mkdir(parents=True)
    (result / "mine").mkdir()
    for name in (
        "a.safetensors",
        "a.png",
        "a.json",
        "a.txt",
        "b.txt",
        "unet/old.bin",
        "mine/x.txt",
    ):
        (result / name).write_bytes(b"0")
    (result / "link").symlink_to(tmp_path)
    with replaced(result) as folder:
        (folder / "a.safetensors").write_bytes(b"1")
        (folder / "unet").mkdir()
        (folder / "unet/new.bin").write_bytes(b"1")
    found = {str(p.relative_to(result)) for p in result.rglob("*") if p.is_file()}
    assert found == {"a.safetensors", "a.txt", "b.txt", "unet/new.bin", "mine/x.txt"}
    assert (result / "a.safetensors").read_bytes() == b"1"


def test_after_an_error_it_is_what_it_was(tmp_path):
    result = tmp_path / "result"
    result.mkdir()
    (result / "a.txt").write_bytes(b"0")
    with pytest.raises(KeyError), replaced(result):
        raise KeyError
    assert [p.name for p in tmp_path.rglob("*")] == ["result", "a.txt"]
