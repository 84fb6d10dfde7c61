"""Progress on stderr: a bar for people, JSON for programs, next to nothing for log files."""

import io
import re
from dataclasses import replace

import pytest

from core.cli import progress
from core.contract import events as ev
from core.contract.errors import Cancelled, FileMissing


class Terminal(io.StringIO):
    def isatty(self):
        return True


def shown(text):
    """What is left on the screen: each line after its last carriage return, without blanks."""
    return [re.split("\r", line)[-1].rstrip() for line in text.split("\n")]


PICTURE = [
    ev.Phase("a", "load"),
    ev.Phase("a", "denoise"),
    *(ev.Step("a", step, 4) for step in range(1, 5)),
    ev.Phase("a", "save"),
    ev.ImageDone("a", "swan.png", 1, 8, 8, 1.0),
    ev.JobDone("a", 1.0),
]


@pytest.fixture
def follow(monkeypatch, capsys):
    def call(events, *, as_json=False, stream=None):
        stream = stream or io.StringIO()
        monkeypatch.setattr(progress.sys, "stderr", stream)
        assert progress.follow(iter(events), as_json=as_json) == 0
        return capsys.readouterr().out, stream.getvalue()

    return call


def test_a_terminal_gets_a_bar_that_leaves_nothing_behind(follow):
    out, err = follow(PICTURE, stream=Terminal())
    assert out == "swan.png\n"
    assert "loading the model" in err
    assert "drawing [########################] 4/4" in err
    assert shown(err) == [""]


def test_a_log_file_gets_no_bar(follow):
    assert follow(PICTURE) == ("swan.png\n", "")


def test_json_gets_every_event_and_small_previews(follow):
    events = [*PICTURE[:3], ev.Preview("a", "x" * 1000, 1), *PICTURE[3:]]
    _, err = follow(events, as_json=True)
    heard = [ev.from_line(line) for line in err.splitlines()]
    assert heard == [*events[:3], ev.Preview("a", "", 1), *events[4:]]


def test_the_result_of_a_training_is_on_stdout(follow):
    figures = {"loss": 0.123456}
    out, err = follow([ev.TrainStep("t", 4, 4, figures, 0.0), ev.TrainDone("t", 4, "run/result")])
    assert out == "run/result\n"
    assert "4/4  loss 0.1235  about 0 s left" in err


def test_a_log_file_gets_a_line_of_a_training_now_and_then(follow, monkeypatch):
    clock = iter(range(1000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    _, err = follow(ev.TrainStep("t", step, 400, {}) for step in range(1, 101))
    assert 5 <= err.count("\n") <= 15


def test_a_download_shows_speed_and_time_left(follow):
    half = ev.Transfer("a", "x", "transfer", 10**9, 2 * 10**9, 12e6, 83.0)
    events = [half, ev.Downloaded("a", "models/tiny", "o/n"), ev.JobDone("a", 1.0)]
    out, err = follow(events, stream=Terminal())
    assert out == "models/tiny\n"
    assert "downloading, MB [############------------] 1000/2000  12 MB/s  about 83 s left" in err
    assert "checking" in progress.transfer(replace(half, stage="check"))
    assert "waiting for the server" in progress.transfer(replace(half, stage="wait"))


def test_a_notice_stays(follow):
    notice = ev.Notice("t", "pictures_read", {"done": 1, "total": 2})
    _, err = follow([ev.Phase("a", "load"), notice, ev.JobDone("a", 1.0)], stream=Terminal())
    assert shown(err) == ["1 of 2 pictures are read.", ""]


@pytest.mark.parametrize(
    ("end", "error"),
    [
        (ev.JobFailed.of("a", FileMissing("x")), FileMissing),
        (ev.JobCancelled("a"), Cancelled),
    ],
)
def test_a_bad_end_is_raised_and_the_bar_is_wiped(monkeypatch, end, error):
    stream = Terminal()
    monkeypatch.setattr(progress.sys, "stderr", stream)
    with pytest.raises(error):
        progress.follow([ev.Step("a", 1, 4), end], as_json=False)
    assert shown(stream.getvalue()) == [""]


class Deserted(io.StringIO):
    """A pipe whose reader left."""

    def write(self, text):
        raise BrokenPipeError

    def flush(self):
        raise BrokenPipeError


def test_work_comes_to_its_end_also_where_nobody_hears_of_it(monkeypatch):
    asked, told = [], []

    def events():
        yield ev.Notice("t", "pictures_read", {"done": 1, "total": 2})
        assert asked == ["to end"]  # at once, before the next step
        yield ev.TrainDone("t", 4, "run/result")
        told.append("all is saved")

    monkeypatch.setattr(progress.sys, "stderr", Deserted())
    with pytest.raises(BrokenPipeError):
        progress.follow(events(), as_json=False, unheard=lambda: asked.append("to end"))
    assert told == ["all is saved"]
    assert asked == ["to end"]


def test_how_work_ended_that_nobody_heard_of_is_still_raised(monkeypatch):
    def events():
        yield ev.Notice("t", "pictures_read", {"done": 1, "total": 2})
        raise Cancelled

    monkeypatch.setattr(progress.sys, "stderr", Deserted())
    with pytest.raises(Cancelled):
        progress.follow(events(), as_json=False, unheard=lambda: None)


def test_a_memory_plan_is_a_line_where_it_says_something(follow):
    def plan(savings):
        return ev.MemoryPlan("a", "cpu", 5, 9, 7, savings, fits=True, measured=False)

    assert follow([plan(()), *PICTURE])[1] == ""
    assert "smaller pieces (tiled)" in follow([plan(("tiled",)), *PICTURE])[1]
    assert '"savings": []' in follow([plan(()), *PICTURE], as_json=True)[1]


def test_an_estimate_is_a_result(capsys):
    said = ev.TeachingPromise("", "cpu", 10**9, -1, True, 60.0, 60.0, 1.0, 5.0)
    progress.follow([said], as_json=False)
    assert capsys.readouterr().out == "Fits: 1.0 GB. Takes 60 s, 1 s a step (measured).\n"
