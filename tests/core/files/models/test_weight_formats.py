"""What a weights file is, by its first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.contract.errors import FileMissing, FileUnreadable, WeightsRefused
from core.files.models.weight_formats import weight_format


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (b"\x10\0\0\0\0\0\0\0{}", "safetensors"),
        (b"PK\3\4rest", "pickle"),
        (b"\x80\x02\x8a", "pickle"),
        (b"PK\3\4\0\0\0\0{", "safetensors"),  # a header of 67 kB: the strict reader will see
    ],
)
@pytest.mark.parametrize("ending", ["ckpt", "safetensors", "SafeTensors"])
def test_the_ending_does_not_count(tmp_path: Path, head: bytes, found: str, ending: str) -> None:
    path = tmp_path / f"model.{ending}"
    path.write_bytes(head)
    assert weight_format(path) == found


@pytest.mark.parametrize(
    ("head", "named"),
    [
        (b"", "an empty file"),
        (b"<html>", "HTML (perhaps an error page"),
        (b"Not Found", "text (perhaps"),
        (b"GGUF\3", "a GGUF file"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "gzip data"),
        (b"%PDF-1.7", "PDF data"),
        (b"\0\1\2\3", "in no known format"),
        (b"PK\5\6", "in no known format"),
    ],
)
def test_others_are_named(tmp_path: Path, head: bytes, named: str) -> None:
    (tmp_path / "a.ckpt").write_bytes(head)
    with pytest.raises(WeightsRefused) as caught:
        weight_format(tmp_path / "a.ckpt")
    assert named in caught.value.reason


def test_places_that_are_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        weight_format(tmp_path / "none")
    with pytest.raises(FileUnreadable):
        weight_format(tmp_path)
