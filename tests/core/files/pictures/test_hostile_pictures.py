"""Pictures that want more than to be looked at: each meets one sentence or is harmless; no file is opened.

The jail's own alarm would turn an attempt to open, import or start anything into `ReaderStopped`, which is
none of the errors that are expected here.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from core.cli import wording
from core.contract.errors import ReverieError
from core.files.pictures import images
from tests.support.hostile_pictures import PICTURES
from tests.support.opened_files import OpenedFiles


@pytest.fixture(scope="module")
def heard() -> OpenedFiles:
    return OpenedFiles()


@pytest.mark.parametrize("ending", ["png", "heic"])
@pytest.mark.parametrize("name", PICTURES)
def test_one_sentence_or_a_picture(
    name: str, ending: str, tmp_path: Path, heard: OpenedFiles
) -> None:
    data, expected = PICTURES[name]
    path = tmp_path / f"picture.{ending}"
    path.write_bytes(data)
    started, error = time.monotonic(), None
    with heard:
        try:
            image = images.read_picture(path)
        except ReverieError as caught:
            error = caught
    assert [p for p in heard.paths if p not in (str(path), os.devnull)] == []
    assert time.monotonic() - started < 30
    assert (None if error is None else error.code) == expected
    if error is None:
        assert max(image.size) <= 24
    else:
        sentence = wording.sentence(error)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert str(path) in sentence
