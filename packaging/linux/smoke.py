"""Try the built program as somebody who installs it: `python3 packaging/linux/smoke.py PACKAGE…`.

PACKAGE is a `.deb`, which is installed and removed again, or a portable `.tar.zst`, which is unpacked. As
root, on Debian or Ubuntu, with what `packaging/test.sh --package` installs. The program is used by command
line, real keys and clicks, with an empty home and no Python on the PATH, killed in the middle, and given
disks that take nothing. A line with `ok` was seen to be true; one with `no` was not, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linux.trial.by_command import cold_start, command_line, train
from linux.trial.by_window import window
from linux.trial.hardship import disk_full, read_only
from linux.trial.installation import Trial, say
from linux.trial.violence import killed

PARTS: dict[str, Callable[[Trial], None]] = {
    "command_line": command_line,
    "cold_start": cold_start,
    "train": train,
    "window": window,
    "killed": killed,
    "read_only": read_only,
    "disk_full": disk_full,
}
PORTABLE = ("command_line", "cold_start", "window")  # what could differ for an archive


def main() -> int:
    options = _arguments()
    failed = [package for package in options.packages if not tried(package, options.parts)]
    return 1 if failed else 0


def tried(package: Path, parts: Sequence[str] = ()) -> bool:
    """Whether these parts of the trial of one package hold; all that its kind needs where none is named."""
    is_installed = package.suffix == ".deb"
    parts = parts or tuple(PARTS if is_installed else PORTABLE)
    with tempfile.TemporaryDirectory(prefix="reverie-trial-") as name:
        folder = Path(name)
        place = installed if is_installed else unpacked
        with place(package.resolve(), folder) as programs:
            trial = Trial.begin(folder, programs)
            held = [holds(part, trial) for part in parts]
            own = [path for path in trial.home.rglob("*") if path.is_file()]
        assert all(path.exists() for path in own), "something of the person's went with the program"
    return all(held)


def holds(part: str, trial: Trial) -> bool:
    """Whether a part of the trial holds; where not it is told, and the others go on."""
    began = time.monotonic()
    try:
        PARTS[part](trial)
    except (AssertionError, TimeoutError, OSError, subprocess.SubprocessError):
        traceback.print_exc()
        print(f"no  {part}, after {time.monotonic() - began:.0f} s", flush=True)
        return False
    return True


@contextmanager
def installed(package: Path, _folder: Path) -> Iterator[Path]:
    """By dpkg; at the end nothing of it may be left."""
    subprocess.run(["dpkg", "-i", package], check=True, stdout=subprocess.DEVNULL)
    say(f"dpkg -i {package.name}")
    try:
        yield Path("/usr/bin")
    finally:
        removed()


def removed() -> None:
    """`dpkg -r` leaves nothing of the package, which is told by what it had put there."""
    listed = subprocess.run(
        ["dpkg", "-L", "reverie"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    own = [path for path in listed if "reverie" in path.lower()]
    subprocess.run(["dpkg", "-r", "reverie"], check=True, stdout=subprocess.DEVNULL)
    left = [path for path in own if os.path.lexists(path)]
    assert own, "the package listed nothing"
    assert not left, f"left behind: {left}"
    assert shutil.which("reverie") is None
    say("dpkg -r leaves nothing of the program")


@contextmanager
def unpacked(archive: Path, folder: Path) -> Iterator[Path]:
    """Into a folder whose name has a space and a letter that is not ASCII."""
    place = folder / "my prögrams"
    place.mkdir()
    command = ["tar", "--extract", "--zstd", "--file", archive, "--directory", place]
    subprocess.run(command, check=True)
    say(f"{archive.name} ({archive.stat().st_size / 1e6:.0f} MB) unpacks into “{place.name}”")
    yield place / "reverie"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("packages", nargs="+", type=Path)
    parser.add_argument("--parts", nargs="+", default=(), choices=PARTS, help="only these")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
