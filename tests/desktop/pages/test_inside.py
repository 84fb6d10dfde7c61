"""The Inside page is made when it is asked for, with its verbs."""

from pathlib import Path

from desktop.pages.inside import Inside


def test_the_page_comes_with_its_verbs_and_once(open_window):
    window = open_window()
    dialogs, trainings = window.verbs.opening.dialogs, window.teaching.trainings
    inside = Inside(window.client, window.states, dialogs, window.settings, trainings, window)
    inside.shutdown()
    assert "_made" not in vars(inside)  # nothing was made for the sake of ending it
    page = inside.page
    assert inside.page is page
    assert inside.states is page.states
    assert inside.verbs.parent() is page
    folder = inside.states.folder
    place = Path(folder.path())
    inside.shutdown()
    assert not place.exists()
    page.deleteLater()
