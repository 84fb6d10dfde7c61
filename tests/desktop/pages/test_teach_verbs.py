"""What the walk in `test_teaching` does not meet: questions before the trash, a failure of another day."""

import json
from dataclasses import replace

from core.contract import events as ev
from core.contract.draft import Draft, DraftPhoto, Teaching
from core.contract.errors import (
    DiskFull,
    FileMissing,
    InvalidValue,
    LatentsNotFinite,
    NotWritable,
    OutOfMemory,
    TrainingDiverged,
)
from core.contract.judging import Choice
from core.contract.notices import PHOTOS_LEFT_OUT
from core.files.trainings import records as teachings
from desktop.wizards.teach_wizard import HOW


def test_learning_data_go_after_a_question_and_the_result_stays(
    qtbot, open_window, tmp_path, monkeypatch
):
    gone = []
    monkeypatch.setattr("core.files.trash.move_to_trash", gone.append)
    run = tmp_path / "run"
    for name in ("checkpoints", "result"):
        (run / name).mkdir(parents=True)
        (run / name / "x.bin").write_bytes(b"x" * 2_000_000)
    teachings.save(
        Teaching(
            "aaaaaaaa", Draft(word="sks"), "finished", str(run), 9, 9, result=str(run / "result")
        )
    )
    window = open_window()
    window.pages.show_page("teach")
    window.teaching.load()
    page = window.teaching.page
    page.list.rows["aaaaaaaa"].open.click()
    assert page.shows() is page.run
    assert "2.0 MB" in page.run.data.text()
    page.run.data.click()
    assert gone == []
    message = page.messages.message()
    assert "result stays" in message.text
    message.actions[0][1]()
    qtbot.waitUntil(lambda: gone == [run / "checkpoints"], timeout=3000)
    page.run.back.click()
    assert page.shows() is page.list


def test_why_a_training_could_not_go_on_is_said_when_it_is_opened_another_day(open_window):
    error = DiskFull("/d", 300, 12)
    kept = Teaching("aaaaaaaa", Draft(word="sks", noun="dog"), "failed", "/runs/dog", 7, 9)
    told = json.dumps(error.data())
    teachings.save(replace(kept, error=error.code, error_data=told))
    window = open_window()
    window.pages.show_page("teach")
    window.teaching.load()
    page = window.teaching.page
    assert page.messages.message() is None
    page.list.rows["aaaaaaaa"].open.click()
    message = page.messages.message()
    assert "The disk is full" in message.text
    assert "waits at step 7" in message.text
    assert [text for text, _run in message.actions] == ["Try again"]


def test_what_failed_before_it_began_can_be_changed(open_window):
    error = InvalidValue("name", "sks cup/mug", "a name that a file can have")
    kept = Teaching("aaaaaaaa", Draft(word="sks", noun="cup/mug"), "failed", "/runs/cup")
    teachings.save(replace(kept, error=error.code, error_data=json.dumps(error.data())))
    window = open_window()
    window.pages.show_page("teach")
    window.teaching.load()
    page = window.teaching.page
    page.list.rows["aaaaaaaa"].open.click()
    assert window.teaching.trainings.get("aaaaaaaa").status == "draft"
    assert page.wizard.isVisible()
    assert "a name that a file can have" in page.messages.message().text


def failed_window(open_window, error, status="failed", step=7):
    """With a training that failed so, seen."""
    kept = Teaching("aaaaaaaa", Draft(word="sks", noun="dog"), status, "/runs/dog", step, 9)
    teachings.save(replace(kept, error=error.code, error_data=json.dumps(error.data())))
    window = open_window()
    window.pages.show_page("teach")
    window.teaching.load()
    window.teaching.page.list.rows["aaaaaaaa"].open.click()
    return window


def test_a_training_that_went_astray_is_kept_and_not_tried_again(open_window, monkeypatch):
    window = failed_window(open_window, TrainingDiverged(8, "/runs/dog"))
    message = window.teaching.page.messages.message()
    ended = []
    monkeypatch.setattr(window.teaching.trainings, "finish", ended.append)
    assert [text for text, _run in message.actions] == ["Stop and keep", "Teach anew…"]
    message.actions[0][1]()
    assert ended == ["aaaaaaaa"]


def test_what_failed_with_its_settings_can_be_taught_anew_with_others(open_window, tmp_path):
    run = tmp_path / "run"
    run.mkdir()
    (run / "config.toml").write_text("")  # it began, so it cannot be changed any more
    photos = tuple(DraftPhoto(f"/p/{n}.jpg") for n in range(3))
    draft = Draft(word="sks", noun="dog", photos=photos, settings=(("rank", "64"),), page=3)
    for error, begins, settings in (
        (OutOfMemory("cuda", 9, 8), ["Try again", "Teach anew…"], (("rank", "64"),)),
        (LatentsNotFinite("1.jpg"), ["Teach anew…"], (("rank", "64"), ("dtype", "float32"))),
    ):
        kept = Teaching("aaaaaaaa", draft, "failed", str(run))
        teachings.save(replace(kept, error=error.code, error_data=json.dumps(error.data())))
        window = open_window()
        window.pages.show_page("teach")
        window.teaching.load()
        page, trainings = window.teaching.page, window.teaching.trainings
        page.list.rows["aaaaaaaa"].open.click()
        message = page.messages.message()
        assert [text for text, _run in message.actions] == begins
        message.actions[-1][1]()
        assert page.shows() is page.wizard
        new = trainings.get(page.wizard.id)
        assert new.id != "aaaaaaaa"
        assert new.draft == replace(draft, page=HOW, settings=settings)
        assert trainings.get("aaaaaaaa").status == "failed"
        assert trainings.folder_to_be(new) != run


