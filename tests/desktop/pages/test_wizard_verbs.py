"""What the walk in `test_teaching` does not meet."""

from core.contract.draft import Draft, DraftPhoto
from desktop.pages.wizard_verbs import disk_bytes

PHOTOS = tuple(DraftPhoto(f"/{n}") for n in range(10))


def test_the_room_on_the_disk_is_an_upper_bound_by_method():
    lora = disk_bytes(Draft(photos=PHOTOS))
    assert 100_000_000 < lora < 10**9
    assert disk_bytes(Draft(photos=PHOTOS, method="full")) > 10 * lora


def test_a_question_comes_before_something_goes_and_more_photos_join_the_open_draft(
    qtbot, open_window, tmp_path
):
    window = open_window()
    page, trainings = window.teaching.page, window.teaching.trainings
    window.pages.show_page("teach")
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    page.dropped.emit([str(tmp_path / "b.jpg")])
    assert len(trainings.all) == 1
    (draft,) = trainings.all
    assert len(trainings.get(draft.id).draft.photos) == 2
    page.wizard.close_button.click()
    page.list.rows[draft.id].trash.click()
    message = page.messages.message()
    assert "Forget the draft" in message.text
    assert trainings.get(draft.id) is not None
    message.actions[0][1]()
    qtbot.waitUntil(lambda: trainings.get(draft.id) is None, timeout=3000)
    assert page.list.entry() is page.list.first
