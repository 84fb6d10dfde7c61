"""Which photos count, how each is cut, and that a resumed run needs none of them."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract import notices
from core.contract.errors import DatasetInvalid, RunFolderInvalid
from core.files.photos.checks import check_photo
from core.files.photos.choices import Choice
from core.files.photos.crop import Box
from core.files.photos.listing import Entry, list_entries
from core.files.photos.verdicts import as_person, as_thing
from core.training.data.dataset import PictureSet
from core.training.data.looking import Looking, Wanted, read_pictures, write_pictures

DATA = Path(__file__).resolve().parents[3] / "data"
PHOTOS, PEOPLE = DATA / "photos", DATA / "people"


def ball(path: Path, centre=(0.75, 0.5), size=(120, 60), **options) -> None:
    width, height = size
    picture = np.full((height, width, 3), (90, 110, 130), np.uint8)
    y, x = np.mgrid[:height, :width]
    near = np.hypot(x - centre[0] * width, y - centre[1] * height) < 0.2 * min(size)
    picture[near] = (200, 40, 30)
    Image.fromarray(picture).save(path, **options)


def looked_at(folder: Path, **wanted) -> Looking:
    found = Looking(
        folder, list_entries(folder, captions=False), Wanted(**{"resolution": 32, **wanted})
    )
    list(found)
    return found


def red(images: torch.Tensor) -> list[float]:
    """The horizontal middle of what is red, for each picture, 0 … 1."""
    where = (images[..., 0].float() > images[..., 2].float() + 40).float()  # (B, H, W)
    x = (torch.arange(images.shape[2]) + 0.5) / images.shape[2]
    return ((where.sum(1) * x).sum(1) / where.sum((1, 2))).tolist()


def test_a_square_is_laid_around_the_subject(tmp_path):
    ball(tmp_path / "a.png")
    ball(tmp_path / "b.png", centre=(0.2, 0.5))
    pictures = looked_at(tmp_path).pictures
    images = pictures.images([0, 1])
    assert images.shape == (2, 32, 32, 3)
    assert red(images) == pytest.approx([0.5, 0.4], abs=0.06)
    middle = looked_at(tmp_path, around=None).pictures
    assert middle.frames[0].box.numbers == (0.25, 0, 0.75, 1)


@pytest.mark.parametrize("name", ["collins.jpg", "hopper.jpg"])
@pytest.mark.parametrize("scale", [1, 5])
@pytest.mark.parametrize("resolution", [64, 300])
@pytest.mark.parametrize("around", ["face", "subject"])
def test_a_photo_is_cut_as_the_window_shows(tmp_path, name, scale, resolution, around):
    with Image.open(PEOPLE / name) as photo:
        large = photo.resize([scale * side for side in photo.size])
    large.save(tmp_path / name, quality=95)
    look = looked_at(tmp_path, around=around, resolution=resolution)
    (frame,) = look.pictures.frames
    report = check_photo(tmp_path / name, 0, resolution, faces=around == "face")
    shown = (as_person if around == "face" else as_thing)(report, None, resolution)
    assert frame.box == shown.crop
    if around == "face":
        assert shown.subject.within(frame.box) == pytest.approx(1.0)
        assert shown.findings == ()
        assert notices.PHOTOS_FACELESS not in dict(look.notices)


def test_a_photo_without_a_face_is_cut_around_what_stands_out(tmp_path):
    ball(tmp_path / "a.png")
    by_face, by_subject = (looked_at(tmp_path, around=what) for what in ("face", "subject"))
    assert by_face.pictures.frames == by_subject.pictures.frames
    told = dict(by_face.notices)[notices.PHOTOS_FACELESS]
    assert told == {"names": "a.png", "count": 1}
    assert notices.PHOTOS_FACELESS not in dict(by_subject.notices)
    chosen = {"a.png": Choice(Box(0, 0, 0.5, 0.5))}
    drawn = looked_at(tmp_path, around="face", choices=chosen)
    assert notices.PHOTOS_FACELESS not in dict(drawn.notices)


def test_what_a_person_decided_goes_first(tmp_path):
    ball(tmp_path / "a.png")
    ball(tmp_path / "b.png")
    choices = {"a.png": Choice(Box(0.0, 0.0, 0.4, 1.0), turned=2), "b.png": Choice(left_out=True)}
    pictures = looked_at(tmp_path, choices=choices).pictures
    assert [entry.name for entry in pictures.entries] == ["a.png"]
    (frame,) = pictures.frames
    assert (frame.turned, frame.box.left, frame.box.right) == (2, 0.0, 0.4)
    left, top, right, bottom = frame.box.pixels(frame.photo)
    assert right - left == pytest.approx(bottom - top)  # to the nearest square
    assert red(pictures.images([0]))[0] == pytest.approx(0.625, abs=0.05)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_phone_photos_are_learned_upright(tmp_path, orientation):
    """All eight EXIF orientations: the ball that is seen at the top stays there."""
    upright = Image.new("RGB", (40, 60), (90, 110, 130))
    upright.paste((200, 40, 30), (12, 4, 28, 20))
    stored = {  # how a camera stores what is seen upright
        1: lambda i: i,
        2: lambda i: i.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda i: i.transpose(Image.Transpose.ROTATE_180),
        4: lambda i: i.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda i: i.transpose(Image.Transpose.TRANSPOSE),
        6: lambda i: i.transpose(Image.Transpose.ROTATE_90),
        7: lambda i: i.transpose(Image.Transpose.TRANSVERSE),
        8: lambda i: i.transpose(Image.Transpose.ROTATE_270),
    }[orientation](upright)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "a.jpg", quality=95, exif=exif)
    pictures = looked_at(tmp_path, around=None).pictures
    assert pictures.frames[0].photo == (40, 60)
    turned = looked_at(tmp_path, choices={"a.jpg": Choice(Box(0, 0, 1, 0.5))}).pictures
    image = turned.images([0])[0].float()
    assert (image[..., 0] - image[..., 2])[3:14].max() > 100


def test_buckets_keep_the_shape_of_a_photo(tmp_path):
    ball(tmp_path / "a.png", size=(120, 60))
    ball(tmp_path / "b.png", size=(60, 110), centre=(0.5, 0.5))
    ball(tmp_path / "c.png", size=(80, 80), centre=(0.5, 0.5))
    pictures = looked_at(tmp_path, resolution=64, buckets=True, multiple=8).pictures
    assert [pictures.size(n) for n in range(3)] == [(80, 48), (48, 80), (64, 64)]
    assert len(pictures.groups(range(3))) == 3
    assert pictures.images([1]).shape == (1, 80, 48, 3)
    list(pictures.read())  # decoded once, not kept: they are of several sizes
    assert not pictures.fits()


def test_bad_photos_are_left_out_with_one_notice(tmp_path):
    for name in ("Größe.png", "日本.png", "c.png"):
        ball(tmp_path / name)
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    data = bytearray((tmp_path / "c.png").read_bytes())
    data[16:24] = (10_001).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    (tmp_path / "huge.png").write_bytes(data)
    Image.new("RGB", (1, 1)).save(tmp_path / "one.png")
    found = looked_at(tmp_path)
    told = dict(found.notices)
    assert told[notices.PHOTOS_LEFT_OUT]["names"] == "broken.jpg, huge.png"
    assert told[notices.PHOTOS_ENLARGED]["names"] == "one.png"
    assert notices.PHOTOS_ALIKE not in told
    assert len(found.pictures) == 4
    assert found.pictures.images([0, 1, 2, 3]).shape == (4, 32, 32, 3)


def test_one_photo_and_the_same_photo_again_are_told(tmp_path):
    ball(tmp_path / "a.png")
    assert dict(looked_at(tmp_path).notices)[notices.PHOTOS_FEW] == {"count": 1}
    shutil.copy(tmp_path / "a.png", tmp_path / "b.png")
    shutil.copy(tmp_path / "a.png", tmp_path / "c.png")
    assert notices.PHOTOS_ALIKE in dict(looked_at(tmp_path).notices)


def test_no_photo_that_can_be_read_is_one_sentence(tmp_path):
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    with pytest.raises(DatasetInvalid, match=r"none of its photos can be used \(broken\.jpg: "):
        looked_at(tmp_path)
    with pytest.raises(DatasetInvalid, match="all are left out"):
        looked_at(tmp_path, choices={"broken.jpg": Choice(left_out=True)})


def test_real_photos_of_a_subject_give_no_notice():
    for subject in ("dog", "duck_toy", "teapot"):
        assert looked_at(PHOTOS / subject, resolution=128).notices == []


def test_a_resumed_run_needs_no_photo_to_know_them(tmp_path):
    photos, run = tmp_path / "photos", tmp_path / "run"
    photos.mkdir()
    run.mkdir()
    ball(photos / "a.png")
    ball(photos / "b é.png", centre=(0.3, 0.4))
    pictures = looked_at(photos).pictures
    assert read_pictures(run) is None
    write_pictures(run, pictures)
    shutil.rmtree(photos)
    again = read_pictures(run)
    assert again.entries == pictures.entries
    assert again.frames == pictures.frames
    assert again.fingerprint == pictures.fingerprint
    with pytest.raises(DatasetInvalid, match=r"a\.png"):
        again.images([0])


def test_pictures_without_frames_are_noted_down_and_known_without_their_files(tmp_path):
    """Those of the class: squares as they are."""
    folder, run = tmp_path / "cache", tmp_path / "run"
    folder.mkdir()
    run.mkdir()
    ball(folder / "0.png", size=(32, 32))
    pictures = PictureSet(folder, [Entry("0.png", "a dog")], 32).noted()
    write_pictures(run, pictures)
    shutil.rmtree(folder)
    again = read_pictures(run)
    assert (again.frames, again.entries, again.resolution) == (None, pictures.entries, 32)
    assert again.fingerprint == pictures.fingerprint


def test_choices_about_photos_that_are_not_there_are_told_and_no_error(tmp_path):
    ball(tmp_path / "a.png")
    gone = {f"{name}.png": Choice(turned=1) for name in "edcb"}
    choices = {"a.png": Choice(turned=2), "away.png": Choice(left_out=True)}
    told = dict(looked_at(tmp_path, choices=choices).notices)
    assert told[notices.PHOTOS_UNKNOWN] == {"names": "away.png", "count": 1}
    told = dict(looked_at(tmp_path, choices=gone).notices)
    assert told[notices.PHOTOS_UNKNOWN] == {"names": "b.png, c.png, d.png and 1 more", "count": 4}
    (tmp_path / "b.png").write_bytes(b"\x89PNG nothing")  # there, though it cannot be read
    known = {"a.png": Choice(turned=1), "b.png": Choice(turned=1)}
    assert notices.PHOTOS_UNKNOWN not in dict(looked_at(tmp_path, choices=known).notices)


@pytest.mark.parametrize("text", ["{", "[]", '{"pictures": [{}]}', '{"pictures": 3}'])
def test_a_damaged_note_is_told(tmp_path, text):
    (tmp_path / "photos.json").write_text(text)
    with pytest.raises(RunFolderInvalid, match="damaged"):
        read_pictures(tmp_path)


def test_a_vanished_photo_is_named(tmp_path):
    ball(tmp_path / "a.png")
    entries = list_entries(tmp_path, captions=False)
    (tmp_path / "a.png").unlink()
    with pytest.raises(DatasetInvalid, match=r"a\.png"):
        list(Looking(tmp_path, entries, Wanted(32)))
