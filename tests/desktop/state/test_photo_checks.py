from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from core.contract.draft import DraftPhoto
from desktop.state.photo_checks import PhotoChecks


def write(path, seed, size=96):
    noise = np.random.default_rng(seed).integers(0, 255, (size, size, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return DraftPhoto(str(path))


@pytest.fixture
def checks(qtbot):
    result = PhotoChecks()
    yield result
    result.stop()


def checked(qtbot, checks, photos, aim=64):
    checks.check(photos, aim)
    qtbot.waitUntil(lambda: checks.progress[0] == checks.progress[1], timeout=20_000)
    return checks.reports(photos)


def codes(report):
    return [finding.code for finding in report.findings]


def test_each_photo_gets_its_report_and_bad_ones_say_so(qtbot, checks, tmp_path):
    (tmp_path / "text.png").write_text("no picture")
    photos = (
        write(tmp_path / "ä 1.png", 1),
        DraftPhoto(str(tmp_path / "text.png")),
        DraftPhoto("/away.png"),
    )
    reports = checked(qtbot, checks, photos)
    assert reports[0].usable
    assert codes(reports[1]) == codes(reports[2]) == ["unreadable"]
    about = checks.about(photos)
    assert about.state == "blocked"
    assert about.usable == 1


def test_twins_are_told_and_leaving_one_out_frees_the_other(qtbot, checks, tmp_path):
    first, again, other = (
        write(tmp_path / f"{n}.png", seed) for n, seed in ((0, 1), (1, 1), (2, 9))
    )
    photos = (first, again, other)
    reports = checked(qtbot, checks, photos)
    assert "twin" in codes(reports[1])
    assert reports[1].findings[codes(reports[1]).index("twin")].data["of"] == 0
    left = (replace(first, is_in=False), again, other)
    assert "twin" not in codes(checks.reports(left)[1])


def test_identical_photos_block(qtbot, checks, tmp_path):
    photos = tuple(write(tmp_path / f"{n}.png", 1) for n in range(4))
    checked(qtbot, checks, photos)
    assert checks.about(photos).all_alike
    assert checks.about(photos).state == "blocked"


def test_a_crop_is_judged_without_reading_the_photo_again(qtbot, checks, tmp_path):
    photo = write(tmp_path / "a.png", 3)
    assert "too_small" not in codes(checked(qtbot, checks, (photo,))[0])
    (tmp_path / "a.png").unlink()
    small = replace(photo, crop=(0.0, 0.0, 0.3, 0.3))
    assert "too_small" in codes(checks.reports((small,))[0])


def test_what_is_learned_of_a_photo_goes_by_what_is_taught(qtbot, checks, tmp_path):
    wide = np.full((100, 200, 3), 90, np.uint8)
    wide[40:60, 5:15] = (200, 30, 20)
    Image.fromarray(wide).save(tmp_path / "a.png")
    photos = (DraftPhoto(str(tmp_path / "a.png")),)
    (subject,) = checked(qtbot, checks, photos)
    assert subject.crop.left == 0
    assert "small_subject" in codes(subject)
    for learned, width in (("whole", 5 / 6), ("square", 0.5)):  # 5:3 is its bucket
        checks.check(photos, 64, learned)
        (report,) = checks.reports(photos)
        left, _top, right, _bottom = report.crop.numbers
        assert ((left + right) / 2, right - left) == pytest.approx((0.5, width))
        assert "small_subject" not in codes(report)
    checks.check(photos, 64)
    assert checks.reports(photos) == [subject]


def test_what_a_person_keeps_needs_no_further_look(qtbot, checks, tmp_path):
    photos = tuple(write(tmp_path / f"{n}.png", n, 32) for n in range(3))
    checked(qtbot, checks, photos)
    assert checks.about(photos).flagged == 3
    assert checks.about(tuple(replace(p, is_looked_at=True) for p in photos)).flagged == 0


def test_the_real_process_says_the_same(qtbot, checks, monkeypatch, tmp_path):
    monkeypatch.undo()
    real = PhotoChecks()
    photos = (write(tmp_path / "ä 1.png", 1), DraftPhoto("/away.png"))
    assert checked(qtbot, real, photos) == checked(qtbot, checks, photos)
    real.stop()


def test_nothing_more_is_begun_after_stop(qtbot, checks, tmp_path):
    checks.stop()
    checks.check((write(tmp_path / "a.png", 1),), 64)
    assert checks.reports((DraftPhoto(str(tmp_path / "a.png")),)) == [None]
