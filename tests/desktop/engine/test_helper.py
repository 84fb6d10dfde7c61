"""A helper process: what it says and tells, and how it ends."""

import sys

import pytest

from core.files.commands import Command
from desktop.engine.helper import Helper


@pytest.fixture
def run(qtbot):
    """A function: Python source and lines for its stdin → helper, results, reports, whether all went well."""
    helpers = []

    def start(source, lines=(), program=sys.executable):
        helper = Helper(Command(program, ("-c", source)))
        helpers.append(helper)
        said, told = [], []
        helper.said.connect(said.append)
        helper.told.connect(told.append)
        with qtbot.waitSignal(helper.ended, timeout=10_000) as end:
            helper.start(lines)
        return helper, said, told, end.args[0]

    yield start
    for helper in helpers:
        helper.stop()


def test_results_and_reports_are_heard_and_the_rest_kept_for_a_report(run):
    source = """
import sys, json
for line in sys.stdin: print(json.dumps({"heard": json.loads(line)}))
print("no json"); print("[1]")
print('{"done": 1, "total": 2}', file=sys.stderr); print("a warning", file=sys.stderr)
"""
    helper, said, told, well = run(source, ['"a"', '"b"'])
    assert said == [{"heard": "a"}, {"heard": "b"}]
    assert told == [{"done": 1, "total": 2}]
    assert well
    assert "a warning" in helper.details()
    assert "no json" in helper.details()


def test_a_bad_end_and_a_program_that_is_none(run):
    assert run("raise SystemExit(2)")[3] is False
    assert run("", program="/nowhere/python")[3] is False


def test_one_that_is_stopped_says_nothing_any_more(qtbot):
    helper = Helper(Command(sys.executable, ("-c", "import time; time.sleep(60)")))
    ended = []
    helper.ended.connect(ended.append)
    helper.start()
    helper.stop()
    qtbot.wait(50)
    assert ended == []
