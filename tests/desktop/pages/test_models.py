"""The Models page is made when it is asked for; what the library finds can be drawn with before that."""

from tests.support.library_entries import catalogue, entry


def test_what_the_library_finds_can_be_drawn_with_before_the_page_is_made(open_window):
    window = open_window()
    assert "_made" not in vars(window.models)
    window.library.catalogue = catalogue(entry("/vaes/mse.safetensors", "vae"))
    assert [vae.path for vae in window.states.models.vaes] == ["/vaes/mse.safetensors"]
    assert "_made" not in vars(window.models)


def test_the_page_comes_with_its_verbs_and_a_way_to_download(open_window):
    window = open_window()
    page = window.models.page
    assert window.models.page is page
    assert window.models.verbs.parent() is page
    page.show()
    assert "Download…" in [button.text() for button in page.findChildren(type(page.add))]
    page.hide()
