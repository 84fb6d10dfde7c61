"""The command line as a whole: exit statuses, what is imported when, and the list of verbs."""

import argparse
import os
import subprocess
import sys

import pytest

from core.cli import engine, generate, main
from core.contract import errors as e
from core.contract.version import VERSION
from desktop.__main__ import VERBS

ROOT = main.__file__.rsplit("/core/", 1)[0]


def verbs():
    (action,) = (a for a in main.build_parser()._actions if getattr(a, "choices", None))
    return action.choices


def test_the_window_knows_the_same_verbs():
    assert {*(verb.split()[0] for verb in verbs()), engine.VERB} == VERBS


def test_help_lists_every_verb_but_the_engine(run):
    outcome = run("--help")
    assert outcome.status == 0
    for verb in VERBS - {"engine"}:
        assert f"    {verb} " in outcome.out
    assert "engine" not in outcome.out


def test_nothing_lists_the_verbs_that_are_not_for_people(run, refused):
    for text in (run("--help").out, refused("dream")):
        assert "engine" not in text
        assert "jail" not in text


def parsers(parser):
    """`parser` and those of its verbs, their verbs and so on."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action.choices.values():
                yield from parsers(choice)


def test_every_flag_is_explained_with_the_value_that_counts_without_it():
    for parser in parsers(main.build_parser()):
        for action in parser._actions:
            if isinstance(action, argparse._SubParsersAction):
                continue
            assert action.help, (parser.prog, action.dest)
            if action.default not in (None, False, [], argparse.SUPPRESS):  # []: may be repeated
                assert (
                    f"({action.default:g})"
                    if isinstance(action.default, float)
                    else (f"({action.default})") in action.help
                ), (parser.prog, action.dest)


@pytest.mark.parametrize("verb", sorted(VERBS - {"engine"}))
def test_every_verb_explains_itself(run, verb):
    assert run(verb, "--help").out.startswith(f"usage: reverie {verb}")


def test_the_version(run):
    assert run("--version").out == f"Reverie {VERSION}\n"


@pytest.mark.parametrize(
    "arguments", [[], ["dream"], ["models"], ["recipe"], ["train"], ["--magic"]]
)
def test_what_is_not_understood_is_refused(refused, arguments):
    assert "--help" in refused(*arguments)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (e.FileMissing("x"), 2),
        (e.InvalidValue("steps", 0, "more"), 2),
        (e.OutOfMemory("cpu", 10, 5), 1),
        (e.DiskFull("x", 10, 5), 1),
        (e.NonFiniteResult("decode", "float16"), 1),
        (MemoryError(), 1),
        (OSError(28, "No space left on device", "x"), 1),
    ],
)
def test_an_error_becomes_one_line_and_a_status(run, monkeypatch, error, status):
    def fail(arguments):
        raise error

    monkeypatch.setattr(generate, "run", fail)
    outcome = run("generate", "--prompt", "a swan", "--output", "x.png")
    assert (outcome.status, outcome.out) == (status, "")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("error", [e.Cancelled(), KeyboardInterrupt()])
def test_a_stop_is_130(run, monkeypatch, error):
    def fail(arguments):
        raise error

    monkeypatch.setattr(generate, "run", fail)
    outcome = run("generate", "--prompt", "a swan", "--output", "x.png")
    assert (outcome.status, outcome.err) == (130, "")


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("x"), OSError("x")])
def test_a_defect_is_not_hidden(run, monkeypatch, error):
    def fail(arguments):
        raise error

    monkeypatch.setattr(generate, "run", fail)
    with pytest.raises(type(error)):
        run("generate", "--prompt", "a swan", "--output", "x.png")


TORCHLESS = ("--help", "models list", "recipe show picture.png", "generate --help", "generate --prompt x --output y --model z", "batch x --output y", "train vae --help")  # fmt: skip
WATCH = """
import sys
from core.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
heavy = {"torch", "transformers", "PySide6"} & set(sys.modules)
sys.exit("imports " + str(heavy) if heavy else 0)
"""


@pytest.mark.parametrize("line", TORCHLESS)
def test_what_needs_no_torch_imports_none(line):
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *line.split()], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [["generate", "--help"], ["doctor"]])
def test_a_reader_that_leaves_gets_no_traceback(reverie, arguments):
    process = reverie(*arguments)
    process.stdout.close()
    error = process.stderr.read()
    assert error == ""
    assert process.wait(timeout=60) in (0, 1)  # argparse itself takes it for no failure


CLOSED = {"stdout": ">&-", "stderr": "2>&-", "both": ">&- 2>&-", "all": "<&- >&- 2>&-"}


@pytest.mark.parametrize("closing", CLOSED.values(), ids=CLOSED)
def test_closed_streams_change_nothing(tmp_path, closing):
    command = f"exec {sys.executable} -m core models list --json {closing}"
    assert subprocess.run(["sh", "-c", command], cwd=ROOT, env=os.environ).returncode == 0


def test_results_that_nobody_could_write_are_a_failure():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "core", "doctor"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "The disk is full. Free some space and try again.\n"


def test_what_was_typed_comes_back_in_plain_text(refused):
    told = refused("models", "list", "--\x1b[31m" + "x" * 5000)
    assert "\x1b" not in told
    assert len(told) < 1200


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "--prompt", "a", "--output", "LONG"),
        ("explain", "digits", "--output", "LONG"),
        ("explain", "training", ".", "--output", "LONG"),
        ("batch", "r.jsonl", "--output", "LONG"),
        ("models", "convert", "starter", "--to", "folder", "--output", "LONG"),
        ("generate", "--prompt", "a", "--output", "a.png", "--vae", "LONG"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_path_that_no_disk_takes_is_told_in_one_line(refused, tmp_path, words):
    (tmp_path / "r.jsonl").write_text('{"prompt": "a"}')
    refused(*("x" * 300 if word == "LONG" else word for word in words))
