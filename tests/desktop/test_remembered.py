"""What the next start takes over."""

from PySide6.QtGui import QColor, QImage

from core.files import folders
from core.files.catalogue import folder_list
from desktop import remembered
from desktop import settings as keys
from desktop.canvas.picture_cache import PictureCache
from desktop.canvas.pictures import png_bytes


def test_everything_is_there_again_at_the_next_start(qtbot, open_window, tmp_path):
    first = open_window()
    state = first.states.generation
    path = tmp_path / "start.png"
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("#4466AA"))
    picture.save(str(path))
    with qtbot.waitSignal(first.page.canvas.picture_changed, timeout=5000):
        first.page.canvas.start_from(str(path), "open")
    state.prompt, state.steps, state.seed, state.seed_locked = "a fox", 12, 77, True
    state.shape, state.own_size, state.count, state.strength = "own", (72, 48), 2, 0.35
    first.actions_table["results"].setChecked(False)
    first.page.words.more.button.click()
    first.resize(1100, 700)
    first.close()
    second = open_window()
    again = second.states.generation
    assert (again.prompt, again.steps, again.seed, again.seed_locked) == ("a fox", 12, 77, True)
    assert (again.size_now(), again.count, again.strength) == ((72, 48), 2, 0.35)
    assert second.page.words.words.prompt.toPlainText() == "a fox"
    assert second.page.words.more.is_open()
    assert not second.actions_table["results"].isChecked()
    qtbot.waitUntil(lambda: second.page.canvas.picture() is not None, timeout=5000)
    assert again.start_from == "picture"


def test_canvas_only_is_not_kept_and_spoils_nothing(open_window, settings):
    first = open_window()
    first.actions_table["canvas_only"].trigger()
    first.close()
    second = open_window()
    assert not second.actions_table["canvas_only"].isChecked()
    assert second.actions_table["words"].isChecked()
    assert not second.page.words.isHidden()


def test_a_picture_that_is_gone_is_not_missed(open_window, settings, tmp_path):
    settings.put(keys.CANVAS_PICTURE, str(tmp_path / "gone.png"))
    window = open_window()
    assert window.page.messages.message() is None
    assert window.states.generation.start_from == "words"


def test_words_that_were_never_drawn_outlive_a_crash(qtbot, open_window, settings, monkeypatch):
    monkeypatch.setattr(remembered, "KEEP_MS", 10)
    window = open_window()
    window.page.words.words.prompt.setPlainText("a swan, and then the power went")
    qtbot.waitUntil(lambda: "the power went" in settings.file.read_text())


def pasted(colour: str) -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_pasted_pixels_are_there_again_at_the_next_start(qtbot, open_window):
    first = open_window()
    first.page.canvas.start_from_image(pasted("#4466AA"))
    first.close()
    second = open_window()
    qtbot.waitUntil(lambda: second.page.canvas.picture() is not None, timeout=5000)
    assert second.page.canvas.picture().image.pixelColor(5, 5).name() == "#4466aa"
    assert second.states.generation.start_from == "picture"
    second.close()
    third = open_window()  # and at the one after
    qtbot.waitUntil(lambda: third.page.canvas.picture() is not None, timeout=5000)


def test_pasted_pixels_outlive_a_crash(qtbot, open_window, settings, monkeypatch):
    monkeypatch.setattr(remembered, "KEEP_MS", 10)
    window = open_window()
    window.page.canvas.start_from_image(pasted("#AA6644"))
    kept = folders.state() / "canvas.png"
    qtbot.waitUntil(lambda: kept.is_file() and "canvas.png" in settings.file.read_text())
    assert QImage(str(kept)).pixelColor(5, 5).name() == "#aa6644"


def test_a_picture_that_another_program_packed_is_there_again(qtbot, open_window):
    """What lies on the clipboard of X11 and Wayland: the content of a file."""
    first = open_window()
    first.page.drops.packed_dropped.emit(png_bytes(pasted("#4466AA")))
    qtbot.waitUntil(lambda: first.page.canvas.picture() is not None, timeout=5000)
    first.close()
    second = open_window()
    qtbot.waitUntil(lambda: second.page.canvas.picture() is not None, timeout=5000)
    assert second.page.canvas.picture().image.pixelColor(5, 5).name() == "#4466aa"


def test_a_start_that_is_closed_at_once_forgets_no_picture(open_window, settings, monkeypatch):
    first = open_window()
    first.page.canvas.start_from_image(pasted("#4466AA"))
    first.close()
    monkeypatch.setattr(PictureCache, "fetch", lambda self, path: None)  # a slow decoder
    second = open_window()
    assert second.states.generation.start_from == "words"  # nothing to start from yet
    second.close()
    assert settings.get(keys.CANVAS_PICTURE) == str(folders.state() / "canvas.png")
    assert settings.get(keys.START_FROM) == "picture"


def test_a_model_that_is_only_away_stays_the_one_in_use(
    open_window, settings, make_model, tmp_path
):
    folder_list.add(make_model().resolve())
    settings.put(keys.MODEL, str(tmp_path / "away"))
    window = open_window()
    assert window.states.models.current is not None
    window.close()
    assert settings.get(keys.MODEL) == str(tmp_path / "away")
