"""What the download window says while nothing is wrong."""

import pytest

from core.contract import errors as e
from core.contract.download_errors import HubMissing
from core.contract.download_events import Transfer
from core.contract.downloads import DownloadRequest, RemoteFile, Unfinished, Variant
from desktop.phrases import downloads as phrases
from desktop.wording.parts import UNBROKEN


def test_variants(offer):
    texts = [phrases.variant_text(variant) for variant in offer.variants]
    assert texts == [
        "Half precision (fp16) · 2.0 GB",
        "Full precision · 4.0 GB",
        "a.safetensors · 2.1 GB",
        "b.ckpt · 2.2 GB · old format",
    ]


def test_files_the_largest_first():
    files = (RemoteFile("a", 1000), RemoteFile("b", 2000))
    assert phrases.files_text(Variant("full", files, True)) == "2.0 kB\tb\n1.0 kB\ta"


@pytest.mark.parametrize(
    ("transfer", "text"),
    [
        (None, "Asking the hub"),
        (Transfer("1", "a", "transfer", 10**9, 2 * 10**9, 0.0), "1.0 GB of 2.0 GB"),
        (
            Transfer("1", "a", "transfer", 10**9, 2 * 10**9, 12e6, 83.0),
            "1.0 GB of 2.0 GB · 12 MB a second · about 1 min left",
        ),
        (
            Transfer("1", "a", "check", 10**9, 10**9, 9.0, 1.0),
            "1.0 GB of 1.0 GB · checking what came",
        ),
        (Transfer("1", "a", "wait", 0, 10**9, 9.0), "0 bytes of 1.0 GB · waiting for the server"),
    ],
)
def test_progress(transfer, text):
    assert phrases.transfer_text(transfer) == text


def test_the_rest(offer):
    assert phrases.version_text(offer) == "main · cccccccccc"
    assert phrases.room_text(-1) == "not known"
    assert phrases.room_text(80 * 10**9) == "80 GB free"
    begun = Unfinished("", DownloadRequest("o/n"), "", 10**9, 2 * 10**9)
    assert phrases.unfinished_text(begun) == "o/n · 1.0 GB of 2.0 GB"


@pytest.mark.parametrize(
    ("error", "part"),
    [
        (
            e.DiskFull("/m", 3 * 10**9, 10**9),
            "1.0 GB are free, 3.0 GB are needed in /m. What came so far",
        ),
        (e.DiskFull("/m", -1, -1), "The disk is full. What came so far is kept."),
        (
            e.NotWritable("/m", "Permission denied"),
            "no permission there. What came so far is kept.",
        ),
        (
            e.InvalidValue("repository", "swan", "owner/name"),
            "“swan” names no model on the hub. Type owner/name",
        ),
        (
            e.InvalidValue("HF_ENDPOINT", "ftp://x", "an https address"),
            "HF_ENDPOINT must be an https",
        ),
        (e.EngineStopped(-9), "The download stopped by itself."),
        (e.UnexpectedError("KeyError", "x"), "unforeseen happened. What came so far is kept."),
        (HubMissing("revision", "v2"), "no version “v2”"),
    ],
)
def test_what_went_wrong_is_not_said_of_pictures(error, part):
    text = phrases.message_of(error).text
    assert part in text.replace(UNBROKEN, " ")
    assert "picture" not in text
