from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.contract.draft import DraftPhoto
from core.contract.errors import ReaderStopped
from core.files.photos.report import unreadable
from desktop.state.photo_checks import PhotoChecks

PHOTOS = Path(__file__).parents[2] / "data" / "photos"


def write(path, seed, size=96):
    noise = np.random.default_rng(seed).integers(0, 255, (size, size, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    return DraftPhoto(str(path))


@pytest.fixture
def checks(qtbot):
    result = PhotoChecks()
    yield result
    result.stop()


def checked(qtbot, checks, photos, aim=64, learned="subject"):
    checks.check(photos, aim, learned)
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


def test_one_that_lies_on_its_side_is_told_until_it_is_turned(qtbot, checks, tmp_path):
    photos = [DraftPhoto(str(path)) for path in sorted((PHOTOS / "teapot").iterdir())]
    with Image.open(photos[1].path) as picture:
        picture.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "lying.png")
    photos[1] = DraftPhoto(str(tmp_path / "lying.png"))
    lying = [["on_its_side" in codes(r) for r in checked(qtbot, checks, photos)]]
    checks.check(photos, 64, "whole")
    lying.append(["on_its_side" in codes(r) for r in checks.reports(photos)])
    photos[1] = replace(photos[1], turn=1)
    lying.append(["on_its_side" in codes(r) for r in checked(qtbot, checks, photos)])
    assert lying == [[False, True, False, False, False], [False] * 5, [False] * 5]


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


def test_faces_are_looked_for_once_a_person_is_learned_and_tell_then(qtbot, checks):
    hopper = DraftPhoto(str(PHOTOS.parent / "people" / "hopper.jpg"))
    lying = replace(hopper, turn=1)
    photos = (hopper, lying, DraftPhoto(str(PHOTOS / "teapot" / "00.jpg")))
    as_object = checked(qtbot, checks, photos)
    assert [report.faces for report in as_object] == [None] * 3
    as_person = checked(qtbot, checks, photos, learned="face")
    assert [len(report.faces) for report in as_person] == [1, 1, 0]
    assert as_person[0].crop != as_object[0].crop
    assert "no_face" in codes(as_person[2])
    (found,) = (each for each in as_person[1].findings if each.code == "on_its_side")
    assert found.data == {"quarters": 3, "face": True}
    assert checked(qtbot, checks, photos) == as_object


def test_one_that_was_looked_at_for_its_face_too_may_go_and_come_back(qtbot, checks, tmp_path):
    photos = tuple(write(tmp_path / f"{n}.png", n) for n in (1, 2))
    checked(qtbot, checks, photos)
    assert not any("twin" in codes(r) for r in checked(qtbot, checks, photos, learned="face"))
    for photo in photos:
        Path(photo.path).unlink()
    checks.look_again()
    qtbot.waitUntil(lambda: all(r and not r.usable for r in checks.reports(photos)), timeout=20_000)
    write(tmp_path / "1.png", 1)
    checks.look_again()
    qtbot.waitUntil(lambda: bool((r := checks.reports(photos)[0]) and r.usable), timeout=20_000)


def test_an_answer_that_was_asked_for_before_is_asked_for_anew(qtbot, checks):
    photos = (DraftPhoto(str(PHOTOS.parent / "people" / "hopper.jpg")),)
    checks.check(photos, 64)
    (report,) = checked(qtbot, checks, photos, learned="face")
    assert len(report.faces) == 1


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


def test_a_crop_that_was_saved_a_bit_beyond_the_edge_ends_at_it(qtbot, checks, tmp_path):
    photo = write(tmp_path / "a.png", 3)
    old = replace(photo, crop=(0.25, 0, 1.0000000000000002, 1))
    (report,) = checked(qtbot, checks, (old,))
    assert report.crop.numbers == (0.25, 0, 1, 1)
    (proposed,), (none,) = (
        checks.reports((p,)) for p in (photo, replace(photo, crop=(0.5, 0, 0.5, 1)))
    )
    assert none == proposed


def looked(qtbot, checks, photos, is_so):
    checks.look_again()
    qtbot.waitUntil(lambda: is_so(checks.reports(photos)[-1]), timeout=20_000)
    return checks.reports(photos)[-1]


def test_a_photo_that_comes_back_counts_and_one_that_goes_does_not(qtbot, checks, tmp_path):
    stick, away = tmp_path / "stick", tmp_path / "away"
    away.mkdir()
    photos = (write(tmp_path / "a.png", 1), write(away / "a.png", 2))
    photos = (photos[0], DraftPhoto(str(stick / "a.png")))
    assert not checked(qtbot, checks, photos)[1].usable
    away.rename(stick)
    with qtbot.waitSignal(checks.replaced) as told:
        looked(qtbot, checks, photos, lambda r: r and r.usable)
    assert told.args[0] == [photos[1].path]
    assert checks.about(photos).usable == 2
    stick.rename(away)
    with qtbot.waitSignal(checks.told):
        looked(qtbot, checks, photos, lambda r: r and not r.usable)
    assert checks.about(photos).usable == 1
    away.rename(stick)
    checks.check(photos, 64)  # as when a draft is opened
    qtbot.waitUntil(lambda: checks.about(photos).usable == 2, timeout=20_000)


def test_words_that_are_written_later_are_found(qtbot, checks, tmp_path):
    photos = (write(tmp_path / "a.png", 1),)
    assert checked(qtbot, checks, photos)[0].words == ""
    (tmp_path / "a.txt").write_text("a lake")
    with qtbot.assertNotEmitted(checks.replaced):
        looked(qtbot, checks, photos, lambda r: r and r.words == "a lake")
        (tmp_path / "metadata.jsonl").write_text('{"file_name": "a.png", "text": "a house"}')
        looked(qtbot, checks, photos, lambda r: r and r.words == "a house")


def test_a_photo_that_was_replaced_is_checked_again_and_is_no_twin_any_more(
    qtbot, checks, tmp_path
):
    first, second = write(tmp_path / "a.png", 1), write(tmp_path / "b.png", 1)
    photos = (first, second)
    assert "twin" in codes(checked(qtbot, checks, photos)[1])
    write(tmp_path / "b.png", 7, 128)
    report = looked(qtbot, checks, photos, lambda r: r and r.size == (128, 128))
    assert "twin" not in codes(report)
    small = replace(second, crop=(0.0, 0.0, 0.5, 0.5))
    assert checks.reports((small,))[0].size == (128, 128)
    around = (second, first)
    for seed, size, is_twin in ((1, 96, True), (9, 100, False)):
        write(tmp_path / "b.png", seed, size)
        looked(qtbot, checks, around, lambda _r, n=size: _size(checks, second) == (n, n))
        assert ("twin" in codes(checks.reports(around)[1])) == is_twin


def _size(checks, photo):
    (report,) = checks.reports((photo,))
    return report and report.size


def test_files_that_stayed_as_they_are_are_not_read_again(qtbot, checks, monkeypatch, tmp_path):
    photos = (write(tmp_path / "a.png", 1), DraftPhoto("/away.png"))
    before = checked(qtbot, checks, photos)
    asked = []
    monkeypatch.setattr(checks._checker, "ask", lambda *more: asked.append(more))
    for _ in range(3):
        checks.look_again()
    qtbot.waitUntil(lambda: not checks._looking, timeout=5000)
    assert asked == []
    assert checks.reports(photos) == before
    assert checks.progress == (2, 2)


def test_a_photo_that_ended_the_process_is_asked_for_again_only_when_it_is_another(
    qtbot, checks, tmp_path
):
    photo = write(tmp_path / "a.png", 1)
    checks.check((photo,), 64)
    checks._checker.stop()
    checks._take(unreadable(Path(photo.path), 0, ReaderStopped(photo.path, "crashed")))
    checks.look_again()
    qtbot.waitUntil(lambda: not checks._looking, timeout=5000)
    assert not checks.reports((photo,))[0].usable
    write(tmp_path / "a.png", 2, 100)
    looked(qtbot, checks, (photo,), lambda r: r and r.usable)
