"""What the walk in `test_teaching` does not meet: questions before the trash, a failure of another day."""

import json
from dataclasses import replace

from core.contract.draft import Draft, Teaching
from core.contract.errors import DiskFull, InvalidValue
from core.files.trainings import records as teachings


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
    assert "No room on the disk of /d" in message.text
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
