"""The sheets of the document on teaching."""

from __future__ import annotations

from PIL import Image


def test_each_row_is_a_share_of_a_case_in_the_order_of_its_pictures(teach, tmp_path):
    sheets = teach("sheets")
    colours = {}
    for name, rows in sheets.SHEETS.items():
        for row, (case, share) in enumerate(rows):
            (tmp_path / case).mkdir(exist_ok=True)
            for column in range(sheets.COLUMNS):
                colours[name, row, column] = (60 * row, 20 * column, 200 * ("words" in name))
                picture = Image.new("RGB", (128, 128), colours[name, row, column])
                picture.save(tmp_path / case / f"{share}-{column:04d}.png")
    sheets.main(["--work", str(tmp_path), "--output", str(tmp_path)])
    for (name, row, column), wanted in colours.items():
        middle = ((column + 0.5) * sheets.SIDE, (row + 0.5) * sheets.SIDE)
        with Image.open(tmp_path / f"{name}.png") as picture:
            found = picture.convert("RGB").getpixel(tuple(map(int, middle)))
        assert all(abs(a - b) <= 4 for a, b in zip(found, wanted, strict=True))


def test_the_sheets_show_cases_of_the_experiment(teach):
    shown = {case for rows in teach("sheets").SHEETS.values() for case, _ in rows}
    assert shown <= {case.name for case in teach("cases").CASES}
