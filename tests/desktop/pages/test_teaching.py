"""The walk in the window with a process that teaches nothing: from a dropped folder to the result in use."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.contract.draft import Draft, Teaching
from core.files.trainings import records as teachings
from core.files.trainings import run_folders
from core.files.trainings.judging_encoders import CLIP
from desktop.pages import teaching as module
from desktop.pages.downloads import Downloads
from desktop.state.lora_choice import LoraChoice
from desktop.wording.parts import UNBROKEN

SLOW = {"step_delay": 0.01, "judge": True}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "Fotos ä <b>"
    place.mkdir()
    for number in range(3):
        noise = np.random.default_rng(number).integers(0, 255, (540, 540, 3), dtype=np.uint8)
        Image.fromarray(noise).save(place / f"{number}.jpg", quality=50)
    return place


@pytest.fixture
def teach(monkeypatch, fake_training, open_window):
    """A function: script of the process that teaches → the window, on its Teach page."""

    def make(script=None, **engine):
        command = fake_training(**(script or {"judge": True}))
        usual = module.TrainingClient
        monkeypatch.setattr(module, "TrainingClient", lambda _c, parent: usual(command, parent))
        window = open_window(**engine)
        window.pages.show_page("teach")
        window.teaching.load()
        return window

    return make


def to_the_start(qtbot, window, folder, steps=30):
    """Drop a folder and go through the wizard; returns the training's id."""
    page = window.teaching.page
    page.dropped.emit([str(folder)])
    wizard = page.wizard
    assert page.shows() is wizard
    wizard.next.click()
    qtbot.waitUntil(lambda: page.checks.progress == (3, 3), timeout=20_000)
    wizard.next.click()
    wizard.how.change(settings=(("steps", str(steps)),))
    wizard.next.click()
    assert wizard.next.text() == "Start now"
    wizard.next.click()
    return wizard.id


def status(window, identifier):
    return window.teaching.trainings.get(identifier).status


def test_from_a_dropped_folder_to_the_lora_in_use(qtbot, teach, folder):
    window = teach()
    identifier = to_the_start(qtbot, window, folder)
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)
    assert "is learned" in window.teaching.page.messages.message().text
    row = window.teaching.page.list.rows[identifier]
    row.act.click()
    assert window.pages.key == "create"
    (lora,) = window.states.generation.loras
    assert lora.path.endswith("sks-dog.safetensors")
    assert window.states.generation.prompt == "a sks dog"
    assert sorted(path.name for path in folder.iterdir()) == ["0.jpg", "1.jpg", "2.jpg"]
    qtbot.waitUntil(lambda: window.library.progress is None, timeout=20_000)


def test_each_method_says_what_it_costs_by_formula_and_then_as_tried(qtbot, teach, folder):
    tried = {"needed": 1_900_000_000, "least": 700.0, "most": 840.0, "measured": 1e9}
    window = teach(teaching={"most": 1200.0}, tried=tried)
    page = window.teaching.page
    page.dropped.emit([str(folder)])
    wizard = page.wizard
    wizard.next.click()
    qtbot.waitUntil(lambda: page.checks.progress == (3, 3), timeout=20_000)
    wizard.next.click()
    rows = wizard.how.rows
    qtbot.waitUntil(lambda: rows["full"].memory.text() == "1.9 of 15 GB", timeout=10_000)
    for method in ("lora", "embedding", "full"):
        assert rows[method].time.text() == "12 min to 14 min"
    assert "2 trial steps" in wizard.how.measured.text()
    wizard.next.click()
    assert "14 min, 1.9 of 15 GB of memory" in wizard.start.cost.text()
    wizard.close_button.click()


def test_the_course_fills_while_it_runs_and_is_there_again_after(qtbot, teach, folder):
    window = teach(SLOW)
    identifier = to_the_start(qtbot, window, folder, 60)
    page = window.teaching.page
    qtbot.waitUntil(lambda: status(window, identifier) == "running", timeout=20_000)
    assert "A training runs" in window.pages.rail._buttons["teach"].toolTip()
    page.list.rows[identifier].open.click()
    qtbot.waitUntil(lambda: page.run.chart.place_of(20) is not None, timeout=20_000)
    assert "left" in page.run.line.text()
    page.run.finish.click()
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)
    qtbot.waitUntil(page.run.use.isVisible, timeout=5000)
    assert window.teaching.trainings.get(identifier).step < 60


def test_a_crash_is_told_and_going_on_goes_on_there(qtbot, teach, folder):
    window = teach({"crash_at": 25, "judge": True})
    identifier = to_the_start(qtbot, window, folder, 40)
    qtbot.waitUntil(lambda: status(window, identifier) == "interrupted", timeout=20_000)
    message = window.teaching.page.messages.message()
    assert "Nothing is lost" in message.text
    message.actions[0][1]()
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)


