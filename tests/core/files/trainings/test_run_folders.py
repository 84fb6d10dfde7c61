import json

from core.files.run_names import TAKING, is_begun, strengths_name
from core.files.trainings import run_folders


def filled(folder):
    for step in (500, 20):
        place = folder / "checkpoints" / f"step-{step:06d}"
        place.mkdir(parents=True)
        (place / "manifest.json").write_text("{}")
    (folder / "checkpoints" / "step-000900").mkdir()  # half-written: no manifest
    (folder / "log.jsonl").write_text(
        '{"step": 1, "mean_loss": 0.5}\nnonsense\n{"step": 2}\n{"step": 3, "lo'
    )
    (folder / "samples").mkdir()
    for name in ("step-000500.png", "judged-000020.png", "batch-000020.png", "notes.txt"):
        (folder / "samples" / name).write_bytes(b"x" * 10)
    (folder / "result").mkdir()
    (folder / "result" / "it.safetensors").write_bytes(b"y" * 99)
    (folder / "config.toml").write_text("steps = 1\n")
    return folder


def test_a_run_tells_how_far_it_is(tmp_path):
    folder = filled(tmp_path)
    assert is_begun(folder)
    assert run_folders.saved_steps(folder) == [20, 500]
    assert run_folders.saved_step(folder) == 500
    assert [(p.step, p.loss) for p in run_folders.losses(folder)] == [(1, 0.5)]
    assert [s.step for s in run_folders.samples(folder)] == [20, 500]


def test_a_folder_that_is_away_has_nothing(tmp_path):
    away = tmp_path / "away"
    assert not is_begun(away)
    assert run_folders.saved_step(away) == 0
    assert run_folders.losses(away) == run_folders.samples(away) == []
    assert run_folders.learning_bytes(away) == 0


def test_learning_data_are_all_but_the_result_and_how_it_was_made(tmp_path):
    folder = filled(tmp_path)
    names = {path.name for path in run_folders.learning_data(folder)}
    assert names == {"checkpoints", "samples", "log.jsonl"}
    assert run_folders.learning_bytes(folder) == 4 + 40 + (folder / "log.jsonl").stat().st_size


def test_what_the_rows_of_a_sheet_were_asked_for_is_read_or_not_known(tmp_path):
    assert run_folders.asked(tmp_path) == ()
    for text in ('["a dog", 7]', '{"a": 1}', "[", '"a dog"'):
        (tmp_path / "asked.json").write_text(text)
        assert run_folders.asked(tmp_path) == ()
    (tmp_path / "asked.json").write_text('["a dog", "a dog on a beach"]')
    assert run_folders.asked(tmp_path) == ("a dog", "a dog on a beach")
    assert run_folders.is_judged("/r/samples/judged-000010.png")
    assert not run_folders.is_judged("/r/samples/step-000010.png")


def test_strengths_are_of_the_result_of_one_step(tmp_path):
    assert run_folders.strengths(filled(tmp_path), 500) == ""
    path = tmp_path / "samples" / strengths_name(500)
    path.write_bytes(b"x")
    assert run_folders.strengths(tmp_path, 500) == str(path)
    assert run_folders.strengths(tmp_path, 20) == ""
    assert [s.step for s in run_folders.samples(tmp_path)] == [20, 500], "it is of no step's sheets"


def test_lines_of_a_log_are_objects_only(tmp_path):
    log = tmp_path / "log.jsonl"
    log.write_text("[1]\n" + json.dumps({"a": 1}) + "\n")
    assert list(run_folders.lines(log)) == [{"a": 1}]


def test_what_is_kept_of_single_steps_is_seen_without_torch(tmp_path):
    for step, whole in ((200, True), (100, True), (300, False)):
        place = tmp_path / "judged" / f"step-{step:06d}"
        place.mkdir(parents=True)
        if whole:
            (place / "manifest.json").write_text("{}")
    assert run_folders.kept_steps(tmp_path) == [100, 200]
    assert run_folders.so_far(tmp_path) == []
    (tmp_path / "so-far" / "step-000200").mkdir(parents=True)
    (tmp_path / "so-far" / ".step-000300.part").mkdir()
    assert [(s.step, s.folder.name) for s in run_folders.so_far(tmp_path)] == [(200, "step-000200")]


def test_a_taking_that_was_killed_is_known_by_its_note(tmp_path):
    assert run_folders.step_under_way(tmp_path) is None
    for text, step in (('{"step": 200, "copy": null}', 200), ("{", None), ("[]", None)):
        (tmp_path / TAKING).write_text(text)
        assert run_folders.step_under_way(tmp_path) == step