def test_what_failed_before_it_began_is_itself_opened_again(open_window, tmp_path):
    window = failed_window(open_window, FileMissing("/p/1.jpg"), step=0)
    page = window.teaching.page
    window.teaching.trainings._put(
        replace(window.teaching.trainings.get("aaaaaaaa"), status="failed")
    )
    window.teaching.verbs.teach_anew("aaaaaaaa")
    assert page.wizard.id == "aaaaaaaa"
    assert len(window.teaching.trainings.all) == 1


def test_the_ways_on_are_there_again_after_the_bar_was_closed(open_window):
    window = failed_window(open_window, TrainingDiverged(8, "/runs/dog"))
    page = window.teaching.page
    assert page.run.finish.isVisible()
    page.messages.close_message()
    page.run.back.click()
    page.list.rows["aaaaaaaa"].open.click()
    assert "went astray" in page.messages.message().text


def test_the_bar_says_of_a_result_what_its_judgement_says(open_window, tmp_path):
    run = Teaching("aaaaaaaa", Draft(word="sks", noun="dog"), "paused", "/runs/dog", 7, 9)
    teachings.save(run)
    window = open_window()
    window.pages.show_page("teach")
    window.teaching.load()
    trainings, bar = window.teaching.trainings, window.teaching.page.messages
    trainings.heard.emit(
        "aaaaaaaa", ev.Chosen("aaaaaaaa", Choice(9, "not_learned", 3), early=False)
    )
    trainings.finished.emit("aaaaaaaa")
    assert "no step of it is more alike" in bar.message().text


def test_what_would_end_the_same_is_not_offered_again(open_window):
    window = failed_window(open_window, InvalidValue("learning_rate", 0, "greater than 0"))
    message = window.teaching.page.messages.message()
    assert "“Learning rate” must be greater than 0" in message.text
    assert message.actions == ()


def test_what_cannot_go_to_the_trash_is_said_so(open_window):
    window = failed_window(open_window, DiskFull("/d", 300, 12))
    bar = window.teaching.page.messages
    bar.close_message()
    error = NotWritable("/runs/dog", "Permission denied")
    window.teaching.trainings.not_trashed.emit("aaaaaaaa", error)
    assert "“sks dog” could not be moved to the trash" in bar.message().text


def test_photos_that_are_left_out_are_told(open_window):
    window = failed_window(open_window, DiskFull("/d", 300, 12))
    bar = window.teaching.page.messages
    bar.close_message()
    notice = ev.Notice("aaaaaaaa", PHOTOS_LEFT_OUT, {"names": "001.jpg", "count": 1})
    window.teaching.trainings.heard.emit("aaaaaaaa", notice)
    assert "A photo cannot be read" in bar.message().text


def photo_gone(open_window, tmp_path):
    """A window with a training whose photo is gone, opened as a draft; the bar still has its ways on."""
    for name in ("0.jpg", "1.jpg"):
        (tmp_path / name).write_text("x")
    gone = str(tmp_path / "gone.jpg")
    photos = tuple(DraftPhoto(str(tmp_path / name)) for name in ("0.jpg", "1.jpg", "gone.jpg"))
    draft = Draft(word="sks", noun="dog", photos=photos)
    teachings.save(Teaching("aaaaaaaa", draft, "failed", str(tmp_path / "run")))
    window = open_window()
    window.pages.show_page("teach")
    window.teaching.load()
    window.teaching.trainings.failed.emit("aaaaaaaa", FileMissing(gone))
    window.teaching.page.list.rows["aaaaaaaa"].open.click()
    assert window.teaching.page.shows() is window.teaching.page.wizard
    assert window.teaching.trainings.get("aaaaaaaa").status == "draft"
    return window


def test_what_is_tried_again_from_the_bar_is_no_draft_any_more(open_window, tmp_path, monkeypatch):
    window = photo_gone(open_window, tmp_path)
    page, trainings = window.teaching.page, window.teaching.trainings
    monkeypatch.setattr(trainings, "_advance", lambda: None)  # something else has the device
    wizard = page.wizard
    wizard.photos.change(photos=wizard.draft.photos[:2])
    dict(page.messages.message().actions)["Try again"]()
    assert page.shows() is page.list
    waiting = trainings.get("aaaaaaaa")
    assert waiting.status == "waiting"
    assert len(waiting.draft.photos) == 2
    wizard.what.change(noun="cat")
    assert trainings.get("aaaaaaaa") == waiting
    page.list.rows["aaaaaaaa"].open.click()
    trainings.changed.emit("aaaaaaaa")
    assert page.shows() is page.run, "it is left once only"


def test_what_is_a_draft_by_now_is_not_taught_anew_beside_it(open_window, tmp_path):
    window = photo_gone(open_window, tmp_path)
    page, trainings = window.teaching.page, window.teaching.trainings
    dict(page.messages.message().actions)["Teach anew…"]()
    assert page.wizard.id == "aaaaaaaa"
    assert len(trainings.all) == 1


def test_the_wizard_closes_over_a_draft_that_is_forgotten(qtbot, open_window, tmp_path):
    window = photo_gone(open_window, tmp_path)
    page, trainings = window.teaching.page, window.teaching.trainings
    trainings.remove("aaaaaaaa")
    qtbot.waitUntil(lambda: trainings.get("aaaaaaaa") is None, timeout=3000)
    assert page.shows() is page.list
