"""Checkpoints that want more than to be read: none runs, none opens a file, each is refused with one sentence.

The control arm shows that the payloads are real: in a process of its own, Python's `pickle` reads each of
them and the canary appears.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cli import wording
from core.contract.errors import ReverieError, WeightsRefused, WeightsTruncated
from core.files import folders
from core.files.models import legacy_pickle
from tests.support.hostile_pickles import PAYLOADS, Trap
from tests.support.old_checkpoints import LIES, archive, row
from tests.support.opened_files import OpenedFiles

CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "archive": lambda pickle: archive(pickle, {}),
    "row": lambda pickle: row(pickle, {}),
    "bare": lambda pickle: (
        b"\x80\x02N0" + pickle[2:] if pickle[:1] == b"\x80" else b"\x80\x02" + pickle
    ),
}


def test_there_are_enough_of_them() -> None:
    assert len(PAYLOADS) >= 60
    assert len(PAYLOADS) * len(CONTAINERS) + len(LIES) >= 200


@pytest.mark.parametrize("family", PAYLOADS)
def test_control_the_payload_fires_in_pickle(family: str, tmp_path: Path) -> None:
    trap = Trap(tmp_path / "canary")
    (tmp_path / "payload").write_bytes(PAYLOADS[family](trap))
    code = "import pickle, sys; pickle.loads(open(sys.argv[1], 'rb').read())"
    command = [sys.executable, "-S", "-c", code, str(tmp_path / "payload")]
    subprocess.run(command, capture_output=True, timeout=30, stdin=subprocess.DEVNULL)
    deadline = time.monotonic() + 5  # some start a process and do not wait
    while not trap.canary.exists() and not trap.canary.is_symlink():
        assert time.monotonic() < deadline, "this payload does no harm: it proves nothing"
        time.sleep(0.01)


def refused(path: Path, opened_files: OpenedFiles) -> ReverieError:
    """The error, after it has been seen that nothing else happened."""
    with opened_files, pytest.raises((WeightsRefused, WeightsTruncated)) as caught:
        legacy_pickle.safe_copy(path)
    sentence = wording.sentence(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert str(path) in sentence
    ours = (str(path), os.environ["REVERIE_HOME"], os.devnull)
    strangers = [opened for opened in opened_files.paths if not opened.startswith(ours)]
    assert strangers == []
    assert not list(folders.cache().rglob("*.safetensors"))
    assert not list(folders.cache().rglob("*.part"))
    return caught.value


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("family", PAYLOADS)
def test_no_payload_fires_here(
    family: str, container: str, tmp_path: Path, opened_files: OpenedFiles
) -> None:
    trap = Trap(tmp_path / "canary")
    path = tmp_path / "model.ckpt"
    path.write_bytes(CONTAINERS[container](PAYLOADS[family](trap)))
    refused(path, opened_files)
    assert not trap.canary.exists()
    assert not trap.canary.is_symlink()


@pytest.mark.parametrize("lie", LIES)
def test_no_lie_is_believed(lie: str, tmp_path: Path, opened_files: OpenedFiles) -> None:
    data, piece = LIES[lie]
    path = tmp_path / "model.safetensors"  # an ending is only a label
    path.write_bytes(data)
    started = time.monotonic()
    error = refused(path, opened_files)
    assert piece in wording.sentence(error)
    assert time.monotonic() - started < 30
    assert path.read_bytes() == data
