"""The pictures in the documents are those that the script makes."""

import re
from pathlib import Path

import pytest

from tests.support.scripts import PACKAGING, importable

ROOT = Path(__file__).resolve().parents[3]
IMAGES = ROOT / "docs" / "images"
MOST = 150_000  # bytes of one
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
GUIDE = sorted((ROOT / "docs" / "guide").rglob("*.md"))


@pytest.fixture(scope="module")
def made():
    with importable(PACKAGING / "screenshots") as load:
        yield load("docs_images")


def shown_on(page):
    text = page.read_text(encoding="utf-8")
    return [(page.parent / name).resolve() for name in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text)]


def test_the_script_makes_all_of_them_and_nothing_else(made):
    assert sorted(path.stem for path in IMAGES.iterdir()) == sorted(made.STATES)


def test_every_picture_is_shown_somewhere_and_every_one_shown_is_there():
    shown = {path for page in PAGES for path in shown_on(page) if path.parent == IMAGES}
    assert shown == set(IMAGES.iterdir())


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_every_chapter_of_the_guide_has_one_in_its_language(made, page):
    names = [path.stem for path in shown_on(page)]
    assert names
    german = page.parent.name == "de"
    assert all(("--language" in made.STATES[name][1]) == german for name in names)


def test_they_are_small():
    assert [path.name for path in IMAGES.iterdir() if path.stat().st_size > MOST] == []


def test_one_window_a_look(made):
    words = made.by_look()
    assert len(words) == len({look for _state, look in made.STATES.values()})
    assert sum(len(states) // 2 for states in words.values()) == len(made.STATES)
