"""The commands that the documents name are ones that the program knows, and the files that they name are there."""

import argparse
import re
import shlex
from pathlib import Path

import pytest

from core.cli.main import build_parser, joined

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
SOURCES = sorted([*(ROOT / "core").rglob("*.py"), *(ROOT / "desktop").rglob("*.py")])
ROOMS = ("core", "desktop", "docs", "packaging", "resources", "tests")
FILE = re.compile(r"[\w/-]+\.(?:py|sh|md)\b")
MODULE = re.compile(r"[\w/-]+\.py\b")
BEGINNING = re.compile(r"^(?:sh packaging/run\.sh|reverie) (?=[a-z])")
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def sections(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Verbs, or the verbs of a verb."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return action.choices
    return {}


VERBS = sections(build_parser())


def commands() -> list[tuple[str, str]]:
    """Every line of a block that is a whole command: its document and what follows the program's name."""
    found = []
    for document in DOCUMENTS:
        for block in BLOCK.findall(document.read_text(encoding="utf-8")):
            for line in block.splitlines():
                begun = BEGINNING.match(line)
                if begun and not re.search(r" [\[|]", line):  # brackets make it a grammar
                    found.append((document.name, line[begun.end() :]))
    return found


def mentions() -> list[tuple[str, str]]:
    """Every `verb …` within a sentence."""
    return [
        (document.name, text)
        for document in DOCUMENTS
        for text in INLINE.findall(document.read_text(encoding="utf-8"))
        if text.split()[0] in VERBS and " " in text
    ]


@pytest.mark.parametrize(("document", "command"), commands())
def test_a_command_is_understood_as_it_is_written(document, command):
    words = shlex.split(command.replace("…", ""), comments=True)
    assert build_parser().parse_args(joined(words)).run, document


@pytest.mark.parametrize(("document", "text"), mentions())
def test_verbs_and_flags_that_are_mentioned_exist(document, text):
    parser, words = build_parser(), text.split()
    while words and words[0] in sections(parser):
        parser = sections(parser)[words.pop(0)]
    assert not sections(parser) or not words, f"{document}: {words} is no part of {parser.prog}"
    for flag in re.findall(r"--[a-z-]+", " ".join(words)):
        assert flag in parser._option_string_actions, f"{document}: {flag}"


def files() -> set[str]:
    """Every file of the tree by its path, and by each end of it: `a/b/c.py`, `b/c.py`, `c.py`."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.*")]
    parts = [path.relative_to(ROOT).parts for path in (*paths, *ROOT.glob("*.md"))]
    return {"/".join(each[start:]) for each in parts for start in range(len(each))}


def test_files_that_documents_and_comments_name_are_there():
    there = files()
    named = {path: FILE.findall(path.read_text(encoding="utf-8")) for path in DOCUMENTS}
    named |= {path: MODULE.findall(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert [(str(path), name) for path in named for name in named[path] if name not in there] == []
