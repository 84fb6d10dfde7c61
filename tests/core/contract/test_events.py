"""Every message is one line, comes back equal, and anything else is refused."""

from __future__ import annotations

import json
import typing
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import events, explain, judging
from core.contract.additions import Embedding
from core.contract.downloads import DownloadRequest, Offer, RemoteFile, Variant
from core.contract.errors import DiskFull, InvalidValue, ModelNotFound
from core.contract.events import JobFailed, from_line, to_line
from core.contract.request import GenerationRequest, Saving
from core.contract.teaching import AnyConfig, DreamBoothConfig
from core.contract.training import TrainingConfig

KINDS = [*typing.get_args(events.Job), *typing.get_args(events.Event)]
WORD = st.text(st.characters(categories=["L"]), min_size=1, max_size=30)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
JSON_VALUES = st.none() | st.booleans() | st.integers() | st.floats(-1e6, 1e6) | TEXT
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 2**63 - 1),
    bool: st.booleans(),
    float: st.floats(0, 1e9),
    float | None: st.none() | st.floats(0, 1e9),
    dict[str, float]: st.dictionaries(TEXT, st.floats(-1e9, 1e9), max_size=3),
    dict[str, Any]: st.dictionaries(TEXT, JSON_VALUES, max_size=3),
    explain.Question: st.builds(explain.ShowStep, run=TEXT, shown_step=st.integers(0, 99))
    | st.builds(explain.PassPicture, model=TEXT, passed=TEXT, vae=st.none() | TEXT),
    dict[str, str]: st.dictionaries(TEXT, TEXT, max_size=3),
    events.PhaseName: st.sampled_from(typing.get_args(events.PhaseName)),
    events.TransferStage: st.sampled_from(typing.get_args(events.TransferStage)),
    tuple[Saving, ...]: st.lists(st.sampled_from(typing.get_args(Saving)), max_size=3).map(tuple),
    tuple[int, ...]: st.just(()) | st.just((512, 768)),
    tuple[Embedding, ...]: st.just((Embedding("a"), Embedding("b.pt", "<b>"))),
    DownloadRequest: st.builds(DownloadRequest, TEXT, TEXT, TEXT, TEXT, st.booleans()),
    Offer: st.builds(
        Offer,
        *([TEXT] * 4),
        st.booleans(),
        *([TEXT] * 2),
        st.just((Variant("full", (RemoteFile("a", 3, "b"),), True),)),
    ),
    judging.Judgement: st.builds(
        judging.Judgement,
        step=st.integers(0, 5000),
        loss=st.floats(0, 10),
        likeness=st.none() | st.floats(-2, 2),
        faults=st.just(()) | st.just(("leak", "copying")),
    ),
    judging.Choice: st.builds(
        judging.Choice,
        step=st.integers(0, 5000),
        why=st.sampled_from(typing.get_args(judging.Why)),
        judged=st.integers(1, 50),
        rival=st.none() | st.integers(0, 5000),
        fault=st.none() | st.sampled_from(typing.get_args(judging.Fault)),
    ),
    judging.LikenessOf: st.sampled_from(typing.get_args(judging.LikenessOf)),
    judging.Encoders: st.sampled_from(typing.get_args(judging.Encoders)),
    GenerationRequest: st.builds(
        GenerationRequest,
        prompt=TEXT,
        output=st.just("o.png"),
        seed=st.integers(0, 2**63 - 1),
        negative=st.none() | TEXT,
        strength=st.floats(0, 1),
        width=st.none() | st.integers(1, 512).map(lambda n: n * 8),
    ),
    AnyConfig: st.builds(
        DreamBoothConfig,
        photos=WORD,
        class_noun=WORD,
        output=TEXT,
        rank=st.integers(1, 128),
    )
    | st.builds(
        TrainingConfig,
        task=st.sampled_from(["vae", "clip", "unet"]),
        data=TEXT,
        output=TEXT,
        learning_rate=st.floats(1e-9, 1),
    ),
}


def example(kind: type[Any], data: st.DataObject) -> Any:
    hints = typing.get_type_hints(kind)
    return kind(**{f.name: data.draw(VALUES[hints[f.name]]) for f in fields(kind)})


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    message = example(kind, data)
    line = to_line(message)
    assert line.isascii()
    assert "\n" not in line
    assert from_line(line) == message


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_unknown_missing_and_wrong_fields(kind: type[Any], data: st.DataObject) -> None:
    good = json.loads(to_line(example(kind, data)))
    with pytest.raises(InvalidValue, match="no such field"):
        from_line(json.dumps({**good, "extra": 1}))
    for f in fields(kind):
        with pytest.raises(InvalidValue, match=f.name):
            from_line(json.dumps({**good, f.name: [["wrong"]]}))
        rest = {key: value for key, value in good.items() if key != f.name}
        if f.default is MISSING and f.default_factory is MISSING:
            with pytest.raises(InvalidValue, match=f.name):
                from_line(json.dumps(rest))
        else:
            assert type(from_line(json.dumps(rest))) is kind


def test_types_are_known_by_their_name() -> None:
    assert len({kind.__name__ for kind in KINDS}) == len(KINDS)
    assert json.loads(to_line(events.Cancel("1"))) == {"type": "Cancel", "job": "1"}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "nonsense",
        "3",
        "null",
        "[]",
        "{}",
        '{"type": 3}',
        '{"type": "ReverieError", "job": "1"}',
        '{"type": "Cancel"',
        '{"type": "Cancel", "job": 1}',
        '{"type": "Cancel", "job": "1"} {"type": "Cancel", "job": "1"}',
        '{"type": "JobDone", "job": "1", "seconds": NaN}',
        '{"type": "JobDone", "job": "1", "seconds": 1' + "0" * 400 + "}",
        '{"type": "Generate", "job": "1", "request": {"prompt": "", "output": "o", "seed": -1}}',
        "[" * 100_000,
    ],
)
def test_lines_that_are_no_message(line: str) -> None:
    with pytest.raises(InvalidValue):
        from_line(line)


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_line(line: str) -> None:
    with pytest.raises(InvalidValue):
        from_line(line)


def test_a_failure_carries_its_error() -> None:
    for error in (DiskFull("/a", 10, 3), ModelNotFound("x", ("a", "b"))):
        message = from_line(to_line(JobFailed.of("7", error, "trace")))
        assert isinstance(message, JobFailed)
        assert (message.job, message.details) == ("7", "trace")
        assert message.error() == error


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Path("a"), b"x", {1}])
def test_a_failure_about_something_that_json_cannot_hold_still_travels(value: Any) -> None:
    message = from_line(to_line(JobFailed.of("7", InvalidValue("guidance", value, "finite"))))
    assert isinstance(message, JobFailed)
    assert message.error() == InvalidValue("guidance", repr(value), "finite")
