"""`reverie explain digits`: one folder, or one line that says what was wrong."""

import json

from PIL import Image


def test_a_report_holds_scores_and_both_ways(run, tmp_path) -> None:
    short = ("--digit", "5", "--climb-steps", "3", "--steps", "2", "--output", tmp_path / "report")
    outcome = run("explain", "digits", *short)
    assert (outcome.status, outcome.out) == (0, f"{tmp_path / 'report'}\n")
    figures = json.loads((tmp_path / "report" / "explain.json").read_text())
    assert figures["digit"] == 5
    assert [len(figures[way]) for way in ("climb", "diffuse")] == [3, 2]
    scores = [level["score"] for level in figures["score"]]
    assert scores[0] > 0.8
    assert scores[-1] < 0.05
    for told in (*figures["score"], *figures["climb"], *figures["diffuse"]):
        assert (tmp_path / "report" / told["picture"]).is_file()
    assert run("explain", "digits", *short).status == 2


def test_a_drawing_of_ones_own_is_judged(run, tmp_path) -> None:
    Image.new("RGB", (90, 60), "white").save(tmp_path / "empty.png")
    given = ("--drawing", tmp_path / "empty.png", "--climb-steps", "1", "--steps", "1")
    assert run("explain", "digits", *given, "--output", tmp_path / "report").status == 0
    figures = json.loads((tmp_path / "report" / "explain.json").read_text())
    assert figures["score"][0]["score"] < 0.1


def test_wrong_values_are_told_and_nothing_is_written(run, tmp_path) -> None:
    for wrong in (("--digit", "12"), ("--steps", "0"), ("--drawing", tmp_path / "none.png")):
        outcome = run("explain", "digits", *wrong, "--output", tmp_path / "report")
        assert (outcome.status, outcome.err.count("\n")) == (2, 1)
        assert not (tmp_path / "report").exists()
