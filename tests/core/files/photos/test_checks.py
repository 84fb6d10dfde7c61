from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageEnhance, ImageFilter

from core.files.photos.checks import check_photo, measured
from core.files.photos.choices import Choice
from core.files.photos.crop import Box, closer
from core.files.photos.prints import twins
from core.files.photos.report import ORDER, PhotoReport
from core.files.photos.verdicts import about_set, with_crop

AIM = 384


def codes(report: PhotoReport) -> list[str]:
    return [finding.code for finding in report.findings]


def looked_at(image: Image.Image | np.ndarray, aim: int = AIM, crop: Box | None = None):
    rgb = np.asarray(image)
    return measured(PhotoReport(Path("x.jpg"), 0, (rgb.shape[1], rgb.shape[0])), rgb, aim, crop)


def look(paths: list[Path], aim: int = AIM) -> list[PhotoReport]:
    return [check_photo(path, number, aim) for number, path in enumerate(paths)]


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """`saved(image, name)`: the path of a file with this picture."""
    folder = tmp_path_factory.mktemp("photos")

    def save(image: Image.Image, name: str, **options) -> Path:
        path = folder / name
        image.save(path, **options)
        return path

    return save


def test_real_photos_of_a_subject_are_ready(photos):
    reports = look(sorted((photos / "dog").iterdir()))
    assert [codes(report) for report in reports] == [[]] * 5
    assert about_set(reports).state == "ready"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda i: i.filter(ImageFilter.GaussianBlur(3)), "blurred"),
        (lambda i: ImageEnhance.Brightness(i).enhance(3.0), "too_bright"),
        (lambda i: ImageEnhance.Brightness(i).enhance(0.02), "too_dark"),
        (lambda i: i.resize((300, 300)), "too_small"),
    ],
)
def test_a_planted_fault_is_found(dog, change, code):
    assert code in codes(looked_at(change(dog)))
    assert code not in codes(looked_at(dog))


def test_a_small_subject_is_told_and_a_closer_crop_mends_it(ball):
    report = looked_at(ball(radius=0.08, size=(900, 900)))
    assert codes(report) == ["small_subject"]
    assert codes(with_crop(report, closer(report.subject, report.size), 100)) == []


def test_a_subject_that_a_square_cannot_hold_is_cut_off(ball):
    bar = np.full((800, 300, 3), (90, 110, 130), np.uint8)
    bar[60:740, 90:210] = (200, 40, 30)
    assert "cut_off" in codes(looked_at(bar, aim=200))


def test_a_crop_beside_the_subject_is_told(ball):
    report = looked_at(ball((0.2, 0.5), 0.15, (800, 400)), aim=64)
    assert "cut_off" not in codes(report)
    assert "cut_off" in codes(with_crop(report, Box(0.5, 0, 1, 1), 64))


def test_a_white_background_is_not_too_bright(photos):
    report = check_photo(photos / "red_cartoon" / "00.jpg", 0, AIM)
    assert codes(report) == []


def test_a_smaller_and_coarser_copy_is_a_twin_and_another_photo_is_none(dog, photos, saved):
    again = saved(dog.resize((480, 480)), "again.jpg", quality=60)
    first, other, copy = look([*sorted((photos / "dog").iterdir())[:2], again])
    assert twins(first.fingerprint, copy.fingerprint)
    assert not twins(other.fingerprint, copy.fingerprint)


def test_bad_files_are_reports_and_no_end(dog, saved, tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8\xff\xe0 no picture")
    whole = saved(dog, "Größe 日本.png")
    half = tmp_path / "half.png"
    half.write_bytes(whole.read_bytes()[:3000])
    huge = tmp_path / "huge.png"
    data = bytearray(whole.read_bytes())
    data[16:24] = (20_000).to_bytes(4, "big") * 2  # the header's size; nothing is decoded
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    huge.write_bytes(data)
    tiny = saved(Image.new("RGB", (1, 1), "red"), "tiny.png")
    reports = look([broken, half, huge, tmp_path / "gone.jpg", tiny, whole])
    assert [codes(r)[:1] for r in reports[:4]] == [["unreadable"]] * 4
    assert [r.problem.code for r in reports[:4] if r.problem] == [
        *("PictureBroken", "PictureBroken"),
        *("PictureTooLarge", "FileMissing"),
    ]
    assert "too_small" in codes(reports[4])
    assert reports[5].usable
    assert about_set(reports).usable == 2


def test_a_phone_photo_is_looked_at_upright_and_may_be_turned(saved, ball):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter clockwise
    path = saved(Image.fromarray(ball((0.8, 0.5), 0.1, (400, 300))), "phone.jpg", exif=exif)
    report = check_photo(path, 0, 64)
    assert report.size == (300, 400)
    assert report.subject.top > 0.6  # what was at the right is below
    turned = check_photo(path, 0, 64, Choice(turned=1))
    assert turned.size == (400, 300)
    assert turned.subject.right < 0.4


def test_a_chosen_crop_counts(photos):
    box = Box(0.1, 0.1, 0.6, 0.6)
    assert check_photo(photos / "dog" / "00.jpg", 0, AIM, Choice(box)).crop == box


def test_the_worst_comes_first(dog):
    dark = ImageEnhance.Brightness(dog.resize((100, 100))).enhance(0.02)
    found = codes(looked_at(dark))
    assert found == sorted(found, key=ORDER.index)
    assert found[:2] == ["too_small", "too_dark"]
