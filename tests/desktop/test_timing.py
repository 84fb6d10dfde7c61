"""The timing report: honest seconds, or null with the reason."""

import json

import pytest

from desktop import timing
from desktop.engine.client import EngineClient
from desktop.timing import TimingReport


def test_seconds_of_this_process_grow():
    first = timing.process_seconds()
    assert 0 < first < timing.process_seconds() + 1e-9


def test_five_figures_and_then_it_is_done(qtbot, fake_engine, capsys):
    client = EngineClient(fake_engine())
    report = TimingReport(client)
    report.window_shown()
    with qtbot.waitSignal(report.done, timeout=10_000):
        client.start()
    told = json.loads(capsys.readouterr().out)
    window, ready, first, after, warm = (
        told.pop(f"{name}_seconds")
        for name in ("window", "engine_ready", "first_picture", "after_window", "warm_picture")
    )
    assert told == {}
    assert 0 < window <= ready <= first
    assert after == pytest.approx(first - window, abs=0.002)
    assert warm >= 0.2  # 20 steps of 10 ms
    client.shutdown()


def test_a_picture_that_fails_is_null_with_its_reason(qtbot, fake_engine, capsys):
    client = EngineClient(
        fake_engine(fail={"code": "ModelNotFound", "data": {"name": "starter", "known": []}})
    )
    report = TimingReport(client)
    with qtbot.waitSignal(report.done, timeout=10_000):
        client.start()
    told = json.loads(capsys.readouterr().out)
    assert told["first_picture_seconds"] is told["warm_picture_seconds"] is None
    assert "ModelNotFound" in told["problem"]
    client.shutdown()


def test_no_engine_at_all(qtbot, fake_engine, capsys):
    client = EngineClient(fake_engine(start_status=3))
    report = TimingReport(client)
    with qtbot.waitSignal(report.done, timeout=20_000):
        client.start()
    told = json.loads(capsys.readouterr().out)
    assert told["engine_ready_seconds"] is None
    assert told["problem"]
    client.shutdown()
