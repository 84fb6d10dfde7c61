"""Try the package in a root in which nothing else is installed: `python3 packaging/linux/clean_root.py PACKAGE.deb`.

As root, with debootstrap and what `packaging/test.sh --package` installs; it takes some minutes and fetches a
few hundred MB from the mirror that apt is configured for. The root gets the package and what it depends on,
no more, so what is missing among its dependencies shows. Screen and keys stay outside. After the removal the
root holds the same files as before it was used.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from linux.smoke import holds
from linux.trial.installation import Trial, say

PARTS = ("command_line", "cold_start", "train", "window", "killed")
CHROOT = "/usr/sbin/chroot"
# What package tools keep for themselves.
NOT_COMPARED = ("var/lib/dpkg", "var/lib/apt", "var/log", "var/cache", "etc/ld.so.cache")
_TARGETS = ("apt-get", "indextargets", "--format", "$(SITE) $(CODENAME) $(COMPONENT)")


def main() -> int:
    package = Path(sys.argv[1]).resolve()
    if shutil.which("debootstrap") is None:
        sys.exit("debootstrap is needed: apt-get install debootstrap")
    with tempfile.TemporaryDirectory(prefix="reverie-root-") as name:
        root = Path(name) / "root"
        made(root)
        shutil.copyfile(package, root / package.name)
        with _system_in(root):
            run_in(root, "apt-get", "update", "-qq")
            install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends")
            run_in(root, *install, f"/{package.name}")
            run_in(root, "dpkg", "-r", "reverie")
            before = files_of(root)  # the dependencies stay
            run_in(root, "dpkg", "-i", f"/{package.name}")
            say(f"{package.name} and its dependencies are installed, {len(before)} files in all")
            good = tried(root, Path(name) / "trial")
            run_in(root, "dpkg", "-r", "reverie")
            left = sorted(files_of(root) ^ before)
            assert not left, f"not as before: {left[:20]}"
            say("after dpkg -r the root is as it was before")
    return 0 if good else 1


def mirror(lines: str, codename: str) -> str:
    """The address from which apt has this release's main part, from the output of `apt-get indextargets`.

    Raises `LookupError` where it has none.
    """
    for line in lines.splitlines():
        site, *rest = line.split()
        if rest == [codename, "main"]:
            return site
    raise LookupError(f"apt is configured for no mirror of {codename}")


def made(root: Path) -> None:
    """The smallest root of this system's own release."""
    targets = subprocess.run(
        [*_TARGETS, "Created-By: Packages"], check=True, capture_output=True, text=True
    ).stdout
    system = dict(
        line.split("=", 1)
        for line in Path("/etc/os-release").read_text().splitlines()
        if "=" in line
    )
    codename = system["VERSION_CODENAME"].strip('"')
    command = ["debootstrap", "--variant=minbase", codename, str(root), mirror(targets, codename)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    say(f"debootstrap made a clean {codename}")


def tried(root: Path, folder: Path) -> bool:
    """Whether the parts of the trial hold in it; `folder` has the same path inside and outside."""
    folder.mkdir()
    inside = root / folder.relative_to("/")
    inside.mkdir(parents=True)
    with _mounted("--bind", folder, inside):
        trial = Trial.begin(folder, Path("/usr/bin"), (CHROOT, str(root)))
        held = [holds(part, trial) for part in PARTS]
    return all(held)


def files_of(root: Path) -> frozenset[str]:
    """Every path below it on its own disk, but for what package tools keep."""
    found = subprocess.run(
        ["find", root, "-xdev", "-printf", "%P\n"], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return frozenset(path for path in found if not path.startswith(NOT_COMPARED))


def run_in(root: Path, *words: str) -> None:
    """A command in the root that must succeed, without a word where it does."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
    environment |= {key: value for key, value in os.environ.items() if key.endswith("_proxy")}
    done = subprocess.run([CHROOT, root, *words], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{words}: {done.stderr}"


@contextmanager
def _system_in(root: Path) -> Iterator[None]:
    with (
        _mounted("-t", "proc", "proc", root / "proc"),
        _mounted("-t", "tmpfs", "tmpfs", root / "tmp"),
    ):
        yield


@contextmanager
def _mounted(*words: str | Path) -> Iterator[None]:
    subprocess.run(["mount", *words], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", words[-1]], check=True)


if __name__ == "__main__":
    sys.exit(main())
