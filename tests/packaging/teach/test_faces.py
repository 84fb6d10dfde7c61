"""The count of how well faces are found."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def test_people_are_turned_and_the_rest_is_looked_through(teach, capsys):
    faces = teach("faces")
    asked = ["--people", str(DATA / "people"), "--others", str(DATA / "photos" / "teapot")]
    assert faces.main(asked) == 0
    assert capsys.readouterr().out.splitlines() == [
        "people: 2 of 2 with a face, 0 said to lie; laid otherwise 6 of 6 told, 6 the right way",
        "others: 0 of 5 with a face, 0 said to lie; laid otherwise 0 of 15 told, 0 the right way",
    ]


def test_what_cannot_be_read_is_passed_over(teach, capsys, tmp_path):
    (tmp_path / "bad.jpg").write_text("no picture")
    assert teach("faces").count([tmp_path]).photos == 0
    assert "passed over: bad.jpg" in capsys.readouterr().out
