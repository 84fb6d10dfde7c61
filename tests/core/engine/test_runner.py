"""The real runner on a tiny model: what the engine says for a picture."""

import pytest

from core.contract import events as ev
from core.contract import explain
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest
from core.contract.teaching import DreamBoothConfig
from core.engine.runner import GenerationRunner


def never() -> bool:
    return False


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def runner():
    runner = GenerationRunner()
    greeting = runner.prepare()
    assert greeting.threads >= 1
    assert greeting.device in ("cpu", "cuda", "mps")
    return runner


@pytest.fixture
def job(tiny_model_folder, tmp_path):
    request = GenerationRequest(
        "a swan", str(tmp_path / "out"), seed=1, model=str(tiny_model_folder)
    )
    return ev.Generate("a", request)


def test_what_a_killed_engine_left_is_removed(tmp_path):
    places = "pictures pictures/.reverie/inputs cache cache/converted config state state/trainings"
    for place in (*places.split(), "models/loras", "models/embeddings"):
        folder = tmp_path / "home" / place
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f".a.png.{2**22 + 1}.0123abcd.part").write_bytes(b"half")  # no such process
        (folder / "kept.png").write_bytes(b"whole")
    GenerationRunner().prepare()
    left = [path.name for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert left == ["kept.png"] * 9


def test_a_picture(runner, job):
    events = list(runner.events(job, never, never))
    assert next(e.phase for e in events if isinstance(e, ev.Phase)) == "load"
    assert isinstance(events[-1], ev.JobDone)
    assert all(event.job == "a" for event in events)
    assert len([e for e in events if isinstance(e, ev.ImageDone)]) == 1


def test_a_cancel(runner, job):
    *before, end = runner.events(job, lambda: True, never)
    assert end == ev.JobCancelled("a")
    assert not [event for event in before if isinstance(event, (ev.Step, ev.ImageDone))]


def test_release_lets_go_and_the_next_picture_is_drawn(runner, job):
    list(runner.events(job, never, never))
    before, after = runner.release()
    assert before > 0
    assert after > 0
    assert isinstance(list(runner.events(job, never, never))[-1], ev.JobDone)


def test_questions_are_answered_until_the_model_is_let_go(runner, job, tmp_path):
    def asked(name, question):
        return list(runner.events(ev.Explain(name, question, str(tmp_path / "a")), never, never))

    *_, film, end = asked("run", explain.RecordRun(job.request))
    assert isinstance(end, ev.JobDone)
    assert film.part == "film"
    step, *_ = asked("q", explain.ShowStep("run", 0))
    assert "guess" in step.pictures
    runner.release()
    with pytest.raises(InvalidValue, match="run"):
        asked("r", explain.ShowStep("run", 0))


def test_a_teaching_is_tried_with_nothing_else_in_memory(runner, job, tiny_model_folder):
    list(runner.events(job, never, never))
    assert runner._loader.loaded is not None
    config = DreamBoothConfig(
        photos="p", class_noun="d", output="o", model=str(tiny_model_folder), prior="none"
    )
    (said,) = runner.events(ev.TryTeaching("t", config, 5), never, never)
    assert runner._loader.loaded is None
    assert (said.job, said.fits) == ("t", True)
    assert said.measured > 0
