"""The whole window with a scripted engine: from typed words to the picture in the strip."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from desktop import settings as keys

CONTROL = Qt.KeyboardModifier.ControlModifier


def picture(width=40, height=30):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#4466AA"))
    return image


def write_and_generate(qtbot, window, text="a swan"):
    prompt = window.page.words.words.prompt
    prompt.setFocus()
    qtbot.keyClicks(prompt, text)
    qtbot.keyClick(prompt, Qt.Key.Key_Return, CONTROL)


def idle(window):
    return not window.states.jobs.running and window.states.jobs.waiting == 0


def test_words_become_a_picture(qtbot, open_window, own_folders):
    window = open_window(steps=6)
    previews = []
    window.states.jobs.preview.connect(previews.append)
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000) as told:
        write_and_generate(qtbot, window)
    path = Path(told.args[0])
    assert path.parent == own_folders / "pictures"
    assert previews
    assert window.states.results.rowCount() == 1
    qtbot.waitUntil(lambda: idle(window))
    assert window.page.canvas.proposal_path() == str(path)
    assert window.states.generation.prompt == "a swan"
    qtbot.waitUntil(lambda: window.status.sentence().startswith("Drawn in"))
    assert window.states.promise.known(window.states.models.current.path) is not None


def test_the_sentence_tells_what_runs(qtbot, open_window):
    window = open_window(steps=40, step_delay=0.02)
    write_and_generate(qtbot, window)
    qtbot.waitUntil(lambda: "step " in window.status.sentence(), timeout=5000)
    assert window.status.sentence().startswith("Drawing · ")
    window.flow.stop()
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)


def test_esc_stops_within_a_step_and_keeps_what_is_done(qtbot, open_window):
    window = open_window(steps=500, step_delay=0.01)
    stop = window.page.words.foot.stop
    assert not stop.isEnabled()
    write_and_generate(qtbot, window)
    qtbot.waitUntil(lambda: "step " in window.status.sentence(), timeout=5000)
    assert stop.isEnabled()
    qtbot.keyClick(window.page.words.words.prompt, Qt.Key.Key_Escape)
    assert window.states.jobs.stopping
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)
    qtbot.waitUntil(lambda: window.status.sentence().startswith("Stopped"))
    assert not stop.isEnabled()
    assert window.page.words.words.prompt.toPlainText() == "a swan"


def test_a_second_esc_ends_a_deaf_engine_at_once(qtbot, open_window):
    window = open_window(steps=9, hang_at=2)
    write_and_generate(qtbot, window)
    qtbot.waitUntil(lambda: "step 1" in window.status.sentence(), timeout=5000)
    before = window.client.process_id
    window.flow.stop()
    with qtbot.waitSignal(window.client.ready, timeout=10_000):
        qtbot.keyClick(window.page.words.words.prompt, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: idle(window), timeout=5000)
    assert window.client.process_id != before
    assert window.page.messages.message() is None


def test_generate_while_drawing_waits_its_turn(qtbot, open_window):
    window = open_window(steps=5, step_delay=0.02)
    for _ in range(3):
        window.actions_table["generate"].trigger()
    assert window.states.jobs.waiting == 2
    qtbot.waitUntil(lambda: "2 waiting" in window.status.sentence(), timeout=5000)
    assert window.actions_table["drop_waiting"].isEnabled()
    qtbot.waitUntil(lambda: idle(window), timeout=15_000)
    assert window.states.results.rowCount() == 3


def test_a_batch_comes_from_neighbouring_seeds(qtbot, open_window):
    window = open_window()
    state = window.states.generation
    state.count, state.seed, state.seed_locked = 3, 10, True
    seeds = []
    window.states.jobs.picture_done.connect(lambda event: seeds.append(event.seed))
    window.flow.generate()
    qtbot.waitUntil(lambda: idle(window) and len(seeds) == 3, timeout=10_000)
    assert seeds == [10, 11, 12]
    assert window.page.canvas.proposals().count == 3


def test_a_picture_on_the_canvas_is_what_is_started_from(qtbot, open_window):
    window = open_window()
    window.page.canvas.start_from_image(picture(), "paste")
    state = window.states.generation
    assert (state.start_from, state.start_reason) == ("picture", "paste")
    asked = []
    window.states.jobs.started.connect(asked.append)
    window.flow.generate()
    request = asked[0].request
    assert (request.width, request.height) == state.size_now()
    start = QImage(request.init)
    assert (start.width(), start.height()) == state.size_now()
    assert start.pixelColor(5, 5) == QColor("#4466AA")
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)
    window.actions_table["clear"].trigger()
    assert state.start_from == "words"


def test_keeping_a_result_turns_nothing(qtbot, open_window):
    window = open_window()
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()
    canvas = window.page.canvas
    qtbot.waitUntil(lambda: idle(window) and canvas.proposal_path() != "")
    qtbot.waitUntil(lambda: bool(canvas.keep() or canvas.picture()), timeout=5000)
    assert window.states.generation.start_from == "words"
    assert window.states.generation.picture == (64, 64)
    assert window.page.words.start.choice.button("picture").isEnabled()


def test_an_error_is_said_with_its_verbs(qtbot, open_window):
    fail = {
        "code": "OutOfMemory",
        "data": {"device": "cuda", "needed": 7_900_000_000, "free": 5_200_000_000},
    }
    window = open_window(fail=fail)
    window.flow.generate()
    bar = window.page.messages
    qtbot.waitUntil(lambda: bar.message() is not None, timeout=10_000)
    assert bar.message().text.startswith("This needs 7.9\xa0GB")
    assert [text for text, _run in bar.message().actions] == [
        "Draw at 48 × 48",
        "Free memory and try again",
        "Try again",
    ]
    asked = []
    window.states.jobs.started.connect(asked.append)
    bar.message().actions[0][1]()
    assert (asked[0].request.width, asked[0].request.height) == (48, 48)
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)


def test_a_crash_is_told_in_one_sentence_and_drawn_once_more(qtbot, open_window):
    window = open_window(steps=5, crash_at=3)
    with qtbot.waitSignal(window.flow.drawn, timeout=20_000):
        window.flow.generate()
    assert "started again" in window.page.messages.message().text


def test_words_wait_for_an_engine_that_is_still_starting(qtbot, open_window):
    window = open_window(wait=False, ready_delay=0.5)
    window.settings.put(keys.ENGINE_SECONDS, 3.0)
    window.flow.generate()
    assert "starting" in window.page.canvas.label()
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        pass


def test_the_first_proposal_is_explained_once(qtbot, open_window):
    window = open_window()
    bar = window.page.messages
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()
    assert "proposal" in bar.message().text
    bar.close_message()
    qtbot.waitUntil(lambda: idle(window))
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()
    assert bar.message() is None


def test_another_pictures_folder(qtbot, open_window, tmp_path):
    window = open_window()
    chosen = tmp_path / "elsewhere"
    chosen.mkdir()
    window.verbs.opening.dialogs.choose_folder = lambda _title, _folder: str(chosen)
    assert window.verbs.opening.move_pictures()
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000) as told:
        window.flow.generate()
    assert Path(told.args[0]).parent == chosen


def test_a_number_that_is_still_being_typed_counts(qtbot, open_window):
    window, asked = open_window(), []
    window.states.jobs.started.connect(asked.append)
    field = window.page.words.seed.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "42")
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[0].request.seed == 42
    qtbot.waitUntil(lambda: idle(window), timeout=10_000)


def test_a_picture_belongs_to_the_model_that_drew_it(qtbot, open_window, make_model, monkeypatch):
    window, told = open_window(steps=20), []
    first = window.states.models.current.path
    monkeypatch.setattr(window.library, "drawn_with", lambda path, _picture: told.append(path))
    with qtbot.waitSignal(window.flow.drawn, timeout=10_000):
        window.flow.generate()
        window.states.models.open_model(make_model("other"))
    assert told == [first]
    qtbot.waitUntil(lambda: idle(window))
