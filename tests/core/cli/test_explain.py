"""`reverie explain`: one folder, or one line that says what was wrong."""

import json

import pytest
from PIL import Image


@pytest.fixture
def asked(tiny_model_folder, tmp_path):
    return [
        *("explain", "--prompt", "a swan", "--model", tiny_model_folder, "--steps", "2"),
        *("--device", "cpu", "--seed", "3", "--output", tmp_path / "report"),
    ]


def test_a_report_is_written_and_its_place_printed(run, asked, tmp_path) -> None:
    parts = ("--part", "film", "--part", "words", "--part", "compare")
    outcome = run(*asked, *parts, "--branch-at", "1", "--developed", "1")
    assert (outcome.status, outcome.out) == (0, f"{tmp_path / 'report'}\n")
    assert "“compare” is left out" in outcome.err
    figures = json.loads((tmp_path / "report" / "explain.json").read_text())
    assert {"film", "words", "compare", "branch"} <= set(figures)
    assert "noise" not in figures
    assert figures["branch"]["identical"] is True


def test_with_json_the_events_are_lines(run, asked) -> None:
    outcome = run(*asked, "--part", "film", "--json")
    lines = [json.loads(line) for line in outcome.err.splitlines()]
    assert {"Explained", "Step", "JobDone"} <= {line["type"] for line in lines}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--count", "2"), "--count"),
        (("--points", "0"), "--points"),
        (("--branch-prompt", "oil"), "--branch-at"),
        (("--part", "magic"), "magic"),
        (("--picture", "none.png"), "none.png"),
        (("--branch-at", "x"), "x"),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_written(
    refused, asked, tmp_path, more, said
) -> None:
    assert said in refused(*asked, *more)
    assert not (tmp_path / "report").exists()


def test_a_step_that_is_not_there_is_told(run, asked, tmp_path) -> None:
    outcome = run(*asked, "--part", "film", "--branch-at", "9")
    assert outcome.status == 2
    assert "between 0 and 2" in outcome.err
    assert not (tmp_path / "report").exists()


def test_an_existing_place_is_kept(refused, asked, tmp_path) -> None:
    (tmp_path / "report").mkdir()
    Image.new("RGB", (4, 4)).save(tmp_path / "report" / "mine.png")
    assert "already there" in refused(*asked)
    assert "already there" in refused(*asked, "--overwrite")
    assert (tmp_path / "report" / "mine.png").is_file()
