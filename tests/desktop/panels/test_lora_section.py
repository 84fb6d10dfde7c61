import threading

import pytest

from core.files.catalogue import addition_folders
from desktop.panels.lora_section import LoraSection
from desktop.state.lora_choice import LoraChoice

INK, OIL = LoraChoice("/a/ink.safetensors", 0.5), LoraChoice("/a/oil.safetensors")


@pytest.fixture
def section(qtbot, state):
    made = LoraSection(state)
    qtbot.addWidget(made)
    made.show()
    return made


def test_without_loras_there_is_only_the_chip(section):
    assert section.rows == []
    assert section.add.isVisible()


def test_a_line_for_each_and_changes_go_to_the_state(section, state):
    state.loras = (INK, OIL)
    assert [row.name.text() for row in section.rows] == ["ink", "oil"]
    section.rows[1].slider.setValue(6)
    assert state.loras == (INK, LoraChoice(OIL.path, 0.3))
    section.rows[0].switch.click()
    assert not state.loras[0].is_on
    section.rows[0].away.click()
    assert state.loras == (LoraChoice(OIL.path, 0.3),)
    assert [row.name.text() for row in section.rows] == ["oil"]


def test_a_line_stays_while_its_weight_changes(section, state):
    state.loras = (INK,)
    row = section.rows[0]
    state.loras = (LoraChoice(INK.path, 1.5),)
    assert section.rows == [row]
    assert row.slider.value() == 30


def test_without_any_in_the_folders_the_chip_asks_for_a_file(section, qtbot):
    with qtbot.waitSignal(section.file_asked):
        section.add.click()


def test_the_menu_names_what_lies_in_the_folders(section, qtbot):
    folder = addition_folders.loras()
    folder.mkdir(parents=True)
    for name in ("b&w", "Anna"):
        (folder / f"{name}.safetensors").touch()
    menu = section.menu(addition_folders.lora_files())
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Anna", "b&&w", "Choose a file…"]
    with qtbot.waitSignal(section.chosen) as chosen:
        menu.actions()[0].trigger()
    assert chosen.args == [str(folder / "Anna.safetensors")]
    with qtbot.waitSignal(section.file_asked):
        menu.actions()[-1].trigger()
    menu.deleteLater()


def test_what_is_being_taught_stands_first_in_the_menu(section, qtbot):
    section.show_taught([("a", "sks dog so far")])
    menu = section.menu(addition_folders.lora_files())
    first = menu.actions()[0]
    assert first.text() == "sks dog so far"
    chosen = []
    section.chosen.connect(chosen.append)
    with qtbot.waitSignal(section.taught_asked) as told:
        first.trigger()
    assert told.args == ["a"]
    assert chosen == []


def test_folders_are_not_walked_by_the_windows_thread(section, qtbot, monkeypatch):
    seen = []

    def looked():
        seen.append(threading.get_ident())
        return {}

    monkeypatch.setattr(addition_folders, "lora_files", looked)
    with qtbot.waitSignal(section.file_asked):
        section.add.click()
    assert seen != [threading.get_ident()]
