"""One installed program and a person's home that is empty: where it lies, what it finds around it."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROMPT = "a swan on a blue background"


def say(what: str) -> None:
    """A line for what was seen to be true."""
    print(f"ok  {what}", flush=True)


@dataclass(frozen=True)
class Trial:
    """`programs`: the folder of `reverie` and `reverie-engine`. `home`: the person's, it exists.
    `inside`: words before every command, such as those that change the root; the first a whole path. `folder`: ours for this trial.
    """

    folder: Path
    programs: Path
    home: Path
    inside: tuple[str, ...] = ()

    @classmethod
    def begin(cls, folder: Path, programs: Path, inside: Sequence[str] = ()) -> Trial:
        """With an empty home whose name is not ASCII, and a PATH without a Python, both below `folder`."""
        home = folder / "Zoë's home"
        home.mkdir()
        tools = folder / "bin"
        tools.mkdir()
        for tool in (programs / "reverie", programs / "reverie-engine", Path("/usr/bin/bwrap")):
            if inside or tool.exists():
                (tools / tool.name).symlink_to(tool)
        return cls(folder, programs, home, tuple(inside))

    def moved_to(self, home: Path) -> Trial:
        """The same program for somebody whose home is `home`."""
        return Trial(self.folder, self.programs, home, self.inside)

    @property
    def environment(self) -> dict[str, str]:
        names = {"USER": "zoë", "LOGNAME": "zoë", "LANG": "C.UTF-8"}
        return {**names, "HOME": str(self.home), "PATH": str(self.folder / "bin")}

    @property
    def command(self) -> list[str]:
        """How the program is started; words of the command line may follow."""
        return [*self.inside, str(self.programs / "reverie")]

    @property
    def pictures(self) -> Path:
        return self.home / "Pictures/Reverie"

    def drawn(self) -> list[Path]:
        """The finished pictures of the window."""
        return sorted(self.pictures.glob("*.png"))

    def reverie(self, *words: str | Path, expected: int = 0) -> str:
        """Standard output of a command, or where it must fail what it said. Raises `AssertionError`."""
        done = subprocess.run(
            [*self.command, *words],
            env=self.environment,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=600,
        )
        said = done.stderr.strip()
        assert done.returncode == expected, f"{words[0]} ended with {done.returncode}: {said}"
        assert "Traceback" not in said, said
        return done.stdout if expected == 0 else said
