"""What can be done on the Models page, in the real window."""

import os
import shutil
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from core.contract.errors import NotWritable
from core.contract.request import GenerationRequest
from core.files import store, trash
from core.files.catalogue import folder_list
from core.files.catalogue.scan import scan
from desktop.pages import library_verbs
from desktop.panels import library_list
from desktop.state.jobs_state import Drawing
from desktop.state.promise import Work
from tests.support.single_weights import EMBEDDING, LORA, VAE, model, write


@pytest.fixture
def disk(tmp_path, own_folders):
    root = tmp_path / "disk"
    write(root / "my xl.safetensors", model("sdxl"))
    write(root / "soft.safetensors", LORA, {"modelspec.trigger_phrase": "glow"})
    write(root / "vae.safetensors", VAE)
    (root / "broken.ckpt").write_bytes(b"nothing")
    folder_list.add(root)
    return root


@pytest.fixture
def window(open_window, disk, make_model):
    folder_list.add(make_model().resolve())
    made = open_window()
    made.library.catalogue = store.drained(scan())
    made.pages.show_page("library")
    return made


def chosen(window, name):
    window.models.page.list.choose(
        next(entry.path for entry in window.library.catalogue.entries if entry.name == name)
    )
    return window.models.page.current()


def note(window):
    message = window.models.page.messages.message()
    return message.text if message is not None else ""


