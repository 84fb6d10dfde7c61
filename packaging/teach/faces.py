"""How well faces are found: in photos of people, and in photos of anything else.

    python packaging/teach/faces.py --people FOLDER… --others FOLDER…

Each photo of people is also laid on both sides and on its head: is it said to lie, and turned the right way?
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import starter_scripts  # noqa: F401 (imported for what it does: core becomes importable)
from numpy.typing import NDArray

from core.contract.errors import ReverieError
from core.files.photos import faces, measures
from core.files.photos.listing import list_entries
from core.files.pictures import jailed


@dataclass(frozen=True)
class Counted:
    """`found`: photos in which there is said to be a face; `false`: upright ones said to lie; `told`: of those `laid`;
    `right`: of those, how far.
    """

    photos: int = 0
    found: int = 0
    false: int = 0
    laid: int = 0
    told: int = 0
    right: int = 0

    def __str__(self) -> str:
        return (
            f"{self.found} of {self.photos} with a face, {self.false} said to lie; laid otherwise"
            f" {self.told} of {self.laid} told, {self.right} the right way"
        )

    def __add__(self, other: Counted) -> Counted:
        return Counted(*map(sum, zip(astuple(self), astuple(other), strict=True)))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How well faces are found.")
    parser.add_argument("--people", type=Path, nargs="+", default=[], help="folders of people")
    parser.add_argument("--others", type=Path, nargs="+", default=[], help="folders of the rest")
    chosen = parser.parse_args(arguments)
    people, others = count(chosen.people), count(chosen.others)
    for name, counted in (("people", people), ("others", others)):
        print(f"{name}: {counted}")
    return 0


def count(folders: list[Path]) -> Counted:
    """All photos in them that can be read."""
    return sum((look(rgb) for folder in folders for rgb in pictures(folder)), Counted())


def look(rgb: NDArray[np.uint8]) -> Counted:
    """One photo, as it is and turned."""
    turned = [faces.quarters_missing(np.rot90(rgb, turns)) for turns in range(4)]
    lying = [(turns, said) for turns, said in enumerate(turned) if turns and said]
    right = sum(turns == said for turns, said in lying)
    return Counted(1, bool(faces.find_faces(rgb)), bool(turned[0]), 3, len(lying), right)


def pictures(folder: Path) -> Iterator[NDArray[np.uint8]]:
    """The decoded photos of a folder, (H, W, 3). Raises `DatasetInvalid`."""
    for entry in list_entries(folder, captions=False):
        try:
            pixels = jailed.pixels_of(folder / entry.name, longest=measures.LOOKED_AT)
        except ReverieError as error:
            print(f"passed over: {entry.name} ({error})")
            continue
        yield np.frombuffer(pixels.rgb, np.uint8).reshape(pixels.height, pixels.width, 3)


if __name__ == "__main__":
    raise SystemExit(main())
