"""What is said of files and disks."""

from core.contract import errors as e
from desktop.wording.errors import error_message
from desktop.wording.parts import UNBROKEN


def test_a_full_disk_says_how_much_is_missing():
    text = error_message(e.DiskFull("/data/x.png", 300_000_000, 12_000_000)).text
    assert text.replace(UNBROKEN, " ").startswith(
        "The disk is full: 12 MB are free, 300 MB are needed in /data."
    )
    for error in (e.DiskFull("/data/x.png", -1, -1), e.DiskFull("", 300, 12)):
        assert error_message(error).text.startswith("The disk is full. Nothing new was saved")


def test_a_disk_that_fails_is_not_blamed_on_a_file_without_a_name():
    assert error_message(e.WriteFailed("", "x")).text.startswith("The disk failed while writing.")
    named = error_message(e.WriteFailed("/data/x.png", "Input/output error")).text
    assert named.startswith("/data/x.png could not be written: the disk reports an error.")


def test_what_cannot_be_written_need_not_be_a_picture():
    text = error_message(e.NotWritable("/data/styles.csv", "Permission denied")).text
    assert "picture" not in text
    assert "you have no permission there" in text


def test_a_file_that_is_gone_can_be_switched_off():
    assert error_message(e.FileMissing("/data/ink.safetensors")).verbs == ("switch_off",)


def test_our_own_defects_are_not_blamed_on_the_file():
    for reason in ("crashed", "defect"):
        text = error_message(e.ReaderStopped("/data/a.ckpt", reason)).text
        assert "the program that reads it crashed" in text
    assert "more than be read" in error_message(e.ReaderStopped("/a", "it tried open")).text


def test_a_missing_list_of_words_says_where_it_would_be():
    text = error_message(e.WildcardMissing("colours", "/data/wildcards")).text
    assert "it would be colours.txt in /data/wildcards" in text
