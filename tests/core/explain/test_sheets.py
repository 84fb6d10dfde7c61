"""The sheet of whole pictures over guidance."""

from pathlib import Path

import pytest
from PIL import Image

from core.explain.sheets import Cell, draw_sheet, sheet, sheet_requests
from core.files.pictures.images import pixel_hash, read_picture
from core.files.store import drained


def test_the_negative_is_asked_with_and_without_and_not_where_nobody_reads_it(
    ask, tmp_path
) -> None:
    asked = sheet_requests(ask(negative="blurry"), (1.0, 4.0), tmp_path)
    assert [(c.has_negative, c.guidance_scale, r.negative) for c, r in asked] == [
        (True, 4.0, "blurry"),
        (False, 1.0, None),
        (False, 4.0, None),
    ]
    assert len(sheet_requests(ask(), (1.0, 4.0), tmp_path)) == 2


def test_each_cell_is_the_picture_that_such_a_request_draws(ask, drawn, loader, tmp_path) -> None:
    request = ask(negative="blurry", steps=2)
    asked = sheet_requests(request, (1.0, 4.0), tmp_path / "sheet")
    cells = drained(draw_sheet(asked, loader, lambda: False, "j"))
    assert len(cells) == 3
    alone = drawn(ask(negative="blurry", steps=2, guidance_scale=4.0))
    assert pixel_hash(read_picture(cells[0].path)) == pixel_hash(alone)
    board = sheet(cells)
    assert board.size == (2 * 64 + 4, 2 * 64 + 4)
    assert pixel_hash(board.crop((68, 0, 132, 64))) == pixel_hash(alone)
    assert pixel_hash(board.crop((0, 0, 64, 64))) == pixel_hash(board.crop((0, 68, 64, 132)))


def test_who_stops_gets_what_is_done(ask, loader, tmp_path) -> None:
    asked = sheet_requests(ask(steps=2), (2.0, 3.0, 4.0), tmp_path)
    stops = iter([False] * 10)
    done = drained(draw_sheet(asked, loader, lambda: next(stops, True), "j"))
    assert [cell.guidance_scale for cell in done] == [2.0]


def test_a_gap_stays_grey(tmp_path: Path) -> None:
    for name in ("a", "b"):
        Image.new("RGB", (8, 8), "red").save(tmp_path / f"{name}.png")
    cells = (Cell(2.0, True, str(tmp_path / "a.png")), Cell(3.0, False, str(tmp_path / "b.png")))
    board = sheet(cells)
    assert board.getpixel((15, 3)) == (128, 128, 128)
    assert board.getpixel((15, 15)) == (255, 0, 0)


def test_a_failure_is_raised(ask, loader, tmp_path) -> None:
    asked = sheet_requests(ask(model=str(tmp_path / "none")), (2.0,), tmp_path)
    with pytest.raises(Exception, match="ModelNotFound"):
        drained(draw_sheet(asked, loader, lambda: False, "j"))


def test_without_the_negative_its_choices_are_not_read_either(ask, tmp_path):
    asked = sheet_requests(ask(negative="{a|b}", negative_expanded="a"), (4.0,), tmp_path)
    assert [request.negative_expanded for _cell, request in asked] == ["a", None]
