"""`reverie explain training`: one folder, or one line that says what was wrong."""

import json

from core.contract.digits import DigitsConfig
from core.training.run_state import RunFolder


def begun(folder):
    """A run folder as a training leaves it that was killed before its first checkpoint."""
    run = RunFolder(folder)
    run.create(DigitsConfig(task="digit-noise", output=str(folder), steps=9, pictures=20))
    run.log({"step": 3, "mean_loss": 0.5, "seconds": 1.0})
    run.log({"step": 6, "mean_loss": 0.25, "seconds": 2.0})
    run.let_go()
    return folder


def test_a_training_that_is_not_finished_is_told_as_far_as_it_is(run, tmp_path) -> None:
    folder = begun(tmp_path / "learned")
    outcome = run("explain", "training", folder, "--output", tmp_path / "report")
    assert (outcome.status, outcome.out) == (0, f"{tmp_path / 'report'}\n")
    told = json.loads((tmp_path / "report" / "explain.json").read_text())
    assert (told["task"], told["steps"], told["finished"]) == ("digit-noise", 9, False)
    assert [line["mean_loss"] for line in told["log"]] == [0.5, 0.25]
    assert told["curves"] == {"mean_loss": "curves/mean_loss.png"}
    assert (told["samples"], told["batch"]["step"]) == ([], 6)
    again = run("explain", "training", folder, "--output", tmp_path / "report", "--overwrite")
    assert again.status == 0


def test_what_is_wrong_is_said_in_one_line(run, refused, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    assert str(tmp_path / "empty") in refused(
        "explain", "training", tmp_path / "empty", "--output", tmp_path / "report"
    )
    refused("explain", "training", tmp_path / "none", "--output", tmp_path / "report")
    refused("explain", "training", begun(tmp_path / "run"), "--output", tmp_path / "empty")
    assert not (tmp_path / "report").exists()
