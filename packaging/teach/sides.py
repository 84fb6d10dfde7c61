"""How well *On its side?* works: on folders of upright photos, each of them a set.

    python packaging/teach/sides.py tests/data/photos/*/

Each photo in turn is laid on its left and on its right side among the others, which stay upright.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import starter_scripts  # noqa: F401 (imported for what it does: core becomes importable)

from core.files.photos import layout
from core.files.photos.checks import check_photo
from core.files.photos.layout import Layout
from core.files.photos.listing import list_entries


@dataclass(frozen=True)
class Counted:
    """`false`: upright photos said to lie, while all stand; `found`: of `laid`; `astray`: of those, onto their head."""

    photos: int
    false: int
    laid: int
    found: int
    astray: int

    def __str__(self) -> str:
        return (
            f"{self.photos} photos, {self.false} said to lie; of {self.laid} laid on a side"
            f" {self.found} found, {self.astray} of them turned the wrong way"
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How well photos on their side are found.")
    parser.add_argument("sets", type=Path, nargs="+", help="folders of upright photos")
    counts = []
    for folder in parser.parse_args(arguments).sets:
        counts.append(count(layouts(folder)))
        print(f"{folder.name}: {counts[-1]}", flush=True)
    print(f"together: {Counted(*map(sum, zip(*map(astuple, counts), strict=True)))}")
    return 0


def layouts(folder: Path) -> list[Layout]:
    """Of the photos that can be read. Raises `DatasetInvalid`."""
    entries = list_entries(folder, captions=False)
    reports = [check_photo(folder / entry.name, 0, 512) for entry in entries]
    return [report.layout for report in reports if report.usable]


def count(upright: Sequence[Layout]) -> Counted:
    total = layout.total(upright)
    false = sum(layout.quarters_missing(each, total, len(upright)) > 0 for each in upright)
    found = astray = 0
    for number, own in enumerate(upright):
        for quarters in (1, 3):
            lying = layout.turned(own, quarters)
            others = (*upright[:number], *upright[number + 1 :])
            said = layout.quarters_missing(lying, layout.total([lying, *others]), len(upright))
            found += said > 0
            astray += said == quarters
    return Counted(len(upright), false, 2 * len(upright), found, astray)


if __name__ == "__main__":
    raise SystemExit(main())
