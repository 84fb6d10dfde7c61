"""What the walk in `test_teaching` does not meet: questions before something goes to the trash."""

from core.contract.draft import Draft, Teaching
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