def test_painting_makes_the_training_leave_and_the_picture_comes(qtbot, teach, folder):
    window = teach(SLOW)
    identifier = to_the_start(qtbot, window, folder, 400)
    trainings = window.teaching.trainings
    qtbot.waitUntil(lambda: trainings.get(identifier).step > 5, timeout=20_000)
    window.pages.show_page("create")
    window.states.generation.prompt = "a swan"
    with qtbot.waitSignal(window.flow.drawn, timeout=20_000):
        window.flow.generate()
    assert status(window, identifier) == "waiting"
    assert not window.teaching.client.busy
    # The picture is told a moment before its job ends.
    qtbot.waitUntil(lambda: window.teaching.arbiter.idle_ms > 20_000, timeout=5000)
    window.teaching.arbiter._idle.stop()
    window.teaching.arbiter._idle.timeout.emit()  # half a minute later
    qtbot.waitUntil(lambda: status(window, identifier) == "running", timeout=20_000)
    trainings.pause(identifier)
    qtbot.waitUntil(lambda: status(window, identifier) == "paused", timeout=20_000)


def test_closing_the_window_saves_and_the_next_start_asks(qtbot, teach, folder, open_window):
    window = teach(SLOW)
    identifier = to_the_start(qtbot, window, folder, 4000)
    trainings = window.teaching.trainings
    qtbot.waitUntil(lambda: trainings.get(identifier).step > 3, timeout=20_000)
    window.close()
    (record,) = teachings.load()
    assert record.status == "interrupted"
    assert record.step == run_folders.saved_step(Path(record.folder))
    again = open_window()
    again.teaching.load()
    bar = again.page.messages  # of the page that is seen first
    assert "“sks dog” stopped at step" in bar.message().text
    assert [text for text, _do in bar.message().actions] == ["Go on", "Later", "Stop and keep"]
    assert not again.teaching.client.busy
    again.teaching.page.list.rows[identifier].act.click()  # not the bar's own button
    assert bar.message() is None
    qtbot.waitUntil(lambda: again.teaching.client.busy, timeout=5000)


def test_its_end_is_told_on_the_page_that_is_seen_and_leads_to_it(qtbot, teach, folder):
    window = teach()
    identifier = to_the_start(qtbot, window, folder)
    window.pages.show_page("create")
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)
    actions = dict(window.page.messages.message().actions)
    assert list(actions) == ["Use it", "Show it"]
    actions["Show it"]()
    assert window.pages.key == "teach"
    assert window.teaching.page.shows() is window.teaching.page.run


def test_bad_photos_are_one_sentence_each_and_nothing_begins(qtbot, teach, tmp_path):
    window = teach()
    page = window.teaching.page
    empty = tmp_path / "empty"
    empty.mkdir()
    page.dropped.emit([str(empty)])
    assert "no photo in “" in page.messages.message().text
    assert page.shows() is page.list
    (empty / "one.jpg").write_text("no photo")
    page.dropped.emit([str(empty)])
    qtbot.waitUntil(lambda: page.checks.progress == (1, 1), timeout=20_000)
    page.wizard.bar.button(1).click()
    qtbot.waitUntil(lambda: "usable are 0" in page.wizard.photos.summary.text(), timeout=5000)
    assert not page.wizard.next.isEnabled()
    assert not window.teaching.client.busy


def test_a_full_disk_stops_the_training_with_its_figures_and_keeps_it(qtbot, teach, folder):
    fail = {
        "code": "DiskFull",
        "data": {"path": "/home", "needed": 300_000_000, "free": 12_000_000},
    }
    window = teach({"fail": fail, "fail_at": 15, "judge": True})
    identifier = to_the_start(qtbot, window, folder, 20)
    qtbot.waitUntil(lambda: status(window, identifier) == "failed", timeout=20_000)
    message = window.teaching.page.messages.message()
    text = message.text.replace(UNBROKEN, " ")
    assert "12 MB are free, 300 MB are needed" in text
    assert "waits at step 10" in message.text
    message.actions[0][1]()
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)


def test_a_result_that_is_away_is_said_and_nothing_changes(qtbot, teach):
    window = teach()
    draft = Draft(word="sks")
    teachings.save(Teaching("aaaaaaaa", draft, "finished", result="/away/result"))
    window.teaching.trainings.load()
    window.teaching.verbs.use("aaaaaaaa")
    assert "not there any more" in window.teaching.page.messages.message().text
    assert window.states.generation.loras == ()


def test_words_are_judged_as_they_are_typed(qtbot, teach, folder):
    window = teach()
    page = window.teaching.page
    page.dropped.emit([str(folder)])
    what = page.wizard.what
    qtbot.waitUntil(lambda: "one piece" in what.word_says.text(), timeout=5000)
    what.word.clear()
    qtbot.keyClicks(what.word, "swan")
    assert "would forget" in what.word_says.text()
    qtbot.waitUntil(lambda: page.checks.progress == (3, 3), timeout=20_000)


