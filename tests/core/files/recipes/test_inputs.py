"""Start pictures are kept once, by content, and read back exactly."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from PIL import Image

from core.contract.errors import DiskFull, FileMissing
from core.files import operations
from core.files.pictures import images
from core.files.recipes import inputs


@pytest.fixture
def picture() -> Image.Image:
    return Image.effect_noise((17, 11), 80).convert("RGB")


def test_kept_once_and_exact(tmp_path: Path, picture: Image.Image) -> None:
    digest = inputs.keep_input(tmp_path / "out", picture)
    path = tmp_path / "out" / ".reverie" / "inputs" / f"{digest}.png"
    assert digest == images.pixel_hash(picture)
    assert inputs.input_path(tmp_path / "out", digest) == path
    before = path.stat()
    assert inputs.keep_input(tmp_path / "out", picture.copy()) == digest
    assert path.stat() == before
    assert images.read_picture(path).tobytes() == picture.tobytes()
    assert len(list(path.parent.iterdir())) == 1


def test_another_process_may_be_quicker(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = inputs.keep_input(tmp_path, picture)
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert inputs.keep_input(tmp_path, picture) == digest


@pytest.mark.parametrize("digest", ["", "x" * 64, "../../etc/passwd", "A" * 64, "a" * 65])
def test_hashes_that_are_none(tmp_path: Path, digest: str) -> None:
    with pytest.raises(FileMissing):
        inputs.input_path(tmp_path, digest)


def test_a_full_disk_leaves_no_new_folders(tmp_path: Path, picture: Image.Image) -> None:
    class Full(operations.Operations):
        def write(self, fd: int, data: memoryview) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with operations.using(Full()), pytest.raises(DiskFull):
        inputs.keep_input(tmp_path / "new", picture)
    assert list(tmp_path.iterdir()) == []
