from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.files.photos.stamps import stamp_of


def test_a_stamp_tells_which_of_the_three_files_became_another(tmp_path):
    photo = tmp_path / "ä.jpg"
    assert stamp_of(photo) == (None, None, None)
    before = stamp_of(photo)
    for place, name in enumerate(("ä.jpg", "ä.txt", "metadata.jsonl")):
        (tmp_path / name).write_text("one")
        now = stamp_of(photo)
        assert [a == b for a, b in zip(before, now, strict=True)] == [n != place for n in range(3)]
        before = now
    assert stamp_of(photo) == before
    os.utime(photo, (1, 1))
    assert stamp_of(photo)[0] == (1_000_000_000, 3)


@pytest.mark.parametrize("name", ["", "a\0b.jpg", "x" * 300 + ".jpg"])
def test_what_no_file_can_be_called_is_not_there(name):
    assert stamp_of(Path(name)) == (None, None, None)
