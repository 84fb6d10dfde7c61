"""A training as a folder: its numbers are those of the log, its pictures those of the run."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from PIL import Image

from core.contract import events as ev
from core.contract.digits import DigitsConfig, ShowRun
from core.contract.errors import FileAlreadyThere, RunFolderInvalid
from core.explain.run_view import run_answer
from core.explain.training_report import curves_of, report
from core.training.tasks import digit_score
from core.training.train import train
from core.training.watch import Watch


def never() -> bool:
    return False


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained") / "run"
    config = DigitsConfig(
        task="digit-score",
        output=str(folder),
        steps=4,
        batch_size=20,
        pictures=40,
        device="cpu",
        report_every=1,
        checkpoint_every=2,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digit_score, "SAMPLE_STEPS", 1)
        list(train(config, Watch(), resume=False))
    return folder


def test_everything_the_page_shows_is_there(run, tmp_path):
    seen = run_answer(ShowRun(str(run)))
    events = list(report(str(run), str(tmp_path / "report"), never))
    assert isinstance(events[-1], ev.JobDone)
    assert [(e.step, e.steps) for e in events if isinstance(e, ev.Step)] == [(1, 2), (2, 2)]
    told = json.loads((tmp_path / "report" / "explain.json").read_text())
    assert told["log"] == seen.figures["log"]
    assert told["batch"]["t"] == seen.figures["batch"]["t"]
    assert [each["step"] for each in told["samples"]] == [2, 4]
    assert set(told["curves"]) == {"mean_loss", "held_out_loss"}
    batch = np.asarray(Image.open(tmp_path / "report" / told["batch"]["picture"]))
    assert np.array_equal(batch, seen.glances["batch"])
    for each in told["samples"]:
        glance = run_answer(ShowRun(str(run), each["step"])).glances["sample"]
        picture = np.asarray(Image.open(tmp_path / "report" / each["picture"]))
        assert np.array_equal(picture, glance)
    for name in told["curves"].values():
        assert (tmp_path / "report" / name).is_file()


def test_a_name_that_is_taken_is_refused_and_a_report_replaced_when_asked(run, tmp_path):
    place = tmp_path / "report"
    list(report(str(run), str(place), never))
    with pytest.raises(FileAlreadyThere):
        list(report(str(run), str(place), never))
    (place / "old.txt").write_text("old")
    list(report(str(run), str(place), never, overwrite=True))
    assert not (place / "old.txt").exists()
    with pytest.raises(FileAlreadyThere):
        list(report(str(run), str(run), never, overwrite=True))  # no report
    assert (run / "config.toml").is_file()


def test_no_run_or_a_stop_leaves_nothing(run, tmp_path):
    with pytest.raises(RunFolderInvalid):
        list(report(str(tmp_path / "none"), str(tmp_path / "report"), never))
    events = list(report(str(run), str(tmp_path / "report"), lambda: True))
    assert isinstance(events[-1], ev.JobCancelled)
    assert list(tmp_path.iterdir()) == []


def test_a_curve_is_made_of_what_is_a_number():
    log = [
        {"step": 1, "seconds": 2.0, "loss": 3.0},
        {"step": 2, "seconds": 4.0, "loss": math.nan, "psnr": 20},
    ]
    assert curves_of(log) == {"loss": [(1, 3.0)], "psnr": [(2, 20.0)]}
