"""Parts and folders of the library."""

import pytest

from core.files.catalogue.index import FolderState
from desktop.panels.library_side import LibrarySide
from tests.support.library_entries import USUAL


@pytest.fixture
def side(qtbot):
    made = LibrarySide()
    qtbot.addWidget(made)
    states = [
        FolderState("/own", is_own=True, is_there=False),
        FolderState("/models"),
        FolderState("/words", is_there=False),
    ]
    made.show_folders(states)
    made.show_counts(USUAL, 0)
    made.show()
    return made


def test_how_many_are_where(side):
    figures = {key: row.figure() for key, row in side.sections.items()}
    assert figures == {
        "all": "5", "model": "3", "lora": "1", "embedding": "1", "vae": "0", "unusable": "1", "twins": "0"
    }  # fmt: skip
    assert not side.sections["vae"].isVisible()
    assert side.sections["unusable"].isVisible()
    assert list(side.folders) == ["/models", "/words"]  # the own one was never made
    assert side.folders["/models"].figure() == "4"
    assert "remembered" in side.folders["/words"].toolTip()


def test_a_part_or_a_folder_is_chosen_and_only_added_ones_can_go(qtbot, side):
    assert side.section() == "all"
    assert not side.remove.isVisible()
    with qtbot.waitSignal(side.section_chosen) as told:
        side.sections["lora"].click()
    assert told.args == ["lora"]
    with qtbot.waitSignal(side.folder_chosen) as told:
        side.folders["/words"].click()
    assert told.args == ["/words"]
    assert side.section() is None
    assert side.entry() is side.folders["/words"]
    with qtbot.waitSignal(side.remove_asked) as told:
        side.remove.click()
    assert told.args == ["/words"]
    with qtbot.waitSignal(side.add_asked):
        side.add.click()


def test_a_folder_that_goes_while_it_is_chosen_leaves_everything(qtbot, side):
    side.folders["/words"].click()
    with qtbot.waitSignal(side.section_chosen):
        side.show_folders([FolderState("/models")])
    assert side.section() == "all"
    assert list(side.folders) == ["/models"]
