"""Every page is shown by its action, and its own actions show it first."""


def test_each_page_has_its_action_and_gets_the_keyboard(open_window):
    window = open_window()
    for key, page in (("library", window.models.page), ("create", window.page)):
        window.actions_table[f"show_{key}"].trigger()
        assert window.pages.key == key
        assert page.isAncestorOf(window.focusWidget())


def test_find_goes_to_the_library_and_its_search(open_window):
    window = open_window()
    window.actions_table["find"].trigger()
    assert window.pages.key == "library"
    assert window.focusWidget() is window.models.page.search


def test_a_folder_is_added_on_the_library_page(open_window, tmp_path):
    window = open_window()
    window.verbs.opening.dialogs.choose_folder = lambda _title, _folder: ""
    window.actions_table["add_models"].trigger()
    assert window.pages.key == "library"
