"""Records, order and ends, with a client that the test plays and a clock that it sets."""

from dataclasses import replace
from pathlib import Path

from core.contract import events as ev
from core.contract.draft import Draft, Teaching
from core.contract.errors import DiskFull, EngineStopped, FileMissing, NotWritable
from core.files.trainings import records as teachings
from desktop.state.trainings_state import error_of
from tests.support.played_training import Played, running, started


def test_a_draft_saves_itself_soon_and_is_there_at_the_next_start(qtbot, played, opened, photos):
    state, _, arbiter = played
    teaching = state.new_draft(Draft(photos=photos))
    state.write(teaching.id, replace(teaching.draft, noun="cat"))
    qtbot.waitUntil(lambda: teaching.id in {t.id for t in teachings.load()}, timeout=3000)
    again = opened(Played(), arbiter)
    again.load()
    assert again.get(teaching.id).draft.noun == "cat"
    assert again.get(teaching.id).status == "draft"


def test_a_training_gets_a_folder_photos_and_a_config(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    config = client.job.config
    assert state.get(identifier).status == "running"
    assert config.output == state.get(identifier).folder
    assert len(list(Path(config.photos).glob("*.png"))) == 3
    assert not client.job.resume


def test_one_runs_and_the_others_wait_in_the_order_they_were_asked_for(qtbot, played, photos):
    state, client, _ = played
    first = running(qtbot, state, client, photos)
    second, third = (
        started(qtbot, state, client, photos, "b"),
        started(qtbot, state, client, photos, "c"),
    )
    assert state.get(second).status == state.get(third).status == "waiting"
    assert state.get(second).folder != state.get(third).folder
    for next_one in (second, third):
        client.end(ev.JobDone(first, 1.0))
        qtbot.waitUntil(lambda: client.busy, timeout=5000)
        assert state.current == next_one
        first = next_one


def test_the_second_waits_also_while_the_first_ones_photos_are_laid_ready(qtbot, played, photos):
    state, client, _ = played
    first = started(qtbot, state, client, photos)
    second = started(qtbot, state, client, photos, "b")
    assert [state.get(each).status for each in (first, second)] == ["running", "waiting"]
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.job == state.current == first


def test_a_pause_keeps_the_step_and_going_on_resumes(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    state.pause(identifier)
    assert client.pauses == 1
    client.heard.emit(ev.CheckpointSaved(identifier, 740, "x"))
    client.end(ev.JobCancelled(identifier))
    assert state.get(identifier).status == "paused"
    assert state.get(identifier).step == 740
    state.start(identifier)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.resume


def test_painting_pauses_it_and_it_comes_back_by_itself(qtbot, played, photos):
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    assert not arbiter.paint()
    assert client.pauses == 1
    with qtbot.waitSignal(arbiter.free, timeout=5000):
        client.end(ev.JobCancelled(identifier))
    assert state.get(identifier).status == "waiting"
    qtbot.wait(120)
    assert not client.busy  # not while somebody paints
    arbiter.painted()
    qtbot.wait(120)
    assert not client.busy  # nor right after
    arbiter._idle.stop()
    arbiter._idle.timeout.emit()
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.resume
    assert state.current == identifier


def test_a_person_who_pauses_it_meanwhile_is_obeyed(qtbot, played, photos):
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    arbiter.paint()
    client.end(ev.JobCancelled(identifier))
    state.pause(identifier)
    arbiter.painted()
    arbiter._idle.timeout.emit()
    qtbot.wait(120)
    assert state.get(identifier).status == "paused"
    assert not client.busy


def test_who_paints_while_a_training_is_on_its_way_goes_first(qtbot, played, photos):
    state, client, arbiter = played
    identifier = started(qtbot, state, client, photos)  # its photos are being laid ready
    with qtbot.waitSignal(arbiter.free, timeout=5000):
        assert not arbiter.paint()
    assert client.jobs == []
    assert state.get(identifier).status == "waiting"


def test_a_pause_stays_one_when_somebody_paints_meanwhile(qtbot, played, photos):
    state, client, arbiter = played
    identifier = running(qtbot, state, client, photos)
    state.pause(identifier)
    arbiter.paint()
    client.end(ev.JobCancelled(identifier))
    assert state.get(identifier).status == "paused"


def test_stop_and_keep_is_kept_also_by_one_that_is_leaving(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    state.pause(identifier)
    state.finish(identifier)
    client.end(ev.JobCancelled(identifier))  # the pause was heard first
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.finishes == 2


def test_one_that_leaves_though_nobody_asked_is_told_and_offered(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    with qtbot.waitSignal(state.failed) as told:
        client.end(ev.JobCancelled(identifier))
    assert isinstance(told.args[1], EngineStopped)
    assert [each.id for each in state.interrupted()] == [identifier]


def test_a_defect_while_photos_are_laid_ready_is_told_and_lets_go_of_the_device(
    qtbot, played, photos, monkeypatch
):
    def broken(*_arguments):
        raise OSError("a drive that does not answer")

    state, client, arbiter = played
    monkeypatch.setattr("desktop.state.trainings_state.staged_photos.stage", broken)
    with qtbot.waitSignal(state.failed, timeout=5000) as told:
        identifier = started(qtbot, state, client, photos)
    assert "does not answer" in str(told.args[1].data())
    assert state.get(identifier).status == "failed"
    assert arbiter.paint()


def test_a_death_is_an_interruption_and_an_error_is_kept_with_its_data(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    with qtbot.waitSignal(state.failed) as told:
        client.end(ev.JobFailed.of(identifier, EngineStopped(-9)))
    assert told.args[0] == identifier
    assert state.get(identifier).status == "interrupted"
    state.start(identifier)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    client.end(ev.JobFailed.of(identifier, DiskFull("/d", 300, 12)))
    assert state.get(identifier).status == "failed"
    error = error_of(state.get(identifier))
    assert isinstance(error, DiskFull)
    assert error.free == 12


def test_photos_that_are_gone_are_named_before_anything_begins(qtbot, played, photos):
    state, client, _ = played
    Path(photos[1].path).unlink()
    with qtbot.waitSignal(state.failed, timeout=5000) as told:
        identifier = started(qtbot, state, client, photos)
    assert isinstance(told.args[1], FileMissing)
    assert not client.busy
    assert state.get(identifier).status == "failed"


def test_photos_deleted_while_it_runs_are_not_missed_when_it_goes_on(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    for photo in photos:
        Path(photo.path).unlink()
    client.end(ev.JobFailed.of(identifier, EngineStopped(-9)))
    state.start(identifier)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.resume


def test_two_of_one_name_have_two_folders(qtbot, played, photos):
    state, client, _ = played
    first = running(qtbot, state, client, photos)
    second = started(qtbot, state, client, photos)
    names = [Path(state.get(each).folder).name for each in (first, second)]
    assert names == ["sks-dog", "sks-dog-2"]


def test_a_second_draft_in_the_same_chosen_folder_begins_a_run_of_its_own(
    qtbot, played, photos, tmp_path
):
    state, client, _ = played
    first, second = (state.new_draft(Draft(photos=photos, model="/m")).id for _ in range(2))
    for identifier in (first, second):  # as drafts of an older version may lie on the disk
        state.place(identifier, str(tmp_path / "sks-dog"))
    state.start(first)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    client.begin()
    client.end(ev.JobDone(first, 1.0))
    state.start(second)
    qtbot.waitUntil(lambda: client.busy, timeout=5000)
    assert client.job.job == second
    assert not client.job.resume
    assert Path(client.job.config.output).parent == Path(state.get(first).folder).parent
    assert state.get(second).folder != state.get(first).folder


def test_a_draft_takes_nobody_elses_run_to_the_trash(qtbot, played, photos, tmp_path, monkeypatch):
    state, _, _ = played
    gone = []
    monkeypatch.setattr("core.files.trash.move_to_trash", gone.append)
    run = tmp_path / "sks-dog"
    (run / "result").mkdir(parents=True)
    (run / "config.toml").write_text("")
    done = Teaching("aaaaaaaa", Draft(), "finished", str(run), result=str(run / "result"))
    for other in (Teaching("bbbbbbbb", Draft(photos=photos)), Teaching("cccccccc", Draft())):
        teachings.save(replace(other, folder=str(run)))
    teachings.save(done)
    state.load()
    state._put(replace(state.get("cccccccc"), status="paused"))  # it had taken the run over once
    for identifier in ("bbbbbbbb", "cccccccc"):
        with qtbot.waitSignal(state.changed, timeout=3000):
            state.remove(identifier)
    assert gone == []
    assert [t.id for t in state.all] == ["aaaaaaaa"]


def test_stop_and_keep_of_one_that_does_not_run_runs_it_to_its_end_at_once(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    state.pause(identifier)
    client.end(ev.JobCancelled(identifier))
    state.finish(identifier)
    qtbot.waitUntil(lambda: client.finishes == 1, timeout=5000)
    client.heard.emit(ev.TrainDone(identifier, 12, "/r/result"))
    client.end(ev.JobDone(identifier, 1.0))
    assert state.get(identifier).result == "/r/result"
    assert state.get(identifier).status == "finished"


def test_a_stop_and_keep_that_was_paused_before_its_turn_is_forgotten(qtbot, played, photos):
    state, client, _ = played
    first = running(qtbot, state, client, photos)
    second = started(qtbot, state, client, photos, "ohwx")
    state.finish(second)
    state.pause(second)
    state.start(second)
    client.end(ev.JobDone(first, 1.0))
    qtbot.waitUntil(lambda: client.busy)
    assert client.finishes == 0  # it learns on


def test_learning_data_go_to_the_trash_and_the_result_stays(qtbot, played, monkeypatch, tmp_path):
    state, _, _ = played
    run = tmp_path / "run"
    for name in ("checkpoints", "samples", "result"):
        (run / name).mkdir(parents=True)
    gone = []
    monkeypatch.setattr("core.files.trash.move_to_trash", gone.append)
    teachings.save(Teaching("aaaaaaaa", Draft(), "finished", str(run), result=str(run / "result")))
    state.load()
    with qtbot.waitSignal(state.changed, timeout=3000):
        state.delete_learning_data("aaaaaaaa")
    assert {path.name for path in gone} == {"checkpoints", "samples"}
    assert state.get("aaaaaaaa") is not None


def test_a_finished_one_can_be_taken_off_the_list_and_its_result_stays(qtbot, played, tmp_path):
    state, _, _ = played
    result = tmp_path / "run" / "result"
    result.mkdir(parents=True)
    run = str(tmp_path / "run")
    teachings.save(Teaching("aaaaaaaa", Draft(), "finished", run, result=str(result)))
    state.load()
    with qtbot.waitSignal(state.changed, timeout=3000):
        state.remove("aaaaaaaa")
    assert state.all == ()
    assert teachings.load() == []
    assert result.is_dir()


def test_links_to_photos_go_with_a_training_and_with_its_learning_data(qtbot, played, photos):
    state, client, _ = played
    identifier = running(qtbot, state, client, photos)
    client.heard.emit(ev.TrainDone(identifier, 12, "/r/result"))
    client.end(ev.JobDone(identifier, 1.0))
    assert teachings.photos_place(identifier).is_dir()
    with qtbot.waitSignal(state.changed, timeout=3000):
        state.delete_learning_data(identifier)
    assert not teachings.photos_place(identifier).exists()
    assert all(Path(photo.path).is_file() for photo in photos)


def test_a_removed_draft_is_forgotten_and_its_photos_stay(qtbot, played, photos):
    state, _, _ = played
    teaching = state.new_draft(Draft(photos=photos))
    state.save_now()
    with qtbot.waitSignal(state.changed, timeout=3000):
        state.remove(teaching.id)
    assert state.get(teaching.id) is None
    assert teachings.load() == []
    assert all(Path(photo.path).is_file() for photo in photos)


def test_a_disk_that_takes_nothing_is_told_and_the_draft_stays_in_memory(
    qtbot, played, photos, monkeypatch
):
    state, _, _ = played

    def full(_teaching):
        raise DiskFull("/d", 10, 0)

    monkeypatch.setattr(teachings, "save", full)
    teaching = state.new_draft(Draft(photos=photos))
    with qtbot.waitSignal(state.refused, timeout=3000):
        state.write(teaching.id, replace(teaching.draft, noun="cat"))
    assert state.get(teaching.id).draft.noun == "cat"


def test_what_the_trash_refuses_is_told_with_its_training(qtbot, played, tmp_path, monkeypatch):
    state, _, _ = played

    def refuse(path):
        raise NotWritable(str(path), "there is no trash for it")

    monkeypatch.setattr("core.files.trash.move_to_trash", refuse)
    teachings.save(Teaching("aaaaaaaa", Draft(), "paused", str(tmp_path)))
    state.load()
    with qtbot.waitSignal(state.not_trashed, timeout=3000) as told:
        state.remove("aaaaaaaa")
    assert told.args == ["aaaaaaaa", NotWritable(str(tmp_path), "there is no trash for it")]
    assert state.get("aaaaaaaa") is not None
