"""The count of how well photos on their side are found."""

from __future__ import annotations

from pathlib import Path

PHOTOS = Path(__file__).parents[2] / "data" / "photos"


def test_all_upright_photos_of_a_set_are_laid_on_both_sides(teach, capsys):
    sides = teach("sides")
    assert sides.main([str(PHOTOS / "red_cartoon"), str(PHOTOS / "teapot")]) == 0
    *sets, together = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in sets] == ["red_cartoon", "teapot"]
    assert together.startswith("together: 9 photos, 0 said to lie; of 18 laid on a side ")


def test_what_is_counted_adds_up(teach):
    sides = teach("sides")
    counted = sides.count(sides.layouts(PHOTOS / "berry_bowl"))
    assert counted.laid == 2 * counted.photos == 8
    assert counted.astray <= counted.found <= counted.laid
    assert counted.found > 0
