"""What the walk in `test_teaching` does not meet."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt

from core.contract.errors import DiskFull
from core.files import folders
from core.files.trainings import records as teachings
from core.files.trainings.judging_encoders import DINO
from desktop.pages import wizard_verbs
from desktop.state.method_offers import Offer
from desktop.wizards.teach_wizard import HOW, START
from tests.support.fake_hub import FakeHub


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


def test_a_photo_that_is_taken_off_comes_back_with_its_crop_and_words_but_to_no_other_draft(
    qtbot, open_window, tmp_path
):
    window = open_window()
    window.pages.show_page("teach")
    page = window.teaching.page
    for name in ("a.jpg", "b.jpg", "c.jpg"):
        (tmp_path / name).write_text("x")
    page.dropped.emit([str(tmp_path)])
    photos = page.wizard.photos
    own = tuple(
        replace(photo, caption=f"words {n}", crop=(0.1, 0.1, 0.9, 0.9), turn=n)
        for n, photo in enumerate(page.wizard.draft.photos)
    )
    photos.change(photos=own)
    photos.tiles.setCurrentIndex(photos.model.index(1))
    qtbot.keyClick(photos.tiles, Qt.Key.Key_Delete)
    assert page.wizard.draft.photos == (own[0], own[2])
    message = page.messages.message()
    assert message.text.startswith("b.jpg is no longer")
    message.actions[0][1]()
    assert page.wizard.draft.photos == own
    assert photos.tiles.currentIndex().row() == 1
    message.actions[0][1]()
    assert page.wizard.draft.photos == own, "once is enough"
    qtbot.keyClick(photos.tiles, Qt.Key.Key_Delete)
    back = page.messages.message().actions[0][1]
    page.wizard.close_button.click()
    (tmp_path / "d.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "d.jpg")])
    other = page.wizard.draft.photos
    back()
    assert page.wizard.draft.photos == other


def test_of_too_many_photos_the_first_are_taken_and_it_is_said(open_window, tmp_path, monkeypatch):
    monkeypatch.setattr(wizard_verbs, "PHOTOS_MAX", 2)
    window = open_window()
    window.pages.show_page("teach")
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        (tmp_path / name).write_text("x")
    page = window.teaching.page
    page.dropped.emit([str(tmp_path)])
    assert [Path(p.path).name for p in page.wizard.draft.photos] == ["1.jpg", "2.jpg"]
    assert "first 2 of these 3 photos" in page.messages.message().text


def test_a_dropped_draft_is_there_again_though_nothing_was_changed(open_window, tmp_path):
    window = open_window()
    window.pages.show_page("teach")
    page = window.teaching.page
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    page.wizard.close_button.click()
    (kept,) = teachings.load()
    assert [photo.path for photo in kept.draft.photos] == [str(tmp_path / "a.jpg")]


def test_encoders_that_judge_are_fetched_by_the_downloads_window_after_a_click(
    qtbot, open_window, monkeypatch, tmp_path
):
    data = dict.fromkeys(("config.json", "preprocessor_config.json", "README.md"), b"{}")
    data["model.safetensors"] = b"w" * 5000
    with FakeHub(data, repo=DINO.repo) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        window = open_window()
        window.pages.show_page("teach")
        page = window.teaching.page
        (tmp_path / "a.jpg").write_text("x")
        page.dropped.emit([str(tmp_path / "a.jpg")])
        judges = page.wizard.start.judges
        window.teaching.wizard_verbs._show_plan()
        assert judges.isHidden(), "the starter has its own"
        other = window.states.models.current.path
        page.wizard.photos.edited.emit(replace(page.wizard.draft, model=other))
        window.teaching.wizard_verbs._show_plan()
        assert "only the loss" in judges.says.text()
        assert hub.requests == []
        judges.buttons[DINO.repo].click()
        downloads = window.downloads.window
        state = downloads._downloads
        qtbot.waitUntil(
            lambda: state.offer is not None and state.activity == "idle", timeout=20_000
        )
        downloads.offer.download.click()
        place = folders.models() / DINO.folder
        qtbot.waitUntil(place.is_dir, timeout=20_000)
        qtbot.waitUntil(lambda: judges.buttons[DINO.repo].isHidden(), timeout=5000)
        assert "judged with it" in downloads.messages.message().text
        qtbot.waitUntil(lambda: state.activity == "idle", timeout=5000)


def test_costs_are_tried_out_only_while_somebody_looks(qtbot, open_window, tmp_path, monkeypatch):
    window = open_window()
    window.pages.show_page("teach")
    page, verbs = window.teaching.page, window.teaching.wizard_verbs
    seen = []
    monkeypatch.setattr(verbs.promises, "show", lambda draft: seen.append("looks"))
    monkeypatch.setattr(verbs.promises, "leave", lambda: seen.append("leaves"))
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    page.wizard.photos.edited.emit(replace(page.wizard.draft, page=HOW))
    page.wizard._show_step(HOW)
    assert seen[-1] == "looks"
    window.pages.show_page("create")
    assert seen[-1] == "leaves"
    window.pages.show_page("teach")
    assert seen[-1] == "looks"
    page.wizard._show_step(0)
    assert seen[-1] == "leaves"


def test_a_draft_is_called_saved_only_when_the_disk_has_it(
    qtbot, open_window, tmp_path, monkeypatch
):
    window = open_window()
    window.pages.show_page("teach")
    page, save = window.teaching.page, teachings.save
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    wizard = page.wizard
    assert "saved" in wizard.saved.text()

    def full(_teaching):
        raise DiskFull("/d", 10, 0)

    monkeypatch.setattr(teachings, "save", full)
    wizard.what.change(noun="cat")
    qtbot.waitUntil(lambda: page.messages.message() is not None, timeout=3000)
    assert wizard.saved.text() == ""
    monkeypatch.setattr(teachings, "save", save)
    wizard.what.change(noun="dog")
    assert wizard.saved.text() == "", "not yet"
    qtbot.waitUntil(lambda: "saved" in wizard.saved.text(), timeout=3000)


def test_photos_are_looked_for_where_the_last_ones_came_from(qtbot, open_window, tmp_path):
    window = open_window()
    window.pages.show_page("teach")
    page, verbs = window.teaching.page, window.teaching.wizard_verbs
    asked = []
    verbs.dialogs.open_pictures = lambda _title, _kind, folder: asked.append(folder) or []
    verbs.dialogs.choose_folder = lambda _title, folder: asked.append(folder) or ""
    verbs.choose_photos()
    places = [tmp_path / name for name in ("one", "two")]
    for place in places:
        place.mkdir()
        (place / "a.jpg").write_text("x")
        page.dropped.emit([str(place)])
        verbs.choose_photos()
        page.wizard.close_button.click()
    verbs.choose_folder()
    (kept, *_) = [t for t in window.teaching.trainings.all if "one" in t.draft.photos[0].path]
    window.teaching.verbs.open(kept.id)
    verbs.choose_photos()
    page.wizard.close_button.click()
    for path in (places[1] / "a.jpg", places[1]):
        path.unlink() if path.is_file() else path.rmdir()
    verbs.choose_photos()
    home = str(Path.home())
    one, two = map(str, places)
    assert asked == [home, one, two, two, one, home]


def test_a_folder_without_photos_is_named(open_window, tmp_path):
    window = open_window()
    window.pages.show_page("teach")
    (tmp_path / "empty").mkdir()
    page = window.teaching.page
    page.dropped.emit([str(tmp_path / "empty")])
    assert f"no photo in “{tmp_path / 'empty'}”" in page.messages.message().text


def test_one_reading_of_the_free_memory_is_in_the_table_and_in_the_plan(
    qtbot, open_window, tmp_path
):
    window = open_window()
    window.pages.show_page("teach")
    page, verbs = window.teaching.page, window.teaching.wizard_verbs
    (tmp_path / "a.jpg").write_text("x")
    page.dropped.emit([str(tmp_path / "a.jpg")])
    wizard = page.wizard
    wizard._asked_for(START)
    verbs.promises._rest.stop()
    free = {"lora": 24.2e9, "embedding": 24.9e9, "full": 23.6e9}
    verbs.promises.offers = {m: Offer(m, 600_000_000, int(f), 9, 9) for m, f in free.items()}
    verbs.promises.changed.emit()
    shown = {row.memory.text() for method, row in wizard.how.rows.items() if method in free}
    assert shown == {"0.6 of 25 GB"}
    assert "0.6 of 25 GB of memory" in wizard.start.cost.text()
