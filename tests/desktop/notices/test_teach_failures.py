"""Why a training does not go on."""

import dataclasses

import pytest

from core.contract import errors as e
from core.contract.draft import Draft, DraftPhoto, Teaching
from core.contract.notices import (
    NOT_SHOWN,
    PHOTOS_FEW,
    PHOTOS_LEFT_OUT,
    PHOTOS_UNKNOWN,
    TRAINING_CHANGED,
)
from desktop.notices import teach_failures as notices
from desktop.wording.parts import UNBROKEN

PHOTOS = (DraftPhoto("/p/a.jpg"), DraftPhoto("/p/b.jpg", is_in=False), DraftPhoto("/p/my dog.jpg"))
TEACHING = Teaching("a", Draft(word="sks", noun="<b>dog", photos=PHOTOS), "failed", step=740)


@pytest.mark.parametrize(
    ("error", "parts"),
    [
        (e.EngineStopped(-9), ("goes on from step 740",)),
        (
            e.DiskFull("/data/runs", 300_000_000, 12_000_000),
            ("12 MB are free, 300 MB are needed in /data/runs", "waits at step 740"),
        ),
        (e.DiskFull("", -1, -1), ("The disk is full. Teaching", "waits at step 740")),
        (e.FileMissing("/p/a.jpg"), ("The photo /p/a.jpg is not there", "waits at step 740")),
        (e.FileMissing("/m/w.safetensors"), ("“w.safetensors” is not there", "at step 740")),
        (
            e.InvalidValue("learning_rate", "0", "greater than 0"),
            ("“Learning rate” must be greater than 0",),
        ),
        (e.PictureBroken("/p/a.jpg", "it ends"), ("a.jpg", "waits at step 740")),
        (e.OutOfMemory("cuda", 9, 5), ("may fit", "waits at step 740")),
        (e.LatentsNotFinite("002.jpg"), ("fails on photo my dog.jpg at", "waits at step 740")),
        (
            e.DatasetInvalid("/staged", "002.jpg is not there any more"),
            ("my dog.jpg is not there any more", "waits at step 740"),
        ),
    ],
)
def test_a_failure_says_what_happened_and_what_is_safe(error, parts):
    text = notices.failed(TEACHING, error).text.replace(UNBROKEN, " ")
    assert all(part in text for part in parts)
    assert len(text) < 300


def test_a_run_folder_that_is_away_is_named_whole():
    teaching = dataclasses.replace(TEACHING, folder="/stick/runs/dog")
    text = notices.failed(teaching, e.FileMissing("/stick/runs/dog")).text
    assert "/stick/runs/dog" in text
    assert "Bring the folder back" in text


def test_of_a_defect_no_pictures_are_said_to_be_safe():
    message = notices.failed(TEACHING, e.UnexpectedError("KeyError", "'x'"))
    assert "picture" not in message.text
    assert message.details == "KeyError: 'x'"


def test_photos_that_are_left_out_have_the_names_that_a_person_gave_them():
    draft = TEACHING.draft
    one = notices.notice_text(draft, PHOTOS_LEFT_OUT, {"names": "002.jpg", "count": 1})
    assert one == "A photo cannot be read and is left out: my dog.jpg."
    many = {"names": "001.jpg, 002.jpg, 017.jpg and 2 more", "count": 5}
    assert notices.notice_text(draft, PHOTOS_LEFT_OUT, many) == (
        "5 photos cannot be read and are left out: a.jpg, my dog.jpg, 017.jpg and 2 more."
    )
    gone = notices.notice_text(draft, PHOTOS_UNKNOWN, {"names": "002.jpg", "count": 1})
    assert gone == "A photo is not there any more: my dog.jpg."
    both = notices.notice_text(draft, PHOTOS_UNKNOWN, {"names": "001.jpg, 002.jpg", "count": 2})
    assert both == "2 photos are not there any more: a.jpg, my dog.jpg."
    assert "could not be drawn" in notices.notice_text(draft, NOT_SHOWN, {})
    assert notices.notice_text(draft, PHOTOS_FEW, {"count": 3}) == ""
    device = {"what": "device", "before": "cuda", "now": "cpu"}
    assert "other circumstances" in notices.notice_text(draft, TRAINING_CHANGED, device)
    pictures = {"what": "pictures", "before": "12", "now": "34"}
    assert notices.notice_text(draft, TRAINING_CHANGED, pictures).startswith(
        "The photos are no longer"
    )


def test_what_stays_out_of_the_trash_says_why():
    error = e.NotWritable("/runs/dog", "Permission denied")
    text = notices.trash_refused(TEACHING, error)
    assert text.startswith("“sks <b>dog” could not be moved to the trash: you have no permission")
    named = dataclasses.replace(TEACHING, draft=Draft(word="sks"))
    gone = notices.trash_refused(named, e.FileMissing("/runs/dog"))
    assert "it is not there any more. It stays where it is." in gone
