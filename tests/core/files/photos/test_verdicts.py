from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.contract.errors import FileMissing
from core.files.photos.buckets import CELLS
from core.files.photos.checks import check_photo, measured
from core.files.photos.choices import Choice
from core.files.photos.crop import Box
from core.files.photos.layout import turned
from core.files.photos.listing import Entry
from core.files.photos.report import PhotoReport, unreadable
from core.files.photos.verdicts import (
    SAME_BACKGROUND,
    about_set,
    as_they_lie,
    as_twin,
    as_whole,
    same_background,
    with_crop,
)
from core.training.data.looking import Looking, Wanted

AIM = 384


def codes(report: PhotoReport) -> list[str]:
    return [finding.code for finding in report.findings]


def looked_at(image: Image.Image) -> PhotoReport:
    rgb = np.asarray(image)
    return measured(PhotoReport(Path("x.jpg"), 0, (rgb.shape[1], rgb.shape[0])), rgb, AIM)


def test_a_new_crop_keeps_the_twin_and_a_new_set_forgets_it(dog):
    first = looked_at(dog)
    second = as_twin(replace(first, number=1), first)
    assert codes(with_crop(second, Box(0, 0, 0.5, 0.5), AIM)) == ["cut_off", "twin", "too_small"]
    assert codes(as_twin(second, None)) == []


@pytest.mark.parametrize("size", [(1200, 400), (400, 1200), (640, 400), (500, 500)])
@pytest.mark.parametrize("buckets", [True, False])
@pytest.mark.parametrize("chosen", [None, Box(0.0, 0.2, 0.9, 0.7)])
def test_of_a_style_the_part_that_is_learned_is_shown_and_no_subject_is_looked_for(
    tmp_path, ball, size, buckets, chosen
):
    path = tmp_path / "a.png"
    Image.fromarray(ball((0.1, 0.2), 0.05, size)).save(path)
    wanted = Wanted(256, CELLS, buckets, around=None, choices={"a.png": Choice(chosen)})
    list(look := Looking(tmp_path, [Entry("a.png", "")], wanted))
    (frame,) = look.pictures.frames
    shown = as_whole(check_photo(path, 0, 256), chosen, 256, buckets=buckets)
    assert not {"small_subject", "cut_off"} & set(codes(shown))
    learned, seen = (box.numbers for box in (frame.box, shown.crop))
    if chosen is None:
        assert seen == pytest.approx(learned, abs=0.01)
    else:
        assert seen == chosen.numbers
        assert frame.box.within(shown.crop) == pytest.approx(1)
    is_enlarged = any(code == "photos_enlarged" for code, _ in look.notices)
    if chosen is None:
        assert ("too_small" in codes(shown)) == is_enlarged


@pytest.mark.parametrize("subject", ["red_cartoon", "berry_bowl", "cat"])
def test_one_background_in_all_photos_is_told(photos, subject):
    paths = sorted((photos / subject).iterdir())
    about = about_set([check_photo(path, number, AIM) for number, path in enumerate(paths)])
    assert (about.same_background, about.state) == (True, "needs_look")


def test_fewer_than_three_or_all_the_same_block(dog):
    one = looked_at(dog)
    assert about_set([one, one]).state == "blocked"
    assert about_set([one, one, one]) == about_set([one] * 3)
    assert about_set([one] * 3).all_alike
    assert about_set([one] * 3).state == "blocked"
    assert about_set([]).state == "blocked"


def test_a_twin_is_of_one_photo_at_a_time(dog):
    one = looked_at(dog)
    told = as_twin(as_twin(one, one), replace(one, number=7))
    assert [finding.data["of"] for finding in told.findings if finding.code == "twin"] == [7]
    assert as_twin(told, None) == one


@pytest.fixture
def lying(photos) -> list[PhotoReport]:
    """Of five photos, the second turned to the right; one more cannot be read."""
    images = [Image.open(path) for path in sorted((photos / "teapot").iterdir())]
    images[1] = images[1].transpose(Image.Transpose.ROTATE_270)
    bad = unreadable(Path("bad.jpg"), 9, FileMissing("bad.jpg"))
    return [*map(looked_at, images), bad]


def test_the_one_that_lies_on_its_side_is_told_how_far_to_turn(lying):
    told = as_they_lie(lying)
    assert [report.findings for report in told[::2]] == [each.findings for each in lying[::2]]
    (found,) = (each for each in told[1].findings if each.code == "on_its_side")
    assert found.data == {"quarters": 3, "face": False}
    assert codes(told[-1]) == ["unreadable"]
    assert as_they_lie([]) == []


def test_a_face_that_stands_says_more_than_how_the_others_lie(lying):
    told = as_they_lie([lying[0], replace(lying[1], lies=0), *lying[2:]])
    assert "on_its_side" not in codes(told[1])


def test_a_crop_leaves_it_on_its_side_and_turning_it_does_not(lying):
    told = as_they_lie(lying)
    assert "on_its_side" in codes(with_crop(told[1], Box(0, 0, 0.5, 0.5), AIM))
    mended = replace(told[1], layout=turned(told[1].layout, 3))
    assert "on_its_side" not in codes(as_they_lie([told[0], mended, *told[2:]])[1])


def test_alike_backgrounds_are_the_mean_of_what_all_pairs_have_in_common():
    rng = np.random.default_rng(0)
    for count, alike in ((3, 0.0), (9, 0.3), (30, 0.6), (30, 0.63), (80, 0.9)):
        rows = alike * np.full((count, 125), 1 / 125) + (1 - alike) * rng.dirichlet(
            [0.1] * 125, count
        )
        mean = np.mean([np.minimum(a, b).sum() for a, b in combinations(rows, 2)])
        reports = [PhotoReport(Path("x"), 0, background=tuple(row.tolist())) for row in rows]
        assert same_background(reports) == (mean > SAME_BACKGROUND)
