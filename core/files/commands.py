"""How the program starts another process of itself, from a checkout, a wheel or a frozen build.

It only names the command; it starts nothing.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

_PROGRAMS = {"core": "reverie-engine", "desktop": "reverie"}
# Else PyInstaller takes it for a part of this process, and it finds the system's libraries, not its own.
_BY_ITSELF = {"PYINSTALLER_RESET_ENVIRONMENT": "1"}


@dataclass(frozen=True)
class Command:
    """A program with its arguments, and what is added to the environment."""

    program: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)

    def words(self) -> list[str]:
        """Program and arguments as one list, as `subprocess` wants them."""
        return [self.program, *self.arguments]

    def whole_environment(self) -> dict[str, str]:
        """The present environment with the additions."""
        return {**os.environ, **self.environment}


def engine_command() -> Command:
    """The process that draws: speaks JSON lines on stdin and stdout, see `core/engine/server.py`."""
    return _own("core", "engine")


def models_command(*arguments: str) -> Command:
    """A helper that looks through folders or reads whole files, see `core/cli/library_list.py`."""
    return _own("core", "models", *arguments)


def fetcher_command() -> Command:
    """The process that talks to the model hub: speaks the same language, see `core/engine/fetcher.py`."""
    return _own("core", "fetcher")


def photos_command() -> Command:
    """The process that looks at photos for the window, see `core/cli/photos.py`.

    In one thread: its sums are small, and a second would only wait beside whoever draws or teaches meanwhile.
    """
    command = _own("core", "photos")
    return replace(command, environment={**command.environment, "OPENBLAS_NUM_THREADS": "1"})


def jail_command(program: str) -> Command:
    """The process that parses strangers' files, see `core/cli/jail.py`. To be started by `core/jail` only."""
    return _own("core", "jail", program)


def window_command(*arguments: str) -> Command:
    """The window as its own process."""
    return _own("desktop", *arguments)


def _own(package: str, *arguments: str) -> Command:
    if getattr(sys, "frozen", False):
        return Command(str(_frozen_program(package)), arguments, dict(_BY_ITSELF))
    root = str(Path(__file__).parents[2])
    # The packages must be found whatever the working folder is, and be the same as ours.
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    unique = os.pathsep.join(dict.fromkeys(paths))
    # No modules of the working folder: it may be a stranger's.
    environment = {"PYTHONPATH": unique, "PYTHONSAFEPATH": "1"}
    return Command(sys.executable, ("-m", package, *arguments), environment)


def _frozen_program(package: str) -> Path:
    """Of the two programs that lie side by side in a frozen build: the windowed or the console one."""
    here = Path(sys.executable)
    return here.with_name(_PROGRAMS[package]).with_suffix(here.suffix)
