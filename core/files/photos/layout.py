"""Which way up a photo lies beside the others of its set. Plain numbers, so that the window can compare them.

Nothing here knows what the world looks like. But photos of one thing resemble each other in where their edges run
(histograms of oriented gradients, Dalal & Triggs 2005) and where their colours lie, so one that resembles the others
only when it is turned by a quarter lies on its side. Where the others do not resemble each other, nothing is said;
nor where most of them lie on their side. How often it is right: docs/teach-figures.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter, mul

CELLS = 4  # along each side of the middle square
DIRECTIONS = 8  # of an edge, over half a turn, 0 first
COLOURS = 3  # lightness, red against green, yellow against blue
EACH = DIRECTIONS + COLOURS  # numbers of a cell
LENGTH = CELLS * CELLS * EACH
SCALE = 1000  # of the numbers: a layout has about this length
OTHERS_MIN = 3  # to be compared with
CLEARLY = (
    0.15  # by how much it must be more like the others when turned; two equal ones are alike by 1
)

# CELLS x CELLS cells, row by row, of EACH numbers: how strong the edges of each direction are, and the colours.
Layout = tuple[int, ...]


def turned(layout: Layout, quarters: int) -> Layout:
    """That of the same photo turned clockwise by so many quarters."""
    for _ in range(quarters % 4):
        layout = _QUARTER(layout)
    return layout


def total(layouts: Sequence[Layout]) -> Layout:
    """The sum of all, for `quarters_missing`. Raises `ValueError` without any."""
    return tuple(map(sum, zip(*layouts, strict=True)))


def quarters_missing(own: Layout, all_of_set: Layout, count: int) -> int:
    """How far a photo has to be turned clockwise to lie as the others do: 1 or 3 quarters, 0 where that isn't clear.

    `all_of_set`: the sum of the `count` layouts of the set, its own among them.
    """
    if count - 1 < OTHERS_MIN:
        return 0
    ways = [turned(own, quarters) for quarters in range(4)]
    others = tuple(map(int.__sub__, all_of_set, own))
    alike = [sum(map(mul, way, others)) / (SCALE**2 * (count - 1)) for way in ways]
    best = 1 if alike[1] > alike[3] else 3
    # One that would rather stand on its head has no right way up, as a ball or a pattern.
    return best if alike[best] - alike[0] > CLEARLY and alike[best] > alike[2] else 0


def _places_of_a_quarter() -> list[int]:
    """Where each number of a layout turned clockwise comes from: directions turn with their cells, colours don't."""
    places = []
    for row in range(CELLS):
        for column in range(CELLS):
            first = ((CELLS - 1 - column) * CELLS + row) * EACH
            edges = [(n + DIRECTIONS // 2) % DIRECTIONS for n in range(DIRECTIONS)]
            places += [first + n for n in (*edges, *range(DIRECTIONS, EACH))]
    return places


_QUARTER = itemgetter(*_places_of_a_quarter())
