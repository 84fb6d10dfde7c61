"""`reverie train take`: what is wrong is said in one line."""

import json


def test_a_folder_that_is_no_run_is_said(run, tmp_path):
    outcome = run("train", "take", str(tmp_path), "--step", "5")
    assert outcome.status == 2
    assert "no run" in outcome.err
    assert len(outcome.err.strip().splitlines()) == 1


def test_a_step_is_needed_and_whole(run, tmp_path):
    assert run("train", "take", str(tmp_path)).status == 2
    assert run("train", "take", str(tmp_path), "--step", "x").status == 2


def test_a_run_that_taught_no_model_is_said(run, tmp_path):
    (tmp_path / "config.toml").write_text(
        f'task = "digit-score"\noutput = {json.dumps(str(tmp_path))}\n'
    )
    outcome = run("train", "take", str(tmp_path), "--step", "5")
    assert outcome.status == 2
    assert "taught no finished model" in outcome.err
