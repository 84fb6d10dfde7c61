"""Asking the jail: what is refused before it, and that its answers are not believed blindly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from PIL import Image

from core.contract.errors import PictureUnsupported, ReaderStopped
from core.files.pictures import jailed as jailed_pictures
from core.jail.channel import Message
from core.jail.process import Question

ROOT = Path(__file__).parents[4]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    Image.new("RGB", (6, 4), (1, 2, 3)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_a_picture(picture: Path) -> None:
    assert jailed_pictures.size_of(picture) == (6, 4)
    pixels = jailed_pictures.pixels_of(picture)
    assert (pixels.width, pixels.height, bytes(pixels.rgb)) == (6, 4, bytes([1, 2, 3]) * 24)
    assert jailed_pictures.pixels_of(picture, 3).width == 3


class Fake:
    """A pool whose jail is not to be trusted."""

    def __init__(self, data: dict[str, Any], raw: bytes = b"") -> None:
        self.message = Message(data, raw)

    def ask(self, question: Question, file: BinaryIO, path: str) -> Message:
        return self.message


@pytest.mark.parametrize(
    "message",
    [
        Fake({}),
        Fake({"width": 2, "height": "2"}, bytes(12)),
        Fake({"width": True, "height": 2}, bytes(6)),
        Fake({"width": 0, "height": 2}),
        Fake({"width": -2, "height": -2}, bytes(12)),
        Fake({"width": 2, "height": 2}, bytes(11)),
        Fake({"width": 2, "height": 2}, bytes(13)),
        Fake({"width": 20_000, "height": 20_000}),
        Fake({"width": 11, "height": 1}, bytes(33)),
    ],
)
def test_an_answer_that_does_not_add_up(
    picture: Path, monkeypatch: pytest.MonkeyPatch, message: Fake
) -> None:
    monkeypatch.setattr(jailed_pictures, "_POOL", message)
    with pytest.raises(ReaderStopped, match="garbage"):
        jailed_pictures.pixels_of(picture, longest=10)


def test_what_is_no_picture_starts_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jailed_pictures, "_POOL", None)
    (tmp_path / "a.png").write_bytes(b"%PDF-1.7")
    with pytest.raises(PictureUnsupported, match="PDF"):
        jailed_pictures.pixels_of(tmp_path / "a.png")


def test_the_working_folder_is_not_where_it_looks_for_its_parser(picture: Path) -> None:
    """A `core` or `PIL` beside the pictures must not be imported."""
    for name in ("core", "PIL"):
        (picture.parent / name).mkdir()
        (picture.parent / name / "__init__.py").write_text("raise SystemExit('wrong')")
    code = f"import core.files.pictures.jailed as j; print(j.size_of({str(picture)!r}))"
    shown = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=picture.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == "(6, 4)"


def test_this_side_imports_no_decoder() -> None:
    code = (
        "import sys, core.files.pictures.jailed;"
        "print([m for m in sys.modules if m.split('.')[0] in ('PIL', 'numpy', 'pillow_heif')])"
    )
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.strip() == "[]"
