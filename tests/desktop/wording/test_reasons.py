"""Why something cannot be used."""

import errno
import os

import pytest

from desktop.wording.reasons import known_reason, reason_text


def test_the_systems_reasons_are_said_in_the_windows_words(qapp):
    assert reason_text(os.strerror(errno.EROFS)) == "the disk is read-only"
    assert reason_text("Permission denied") == "you have no permission there"
    assert reason_text("a file is in the way") == "a file is in the way"


def test_an_unusual_reason_is_said_as_the_system_said_it(qapp):
    assert reason_text("Stale file handle") == "Stale file handle"


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Permission denied", "dort fehlt dir das Recht dazu"),
        ("its contents make no picture", "ihr Inhalt ergibt kein Bild"),
        ("it is a LoRA", "es ist ein LoRA"),
        ("it is a 7z archive, not weights", "es ist ein 7z-Archiv"),
        ("it is FLUX, which is not supported", "es ist FLUX"),
        ("it holds a run already; --resume continues it", "darin ist schon ein Training"),
        ("003.jpg is not there any more", "003.jpg ist nicht mehr da"),
        ("none of its photos can be used (a b.jpg: broken)", "keines der Fotos ist brauchbar"),
    ],
)
def test_in_german(german, reason, told):
    assert reason_text(reason) == told


def test_what_has_no_german_words_is_not_said_in_english(german):
    for reason in ("Stale file handle", "it is shown to nobody"):
        assert known_reason(reason) == ""
        assert reason_text(reason) == "der Grund ist ungewöhnlich"
