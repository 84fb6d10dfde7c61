"""The Inside page in a whole window, on the scripted engine."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool

from core.contract.draft import Draft, Teaching
from core.contract.errors import FileUnreadable
from core.files.trainings import records as teachings


@pytest.fixture
def window(open_window, qtbot):
    window = open_window()
    window.actions_table["show_inside"].trigger()
    yield window
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def seen(window, qtbot):
    """With a picture that was recorded."""
    window.inside.page.topic().empty.draw.click()
    qtbot.waitUntil(lambda: window.inside.states.run.run is not None, timeout=10_000)
    return window


def test_a_swan_is_drawn_recorded_and_its_film_is_seen(seen):
    film = seen.inside.page.topic()
    run = seen.inside.states.run.run
    assert run.request.prompt.startswith("a swan")
    assert run.request.model == seen.states.models.current.path
    assert film.steps.isVisible()
    assert film.isAncestorOf(seen.focusWidget())


def test_a_tile_is_saved_with_its_numbers(qtbot, seen, tmp_path):
    film = seen.inside.page.topic()
    seen.verbs.opening.dialogs.save_picture = lambda *_: str(tmp_path / "guess.png")
    film.tiles["guess"].menu_asked.emit(None)
    bar = seen.inside.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None)
    assert "guess.png" in bar.message().text
    assert (tmp_path / "guess.png").read_bytes().startswith(b"\x89PNG")
    assert json.loads((tmp_path / "guess.json").read_text())["tile"] == "guess"
    bar.close_message()
    seen.verbs.opening.dialogs.choose_folder = lambda *_: str(tmp_path)
    film.save.click()
    qtbot.waitUntil(lambda: bar.message() is not None)
    assert (tmp_path / "film-42" / "film.json").is_file()


def test_a_picture_without_a_recipe_is_told_in_a_sentence(qtbot, window, tmp_path):
    (tmp_path / "plain.png").write_bytes(b"x")
    window.verbs.opening.dialogs.open_picture = lambda *_: str(tmp_path / "plain.png")
    window.inside.page.topic().empty.open.click()
    bar = window.inside.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None, timeout=10_000)
    assert "carries no settings" in bar.message().text


def test_a_forgotten_recording_offers_to_record_it_again(qtbot, open_window):
    window = open_window(forgets=True)
    window.actions_table["show_inside"].trigger()
    window.inside.page.topic().empty.draw.click()
    run = window.inside.states.run
    bar = window.inside.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None, timeout=10_000)
    text, again = bar.message().actions[0]
    assert text == "Record it again"
    first = run.run
    again()
    qtbot.waitUntil(lambda: run.run is not first, timeout=10_000)
    assert run.run.request.seed == first.request.seed
    QThreadPool.globalInstance().waitForDone()


def test_the_folder_of_the_page_goes_with_the_window(seen):
    folder = seen.inside.states.folder
    place = folder.path()
    seen.close()
    assert not Path(place).exists()


def test_guidance_is_taken_over_to_the_next_picture(seen, qtbot):
    topic = seen.inside.page.show_topic("guidance")
    topic.value_taken.emit(9.0)
    assert seen.states.generation.guidance == 9.0
    assert "guidance 9" in seen.inside.page.messages.message().text


def test_a_folder_with_clip_is_chosen(seen, qtbot):
    topic = seen.inside.page.show_topic("compare")
    seen.verbs.opening.dialogs.choose_folder = lambda *_: "/clip"
    chosen = []
    topic.folder_asked.emit(chosen.append)
    assert chosen == ["/clip"]


def test_look_inside_leads_from_a_result_to_its_film(window, qtbot, tmp_path, monkeypatch):
    looked = []
    monkeypatch.setattr(window.inside.states.run, "look_into", looked.append)
    window.page.results.view.look_asked.emit("/a.png")
    window.page.canvas.look_asked.emit("/b.png")
    assert looked == ["/a.png", "/b.png"]
    assert window.pages.key == "inside"
    assert window.inside.page.topic() is window.inside.page.topics["film"]


def test_trainings_can_be_watched_and_without_any_one_is_led_to_the_photos(window, qtbot):
    watch = window.inside.page.show_topic("watch")
    window.verbs.opening.dialogs.open_pictures = lambda *_: []
    watch.empty_teach.click()
    assert window.pages.key == "teach"
    draft = Draft(word="sks", noun="dog")
    trainings = window.teaching.trainings
    teachings.save(Teaching("aaaaaaaa", draft, "finished", "/runs/sks-dog"))
    teachings.save(Teaching("bbbbbbbb", draft, "draft"))
    trainings.load()
    names = [watch.runs.itemText(row) for row in range(watch.runs.count())]
    assert names == [draft.title]
    assert watch.path == "/runs/sks-dog"


def test_what_has_a_file_is_shown_in_its_folder(window):
    window.inside.states.run.failed.emit(FileUnreadable("/p/a.png", "odd"), "")
    bar = window.inside.page.messages
    assert [text for text, _run in bar.message().actions] == ["Show in folder"]
