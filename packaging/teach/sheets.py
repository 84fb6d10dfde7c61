"""The pictures of `docs/teach-figures.md`, from what `experiment.py` left in its folder.

    python packaging/teach/sheets.py --work FOLDER --output docs/figures

A row is the first ten pictures of a share: all of a sheet have the same seeds, a column has one ground.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

SIDE = 64  # px of a picture
COLUMNS = 10
SHADES = 256  # of the palette: half the bytes, and nobody sees it at this size

# Name of the file → (case, share) for each row
SHEETS = {
    "teach-prior": (
        *(("monster", "subject"), ("monster", "plain")),
        *(("monster-no-prior", "subject"), ("monster-no-prior", "plain")),
    ),
    "teach-words": tuple(
        (f"{noun}-embedding", "subject") for noun in ("heart", "star", "mushroom")
    ),
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Lay the first pictures of each share side by side."
    )
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    for name, rows in SHEETS.items():
        made = sheet([options.work / case / share for case, share in rows])
        made.save(options.output / f"{name}.png", optimize=True)
    return 0


def sheet(rows: Sequence[Path]) -> Image.Image:
    """A row for each share, told as its pictures are called without their numbers. Raises what opening raises."""
    board = Image.new("RGB", (COLUMNS * SIDE, len(rows) * SIDE))
    for row, share in enumerate(rows):
        for column in range(COLUMNS):
            with Image.open(share.with_name(f"{share.name}-{column:04d}.png")) as picture:
                small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
            board.paste(small, (column * SIDE, row * SIDE))
    return board.quantize(SHADES)


if __name__ == "__main__":
    raise SystemExit(main())
