"""What is said of files and disks."""

from core.contract import errors as e
from desktop.wording.errors import error_message


def test_a_full_disk_says_how_much_is_missing():
    text = error_message(e.DiskFull("/home/x.png", 300_000_000, 12_000_000)).text
    assert "12 MB" in text
    assert "300 MB" in text
    assert "-1" not in error_message(e.DiskFull("/home/x.png", -1, -1)).text
