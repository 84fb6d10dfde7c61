"""The window itself: its panels, its colours, what is opened and dropped, and what goes wrong in it."""

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QColor, QImage, QKeySequence
from PySide6.QtWidgets import QAbstractButton

from core.files.catalogue import folder_list
from desktop import settings as keys
from desktop.main_window import LEAST


def picture(width=40, height=30):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#4466AA"))
    return image


@pytest.mark.parametrize("name", ["words", "results"])
def test_panels_fold_and_come_back(open_window, name):
    window = open_window()
    panel = getattr(window.page, name)
    window.actions_table[name].trigger()
    assert panel.isHidden()
    window.actions_table[name].trigger()
    assert not panel.isHidden()


def test_canvas_only_and_back(open_window):
    window = open_window()
    window.actions_table["results"].trigger()
    window.actions_table["canvas_only"].trigger()
    assert window.pages.rail.isHidden()
    assert window.page.words.isHidden()
    window.actions_table["canvas_only"].trigger()
    assert not window.page.words.isHidden()
    assert window.page.results.isHidden()


def test_the_smallest_window_shows_generate_and_folds_the_results(open_window):
    window = open_window(size=LEAST)
    assert window.page.results.isHidden()
    button = window.page.words.foot.generate
    corner = button.mapTo(window, button.rect().bottomRight())
    assert window.rect().contains(corner)
    window.resize(1300, 800)
    assert not window.page.results.isHidden()


def test_one_accented_button_and_stop_never_moves(open_window):
    window = open_window()
    buttons = [b for b in window.findChildren(QAbstractButton) if b.isVisible()]
    accented = [b for b in buttons if b.property("primary")]
    assert accented == [window.page.words.foot.generate]
    stop = window.page.words.foot.stop
    before = stop.geometry()
    window.states.jobs.running = True
    assert stop.geometry() == before
    window.states.jobs.running = False


def test_keys_are_those_of_the_guide(open_window):
    table = open_window().actions_table
    for name, key in {
        "generate": "Ctrl+Return", "stop": "Esc", "open_picture": "Ctrl+O", "paste": "Ctrl+V", "words": "F7",
        "results": "F8", "canvas_only": "F11", "fit": "Ctrl+0", "actual": "Ctrl+1", "quit": "Ctrl+Q",
    }.items():  # fmt: skip
        assert QKeySequence(key) in table[name].shortcuts()


def test_opening_a_model_folder_is_remembered_and_refusals_are_said(
    open_window, make_model, settings
):
    window = open_window()
    good, bad = make_model("mine", words=None), make_model("broken")
    (bad / "unet/config.json").unlink()
    answers = [str(bad), str(good), ""]
    window.verbs.opening.dialogs.choose_folder = lambda _title, _folder: answers.pop(0)
    window.verbs.opening.open_model()
    assert window.page.messages.message().kind == "error"
    window.page.messages.close_message()
    window.verbs.opening.open_model()
    assert window.states.models.current.name == "mine"
    assert str(good.resolve()) in folder_list.read()
    window.verbs.opening.open_model()
    assert window.states.models.current.name == "mine"


def test_dropped_things(qtbot, open_window, tmp_path):
    window = open_window()
    path = tmp_path / "a.png"
    picture().save(str(path))
    drops = window.page.drops
    with qtbot.waitSignal(window.page.canvas.picture_changed, timeout=5000):
        drops.picture_dropped.emit(str(path))
    assert window.states.generation.start_from == "picture"
    drops.text_dropped.emit("a fox")
    assert window.states.generation.prompt == "a fox"
    drops.refused.emit("LinkOnly", {})
    assert "link" in window.page.messages.message().text
    (tmp_path / "bad.png").write_text("no picture")
    drops.picture_dropped.emit(str(tmp_path / "bad.png"))
    qtbot.waitUntil(lambda: window.page.messages.message().kind == "error", timeout=5000)
    assert window.page.canvas.picture() is not None


def test_colours_are_chosen_and_kept(open_window, settings, own_theme):
    window = open_window()
    window.actions_table["scheme_dark"].trigger()
    assert settings.get(keys.SCHEME) == "dark"
    assert own_theme.roles.dark
    assert window.actions_table["scheme_dark"].isChecked()
    assert not window.actions_table["scheme_system"].isChecked()


def test_a_defect_of_ours_is_said_and_the_window_goes_on(open_window, capsys):
    window = open_window()
    try:
        raise KeyError("swan")
    except KeyError as defect:
        window.report_defect(KeyError, defect, defect.__traceback__)
    message = window.page.messages.message()
    assert "KeyError" in message.details
    assert "test_main_window" in message.details
    assert "KeyError" in capsys.readouterr().err


def test_a_defect_on_a_worker_thread_is_said_on_the_windows_own(qtbot, open_window, capsys):
    window = open_window()

    def work():
        try:
            raise OSError("a drive that does not answer")
        except OSError as defect:
            window.report_defect(OSError, defect, defect.__traceback__)

    QThreadPool.globalInstance().start(work)
    QThreadPool.globalInstance().waitForDone()
    assert window.page.messages.message() is None  # nobody touched a widget from there
    qtbot.waitUntil(lambda: window.page.messages.message() is not None)
    assert "does not answer" in window.page.messages.message().details
    assert "OSError" in capsys.readouterr().err


def test_a_menu_is_answered_on_the_page_that_is_seen(open_window):
    window = open_window()
    window.pages.show_page("teach")
    window.actions_table["language_de"].trigger()
    assert "started again" in window.teaching.page.messages.message().text
    window.verbs.opening.dialogs.open_picture = lambda *_: ""
    window.actions_table["open_picture"].trigger()
    assert window.pages.key == "create"