def press(qtbot, window, text):
    """A click on the button of the bar that says so."""
    buttons = window.models.page.messages.findChildren(QPushButton)
    (button,) = [button for button in buttons if button.text() == text and button.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_model_list_of_the_create_page_is_the_library_s(window):
    texts = [window.page.words.model.picker.itemText(row) for row in range(9)]
    assert any("my xl · SDXL" in text for text in texts)


def test_use_draws_with_it_on_the_create_page(window, disk):
    entry = chosen(window, "my xl")
    window.models.page.details.use.click()
    assert window.states.models.current.path == entry.path
    assert window.pages.key == "create"
    assert window.page.messages.message().text == "my xl draws from now on."
    window.pages.show_page("library")
    assert not window.models.page.details.use.isEnabled()
    assert "already" in window.models.page.details.use.toolTip()


def test_what_cannot_be_used_says_why(window):
    entry = chosen(window, "broken")
    assert not window.models.page.details.use.isEnabled()
    window.models.page.list.use_asked.emit(entry)
    assert note(window)
    assert window.pages.key == "library"


def test_a_vae_is_used_with_the_model_until_another_family_draws(qtbot, window, disk):
    entry = chosen(window, "vae")
    qtbot.keyClick(window.models.page.list, Qt.Key.Key_Return)
    assert window.pages.key == "create"
    assert window.states.generation.to_request("/o").vae == entry.path
    assert window.page.words.more.vae.currentText() == "vae"
    assert "1 changed" in window.page.words.more.button.text()
    message = window.page.messages.message()
    expected = "The autoencoder vae develops the pictures of Starter now, in place of its own."
    assert message.text == expected
    window.models.page.list.use_asked.emit(chosen(window, "vae"))
    assert "already" in note(window)
    message.actions[0][1]()
    assert window.states.generation.vae is None
    window.models.page.details.use.click()
    window.states.models.choose(str(disk / "my xl.safetensors"))
    assert window.states.generation.vae is None


def test_what_went_to_the_trash_comes_back_with_undo(qtbot, window, disk, own_trash):
    if sys.platform in ("darwin", "win32"):
        pytest.skip("its trash is its own")
    entry = chosen(window, "soft")
    qtbot.keyClick(window.models.page.list, Qt.Key.Key_Delete)
    with qtbot.waitSignal(window.library.trashed, timeout=5000):
        press(qtbot, window, "Move to the trash")
    assert not (disk / "soft.safetensors").exists()
    assert note(window) == "“soft” is in the trash."
    with qtbot.waitSignal(window.library.restored, timeout=5000):
        press(qtbot, window, "Undo")
    assert note(window) == "“soft” is back in its place."
    assert (disk / "soft.safetensors").exists()
    assert window.models.page.current() == entry


def test_a_place_that_is_taken_meanwhile_is_not_overwritten(qtbot, window, disk, own_trash):
    if sys.platform in ("darwin", "win32"):
        pytest.skip("its trash is its own")
    with qtbot.waitSignal(window.library.trashed, timeout=5000):
        window.library.to_trash(chosen(window, "soft"))
    (disk / "soft.safetensors").write_bytes(b"new")
    with qtbot.waitSignal(window.library.not_restored, timeout=5000):
        press(qtbot, window, "Undo")
    assert "something else has its place now" in note(window)
    assert (disk / "soft.safetensors").read_bytes() == b"new"


def test_a_lora_goes_into_the_stack_unless_it_is_for_another_family(window, disk):
    entry = chosen(window, "soft")
    window.models.page.details.use.click()
    assert [choice.path for choice in window.states.generation.loras] == [entry.path]
    assert window.pages.key == "create"
    assert "soft" in window.page.messages.message().text
    layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"
    tensors = {f"{layer}.lora_down.weight": (4, 2048), f"{layer}.lora_up.weight": (9, 4)}
    write(disk / "for xl.safetensors", tensors)
    window.library.catalogue = store.drained(scan())
    window.models.page.list.use_asked.emit(chosen(window, "for xl"))
    assert note(window) == "for xl is for SDXL; the model in use is SD 1."
    assert len(window.states.generation.loras) == 1


def test_an_embedding_s_word_goes_into_the_prompt(window, disk):
    write(disk / "easyneg.safetensors", EMBEDDING)
    window.library.catalogue = store.drained(scan())
    entry = chosen(window, "easyneg")
    window.models.page.details.use.click()
    assert window.states.generation.embeddings == (entry.path,)
    assert "easyneg" in window.states.generation.prompt


def test_the_trash_asks_first_and_says_what_happened(qtbot, window, disk, monkeypatch):
    monkeypatch.setattr(
        trash, "move_to_trash", lambda path: shutil.move(path, disk.parent) and None
    )
    entry = chosen(window, "soft")
    window.models.page.details.trash.click()
    assert "Move “soft”" in note(window)
    assert (disk / "soft.safetensors").exists()
    (_text, answer) = window.models.page.messages.message().actions[0]
    with qtbot.waitSignal(window.library.trashed, timeout=5000):
        answer()
    assert note(window) == "“soft” is in the trash. From there your system can put it back."
    assert window.models.page.messages.message().actions == ()
    assert window.library.entry(entry.path) is None


def test_a_trash_that_refuses_is_told(qtbot, window, monkeypatch):
    def refuse(path):
        raise NotWritable(path, "no trash")

    monkeypatch.setattr(trash, "move_to_trash", refuse)
    window.library.to_trash(chosen(window, "soft"))
    qtbot.waitUntil(lambda: "no trash" in note(window), timeout=5000)
    assert "It stays where it is." in note(window)


def test_what_comes_with_the_program_stays(window):
    window.models.page.list.trash_asked.emit(chosen(window, "starter"))
    assert "stays" in note(window)


def test_a_word_goes_into_the_prompt(window):
    window.states.generation.prompt = "a swan, "
    chosen(window, "soft")
    window.models.page.details.word_asked.emit("glow")
    assert window.states.generation.prompt == "a swan, glow"
    window.models.page.details.word_asked.emit("soft (light)")
    assert window.states.generation.prompt == r"a swan, glow, soft \(light\)"


def test_notes_and_paths(window, monkeypatch, disk):
    entry = chosen(window, "soft")
    window.models.page.details.note_written.emit(entry, "0.7 is best")
    assert window.library.remarks.of(entry).note == "0.7 is best"
    window.models.page.details.copy.click()
    assert QGuiApplication.clipboard().text() == entry.path
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    window.models.page.details.show_file.click()
    assert opened == [str(disk)]


def test_folders_are_added_by_dialog_or_drop_and_let_go_with_an_undo(
    qtbot, window, tmp_path, monkeypatch
):
    write(tmp_path / "more/x.safetensors", LORA)
    looked = []
    monkeypatch.setattr(window.library, "look", lambda: looked.append(1))
    dialogs = window.verbs.opening.dialogs
    monkeypatch.setattr(dialogs, "choose_folder", lambda *_: str(tmp_path / "more"))
    window.models.page.add.click()
    assert str(tmp_path / "more") in folder_list.read()
    assert "used where it lies" in note(window)
    window.models.page.side.remove_asked.emit(str(tmp_path / "more"))
    assert str(tmp_path / "more") not in folder_list.read()
    (_text, undo) = window.models.page.messages.message().actions[0]
    undo()
    assert str(tmp_path / "more") in folder_list.read()
    broken = tmp_path / "paths.yaml"
    broken.write_text("[")
    window.models.page.dropped.emit([str(broken)])
    assert str(broken) not in folder_list.read()
    assert "YAML" in note(window)
    assert looked


def test_a_drawn_picture_becomes_the_model_s(qtbot, window, tmp_path):
    window.states.models.choose(chosen(window, "my xl").path)
    current = window.states.models.current
    request = GenerationRequest("a", "/pictures", 1, current.path)
    window.states.jobs.current = Drawing("j", request, Work(current.path, 64, 64, 1, 1))
    window.flow.drawn.emit("/pictures/last.png")
    assert window.library.picture(window.library.entry(current.path)) == "/pictures/last.png"


@pytest.fixture
def menu(window, monkeypatch):
    """A function: a name → the rows of its menu: what they say, why not, what they do."""
    shown = []

    def menu_of(rows, parent):
        made = library_list.menu_of(rows, parent)
        monkeypatch.setattr(made, "popup", lambda place: shown.append(rows))
        return made

    monkeypatch.setattr(library_verbs, "menu_of", menu_of)

    def rows(name):
        window.models.page.list.menu_asked.emit(chosen(window, name), window.rect().center())
        return shown.pop()

    return rows


def test_the_menu_of_a_row_offers_the_verbs_of_the_entry(window, menu, monkeypatch):
    asked = []
    for name in ("use", "show_file", "copy_path", "work_out", "ask_trash"):
        monkeypatch.setattr(
            window.models.verbs, name, lambda entry, name=name: asked.append((name, entry.name))
        )
    rows = menu("soft")
    for _text, why_not, act in rows:
        assert why_not == ""
        act()
    verbs = ["use", "show_file", "copy_path", "work_out", "ask_trash"]
    assert asked == [(verb, "soft") for verb in verbs]
    texts = ["Use", "Show in folder", "Copy path", "Work out the hash", "Move to the trash…"]
    assert [text for text, _why, _act in rows] == texts


def test_the_menu_of_a_row_says_what_cannot_be(window, menu):
    reasons = {text: why for text, why, _act in menu("broken") if why}
    assert list(reasons) == ["Use"]
    assert "broken.ckpt" in reasons["Use"]
    built_in = [text for text, why, _act in menu("starter") if why]
    assert built_in == ["Use", "Move to the trash…"]


def test_keys_lead_to_the_page_and_its_search(window):
    window.pages.show_page("create")
    window.actions_table["find"].trigger()
    assert window.pages.key == "library"
    assert window.focusWidget() is window.models.page.search
    window.actions_table["next_region"].trigger()
    assert window.focusWidget() is window.models.page.list


def test_the_hashes_of_possible_duplicates_are_worked_out_together(window, disk, monkeypatch):
    write(disk / "copy/soft.safetensors", LORA, {"modelspec.trigger_phrase": "glow"})
    window.library.catalogue = store.drained(scan())
    asked = []
    monkeypatch.setattr(window.library, "hash", lambda entries: asked.extend(entries))
    chosen(window, "soft")
    window.models.page.details.work_out.click()
    assert [entry.name for entry in asked] == ["soft", "soft"]


def test_names_that_are_no_text_do_no_harm(qtbot, window, disk):
    odd = os.fsdecode(os.fsencode(disk) + b"/\xff\xfe\n<b>.safetensors")
    write(disk / "x.safetensors", LORA).rename(odd)
    folder = os.fsdecode(os.fsencode(disk) + b"/folder \xff")
    write(disk / "y/evil\u202egpj.safetensors", LORA)
    (disk / "y").rename(folder)
    folder_list.add(folder)
    window.library.catalogue = store.drained(scan())
    for entry in window.library.catalogue.entries:
        window.models.page.list.choose(entry.path)
        window.models.page.details.copy.click()
        window.models.page.details.note_written.emit(entry, "mine")
    window.grab()
    (found,) = [entry for entry in window.library.catalogue.entries if entry.path == odd]
    window.library.hash([found])
    qtbot.waitUntil(lambda: window.library.hashing == (), timeout=20_000)
    assert window.library.entry(odd).sha256


def test_a_question_that_goes_by_itself_leaves_the_keyboard_in_the_list(qtbot, window):
    chosen(window, "soft")
    qtbot.keyClick(window.models.page.list, Qt.Key.Key_Delete)
    assert window.focusWidget() is window.models.page.messages.entry()
    window.models.page.messages.close_message()
    assert window.focusWidget() is window.models.page.list
    assert window.pages.key == "library"


def test_a_list_of_paths_that_is_away_comes_back_by_undo(window, tmp_path, monkeypatch):
    monkeypatch.setattr(window.library, "look", lambda: None)
    away = str(tmp_path / "away/extra_model_paths.yaml")
    folder_list.add(away)
    window.models.page.side.remove_asked.emit(away)
    assert away not in folder_list.read()
    dict(window.models.page.messages.message().actions)["Undo"]()
    assert away in folder_list.read()
