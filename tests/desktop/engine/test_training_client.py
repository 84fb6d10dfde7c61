import pytest

from core.contract import events as ev
from core.contract.errors import EngineStopped
from core.contract.teaching import DreamBoothConfig
from core.files.commands import Command
from desktop.engine import training_client
from desktop.engine.training_client import TrainingClient


def job(folder, steps=30, name="t", resume=False):
    config = DreamBoothConfig(
        photos=str(folder), class_noun="dog", output=str(folder / "run"), steps=steps
    )
    return ev.Train(name, config, resume)


@pytest.fixture
def client(fake_training):
    made = []

    def make(**script):
        made.append(TrainingClient(fake_training(**script)))
        return made[-1]

    yield make
    for one in made:
        one.shutdown()


def ended(qtbot, client, act):
    with qtbot.waitSignal(client.ended, timeout=10_000) as told:
        act()
    return told.args[0]


def test_a_training_is_heard_to_its_end_and_its_process_is_gone_then(qtbot, client, tmp_path):
    one, heard = client(), []
    one.heard.connect(heard.append)
    end = ended(qtbot, one, lambda: one.start(job(tmp_path)))
    assert isinstance(end, ev.JobDone)
    assert not one.busy
    steps = [event.step for event in heard if isinstance(event, ev.TrainStep)]
    assert steps == list(range(1, 31))
    assert isinstance(heard[-1], ev.TrainDone)


def test_a_pause_saves_and_the_same_training_goes_on_from_there(qtbot, client, tmp_path):
    one, heard = client(step_delay=0.005), []
    one.heard.connect(heard.append)
    one.start(job(tmp_path, steps=200))
    qtbot.waitUntil(lambda: len(heard) > 15, timeout=10_000)
    assert isinstance(ended(qtbot, one, one.pause), ev.JobCancelled)
    saved = max(e.step for e in heard if isinstance(e, ev.CheckpointSaved))
    heard.clear()
    one.start(job(tmp_path, steps=200, resume=True))
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)
    assert heard[0].step == saved + 1


def test_finish_gives_a_result_before_the_last_step(qtbot, client, tmp_path):
    one, heard = client(step_delay=0.005), []
    one.heard.connect(heard.append)
    one.start(job(tmp_path, steps=10_000))
    qtbot.waitUntil(lambda: len(heard) > 5, timeout=10_000)
    assert isinstance(ended(qtbot, one, one.finish), ev.JobDone)
    assert heard[-1].step < 10_000


def test_a_killed_process_ends_the_job_with_the_signal(qtbot, client, tmp_path):
    one = client(crash_at=5)
    end = ended(qtbot, one, lambda: one.start(job(tmp_path)))
    assert isinstance(end.error(), EngineStopped)
    assert end.error().exit_code == -9
    assert not one.busy


def test_a_process_that_has_said_all_and_stays_is_ended(qtbot, client, tmp_path, monkeypatch):
    monkeypatch.setattr(training_client, "LEAVE_MS", 100)
    one = client(stays=30)
    end = ended(qtbot, one, lambda: one.start(job(tmp_path)))
    assert isinstance(end, ev.JobDone)
    assert not one.busy
    assert not (tmp_path / "fake_training/left by itself").exists()


def test_closing_the_window_waits_until_all_is_saved(qtbot, client, tmp_path):
    one, heard = client(step_delay=0.005, save_delay=0.3), []
    one.heard.connect(heard.append)
    one.start(job(tmp_path, steps=10_000))
    qtbot.waitUntil(lambda: len(heard) > 3, timeout=10_000)
    ends = []
    one.ended.connect(ends.append)
    one.shutdown()
    assert [type(end) for end in ends] == [ev.JobCancelled]
    assert not one.busy
    assert list((tmp_path / "run" / "checkpoints").glob("step-*/manifest.json"))


def test_only_one_at_a_time(qtbot, client, tmp_path):
    one = client(step_delay=0.01)
    one.start(job(tmp_path))
    with pytest.raises(RuntimeError):
        one.start(job(tmp_path, name="u"))


def test_a_program_that_is_not_there_is_told(qtbot, tmp_path):
    one = TrainingClient(Command("/no/such/program", ()))
    end = ended(qtbot, one, lambda: one.start(job(tmp_path)))
    assert isinstance(end.error(), EngineStopped)
