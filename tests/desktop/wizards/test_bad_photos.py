"""What people drop by mistake: one clear sentence over the tiles, one beside the photo, and no way on where there is none."""

import zlib

import numpy as np
import pytest
from PIL import Image

from core.files.photos.folders import photos_in
from desktop.state.photos_model import PhotoRole
from desktop.wizards.photos_step import PhotosStep


def noise(path, seed, side=520):
    rgb = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    Image.fromarray(rgb).save(path)


def huge(path):
    """Its header says 400 megapixels."""
    noise(path, 1, 8)
    data = bytearray(path.read_bytes())
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    path.write_bytes(data)


def three(folder):
    for number in range(3):
        noise(folder / f"Größe {number}.png", number)


def dot(folder):
    three(folder)
    Image.new("RGB", (1, 1), "red").save(folder / "0.png")


def alike(folder):
    for number in range(3):
        noise(folder / f"{number}.png", 1)


CASES = {
    "one": (
        lambda f: noise(f / "a.png", 1),
        "Three usable photos are needed; here is one.",
        "Nothing is wrong",
    ),
    "unreadable": (
        lambda f: (f / "a.png").write_text("no picture"),
        "Three usable photos are needed; usable are 0, unreadable 1.",
        "PNG, JPEG",
    ),
    "too large": (
        lambda f: huge(f / "a.png"),
        "Three usable photos are needed; usable are 0, unreadable 1.",
        "100 megapixels",
    ),
    "identical": (alike, "All photos are the same picture. Different ones are needed.", ""),
    "one pixel": (dot, "Ready. 4 photos, one needs a look", "1 of 512"),
    "no ASCII": (three, "Ready. 3 photos", "Nothing is wrong"),
}


@pytest.mark.parametrize(("make", "summary", "beside"), CASES.values(), ids=CASES)
def test_one_sentence_about_all_and_one_about_the_chosen_one(
    qtbot, checks, tmp_path, make, summary, beside
):
    folder = tmp_path / "Fotos ä 日本"
    folder.mkdir()
    make(folder)
    step = PhotosStep(checks)
    qtbot.addWidget(step)
    step.edited.connect(step.show_draft)
    step.add_paths(photos_in([str(folder)]))
    qtbot.waitUntil(lambda: summary in step.summary.text(), timeout=10_000)
    assert step.tiles.currentIndex().data(PhotoRole.REPORT) is not None
    assert beside in step.details.says.text()
    assert (step.problem() == "") == summary.startswith("Ready")
    assert (step.problem() or summary) in step.summary.text()
