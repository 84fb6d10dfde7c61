"""The lesson names pages, commands, source files and tests: all of them are there."""

import argparse
import re
from pathlib import Path

import pytest

from core.cli.main import build_parser
from desktop.pages.inside_topics import TOPICS

ROOT = Path(__file__).resolve().parents[1]
LESSON = (ROOT / "docs" / "lesson.md").read_text(encoding="utf-8")
CODE = re.compile(r"`([^`\n]+)`")


def rows() -> list[list[str]]:
    """Cells of all tables, without heads and rules."""
    lines = [line for line in LESSON.splitlines() if line.startswith("| **")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def parsers() -> dict[str, argparse.ArgumentParser]:
    (found,) = [a for a in build_parser()._actions if isinstance(a, argparse._SubParsersAction)]
    return found.choices


def known_flags(cells: list[str]) -> set[str]:
    """Of the command that a row is about: the one that it names, else `explain`."""
    text = " ".join(cells)
    verbs = parsers()
    if "train " in text or "Teach" in text:
        (tasks,) = [a for a in verbs["train"]._actions if isinstance(a, argparse._SubParsersAction)]
        return {flag for parser in tasks.choices.values() for flag in parser._option_string_actions}
    return set(verbs["explain"]._option_string_actions)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0].split(".")[0].strip("*"))
def test_an_idea_has_source_and_tests_that_exist_and_flags_that_are_known(row):
    files = [text for text in CODE.findall(" ".join(row)) if text.endswith(".py")]
    source = [name for name in files if not name.startswith("tests/")]
    tests = [name for name in files if name.startswith("tests/")]
    assert source
    assert tests
    for name in files:
        assert (ROOT / name).is_file(), name
    flags = set(re.findall(r"--[a-z-]+", " ".join(row)))
    assert flags <= known_flags(row), flags - known_flags(row)


def test_every_page_is_named_in_the_order_of_the_list():
    places = [LESSON.find(spec.text) for spec in TOPICS]
    assert min(places) >= 0
    numbered = [LESSON.find(f"| {number} {spec.text}") for number, spec in enumerate(TOPICS[:6], 1)]
    assert numbered == sorted(numbered)
    assert min(numbered) >= 0


def test_links_and_pictures_lead_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", LESSON):
        assert (ROOT / "docs" / target).exists(), target


def test_ideas_that_a_beginner_is_to_take_along_are_all_told():
    wanted = (
        *("Guidance", "negative", "Image to image", "Latents", "Time steps", "Text vectors"),
        *("DreamBooth", "Textual inversion"),
    )
    for idea in wanted:
        assert idea in LESSON, idea