def test_what_was_used_has_its_strength(qtbot, teach, folder, tmp_path):
    window = teach()
    identifier = to_the_start(qtbot, window, folder, 10)
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)
    page = window.teaching.page
    window.teaching.verbs.open(identifier)
    page.run.strengths.buttons[0.6].click()
    assert window.pages.key == "teach"
    assert page.shows() is page.run
    page.run.use.click()
    (lora,) = window.states.generation.loras
    assert isinstance(lora, LoraChoice)
    assert lora.weight == 0.6
    assert window.teaching.trainings.get(identifier).strength == 0.6
    why = json.loads(window.teaching.trainings.get(identifier).why)
    assert why["why"] == "best"


def test_another_step_becomes_the_result_and_undo_takes_the_former_one(qtbot, teach, folder):
    window = teach()
    identifier = to_the_start(qtbot, window, folder)
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)
    page, trainings = window.teaching.page, window.teaching.trainings
    run = Path(trainings.folder_of(identifier))
    for step in (10, 20, 30):
        (run / "judged" / f"step-{step:06d}").mkdir(parents=True)
        (run / "judged" / f"step-{step:06d}" / "manifest.json").write_text("{}")
    former = trainings.get(identifier).chosen
    window.teaching.verbs.open(identifier)
    page.run.chart.chosen.emit(10)
    page.run.take.click()
    qtbot.waitUntil(lambda: trainings.get(identifier).chosen == 10, timeout=10_000)
    assert "step 10" in page.messages.message().text
    assert "as you chose" in page.run.why.text()
    page.messages.message().actions[0][1]()
    qtbot.waitUntil(lambda: trainings.get(identifier).chosen == former, timeout=10_000)
    qtbot.waitUntil(lambda: window.library.progress is None, timeout=20_000)


def test_what_judges_is_looked_at_from_the_page_of_a_training_and_known_once_it_came(
    teach, monkeypatch
):
    asked, renewed = [], []
    monkeypatch.setattr(Downloads, "look_at", lambda _self, repository: asked.append(repository))
    window = teach()
    run = window.teaching.page.run
    run.judges.buttons[CLIP.repo].click()
    assert asked == [CLIP.repo]
    monkeypatch.setattr(run, "show_lacking", lambda: renewed.append(True))
    window.downloads.downloaded.emit("/m")
    assert renewed == [True]


def test_one_can_paint_with_what_is_half_taught_and_teaching_goes_on(qtbot, teach, folder):
    window = teach(SLOW)
    identifier = to_the_start(qtbot, window, folder, 400)
    trainings = window.teaching.trainings
    qtbot.waitUntil(lambda: trainings.get(identifier).step > 15, timeout=20_000)
    trainings.save_now()
    window.pages.show_page("create")
    menu = window.page.words.loras.menu({})
    assert menu.actions()[0].text() == "sks dog so far"
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(window.states.generation.loras), timeout=10_000)
    (lora,) = window.states.generation.loras
    assert lora.name == "sks-dog-so-far-(step-10)"
    assert window.states.generation.prompt == "a sks dog"
    with qtbot.waitSignal(window.flow.drawn, timeout=20_000):
        window.flow.generate()
    assert status(window, identifier) == "waiting"
    window.teaching.arbiter._idle.stop()
    window.teaching.arbiter._idle.timeout.emit()  # half a minute later
    qtbot.waitUntil(lambda: status(window, identifier) == "running", timeout=20_000)
    trainings.pause(identifier)
    qtbot.waitUntil(lambda: status(window, identifier) == "paused", timeout=20_000)


def test_a_training_is_told_on_every_page_and_one_click_from_its_own(qtbot, teach, folder):
    window = teach(SLOW)
    identifier = to_the_start(qtbot, window, folder, 400)
    page, strip = window.teaching.page, window.status
    for key in ("create", "library", "inside"):
        window.pages.show_page(key)
        qtbot.waitUntil(lambda: strip.sentence().startswith("Teaching sks dog"), timeout=20_000)
        assert strip.show_it.isVisible()
    line = page.list.rows[identifier].line
    qtbot.waitUntil(lambda: all(w in line.text() for w in ("teaching", "left")), timeout=20_000)
    strip.show_it.click()
    assert window.pages.key == "teach"
    assert page.shows() is page.run
    page.run.finish.click()
    ending = "Ending with what it has learned…"
    assert page.run.line.text() == page.list.rows[identifier].line.text() == ending
    assert not page.run.pause.isEnabled()
    qtbot.waitUntil(lambda: status(window, identifier) == "finished", timeout=20_000)
    qtbot.waitUntil(lambda: strip.sentence() == "Ready", timeout=5000)
    assert not strip.show_it.isVisible()


def test_a_pause_from_its_row_is_said_on_its_page(qtbot, teach, folder):
    window = teach(SLOW)
    identifier = to_the_start(qtbot, window, folder, 400)
    page = window.teaching.page
    qtbot.waitUntil(lambda: window.teaching.trainings.get(identifier).step > 5, timeout=20_000)
    page.list.rows[identifier].act.click()
    page.list.rows[identifier].open.click()
    assert page.run.line.text() == "Pausing…"
    assert not page.run.finish.isEnabled()
    qtbot.waitUntil(page.run.go_on.isVisible, timeout=20_000)
    assert page.run.finish.isEnabled()
