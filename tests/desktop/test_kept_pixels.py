"""Pixels without a file get one; it is gone as soon as nobody needs it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.canvas.document import Picture
from desktop.kept_pixels import KeptPixels


def picture(colour: str, path: str = "") -> Picture:
    image = QImage(8, 6, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return Picture(image, path)


@pytest.fixture
def kept(tmp_path, qapp):
    return KeptPixels(tmp_path / "state" / "canvas.png")


def colour_kept(kept: KeptPixels) -> str:
    kept.finish()
    return QImage(str(kept.file)).pixelColor(1, 1).name()


def test_pixels_without_a_path_are_written_and_the_last_ones_win(kept):
    for colour in ("#ff0000", "#00ff00", "#0000ff"):
        kept.follow(picture(colour))
    assert colour_kept(kept) == "#0000ff"
    assert kept.path_of(picture("#0000ff")) == str(kept.file)


@pytest.mark.parametrize("after", [None, picture("#00ff00", "/somewhere/a.png")])
def test_where_nothing_was_pasted_nothing_is_kept(kept, after):
    kept.follow(picture("#ff0000"))
    kept.follow(after)
    kept.finish()
    assert not kept.file.exists()
    assert kept.path_of(after) == (after.path if after else "")


def test_an_undo_to_the_pixels_of_the_last_start_writes_them_again(kept):
    last = picture("#ff0000", str(kept.file))
    kept.follow(picture("#00ff00"))
    kept.follow(last)
    assert colour_kept(kept) == "#ff0000"


def test_a_disk_that_takes_nothing_is_borne(tmp_path, qapp):
    (tmp_path / "file").write_text("no folder")
    kept = KeptPixels(tmp_path / "file" / "canvas.png")
    kept.follow(picture("#ff0000"))
    kept.follow(None)
    kept.finish()
    assert (tmp_path / "file").read_text() == "no folder"
