"""The download window: nothing before a click, one thing at a time, and what went wrong."""

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QLabel

from core.contract import events as ev
from core.contract import notices
from core.contract.download_errors import HubGated, HubMissing, HubUnreachable
from core.contract.errors import ModelUnsupported
from desktop.dialogs.download_window import DownloadWindow
from desktop.state.downloads_state import DownloadsState
from desktop.widgets.elided_label import ElidedLabel


@pytest.fixture
def window(qtbot, own_folders, fetcher):
    made = DownloadWindow(DownloadsState(fetcher))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def look(window, fetcher, offer):
    window.field.setText("owner/name")
    window.look.click()
    fetcher.say(ev.Looked, offer, 10**12)
    fetcher.say(ev.JobDone, 0.1)


def test_nothing_is_asked_before_a_click(window, fetcher):
    window.field.setText("owner/name")
    assert fetcher.tasks == []
    window.look.click()
    assert [task.text for task in fetcher.tasks] == ["owner/name"]


def test_enter_looks_too(window, fetcher, qtbot):
    window.field.returnPressed.emit()
    assert fetcher.tasks == [], "there is nothing to look for"
    assert not window.look.isEnabled()
    assert "Type the name" in window.look.toolTip()
    window.field.setText(" owner/name ")
    window.field.returnPressed.emit()
    assert [task.text for task in fetcher.tasks] == ["owner/name"]
    assert window.look.text() == "Looking"


def test_an_offer_is_shown_and_fetched(window, fetcher, offer):
    assert not window.offer.isVisible()
    look(window, fetcher, offer)
    assert window.offer.isVisible()
    window.offer.download.click()
    assert fetcher.task.request.variant == "fp16"
    assert window.running.isVisible()
    assert not window.offer.isVisible()
    fetcher.say(ev.Transfer, "a", "transfer", 1, 2, 0.0)
    assert "1 bytes of 2 bytes" in window.running._text.text()


def test_exactly_one_button_is_accented(window, fetcher, offer):
    def accented():
        buttons = window.findChildren(QAbstractButton)
        return [b.text() for b in buttons if b.isVisible() and b.property("primary")]

    assert accented() == ["Look"]
    look(window, fetcher, offer)
    assert accented() == ["Download 2.0 GB"]


def test_pause_and_go_on(window, fetcher, offer, begun):
    window._downloads.reload()
    (row,) = window.stopped_rows()
    row.go_on.click()
    assert window.running.isVisible()
    assert not row.isVisible()
    window.running.pause.click()
    assert fetcher.cancels == 1
    fetcher.say(ev.JobCancelled)
    (row,) = window.stopped_rows()
    assert row.isVisible()
    assert not window.running.isVisible()


def test_cancel_leaves_nothing(window, fetcher, begun):
    window._downloads.reload()
    window.stopped_rows()[0].go_on.click()
    window.running.cancel.click()
    fetcher.say(ev.JobCancelled)
    assert window.stopped_rows() == []
    assert not begun.folder.exists()


def test_what_was_stopped_is_offered_when_the_window_opens_again(window, begun):
    window.close()
    window.show()
    assert [row.begun.place for row in window.stopped_rows()] == [str(begun.folder)]


def test_a_bad_line_is_said_and_the_download_stays(window, fetcher, begun):
    window._downloads.reload()
    window.stopped_rows()[0].go_on.click()
    fetcher.fail(HubUnreachable("hub.example", "no answer in time"))
    assert "What came so far is kept" in window.messages.message().text
    assert len(window.stopped_rows()) == 1


def test_a_gated_one_offers_its_page(window, fetcher, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window.field.setText("owner/name")
    window.look.click()
    fetcher.fail(HubGated("owner/name", "https://hub.example/owner/name", "none"))
    ((text, run),) = window.messages.message().actions
    assert text == "Open its page"
    run()
    assert opened == ["https://hub.example/owner/name"]


def test_the_next_look_takes_the_error_away(window, fetcher):
    window.field.setText("owner/none")
    window.look.click()
    fetcher.fail(HubMissing("repository", "owner/none"))
    assert "owner/none" in window.messages.message().text
    window.look.click()
    assert window.messages.message() is None


def test_a_model_that_came_can_be_drawn_with(window, fetcher, offer, qtbot):
    look(window, fetcher, offer)
    window.offer.download.click()
    fetcher.say(ev.Downloaded, "/models/name", "owner/name")
    fetcher.say(ev.JobDone, 1.0)
    ((_text, run),) = window.messages.message().actions
    with qtbot.waitSignal(window.use_asked) as caught:
        run()
    assert caught.args == ["/models/name"]
    assert not window.isVisible()


def test_what_cannot_be_used_is_said(window, fetcher, offer):
    look(window, fetcher, offer)
    window.offer.download.click()
    data = {"code": "ModelUnsupported", "data": ModelUnsupported("/m/x", "FLUX").data()}
    fetcher.say(ev.Notice, notices.USELESS, data)
    fetcher.say(ev.Downloaded, "/m/x", "owner/name")
    fetcher.say(ev.JobDone, 1.0)
    message = window.messages.message()
    assert message.text.startswith("x came whole. ")
    assert "FLUX" in message.text
    assert message.actions == ()


def test_a_download_goes_on_while_the_window_is_closed(window, fetcher, offer):
    look(window, fetcher, offer)
    window.offer.download.click()
    window.close()
    assert fetcher.cancels == 0
    fetcher.say(ev.Transfer, "a", "transfer", 1, 2, 0.0)
    window.show()
    assert window.running.isVisible()


def test_nothing_is_clipped_in_a_longer_language(qtbot, longer, own_folders, fetcher, offer, begun):
    window = DownloadWindow(DownloadsState(fetcher))
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    look(window, fetcher, offer)
    qtbot.wait(20)
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text():
            wide = label.wordWrap() or label.width() >= label.sizeHint().width()
            tall = (
                label.heightForWidth(label.width())
                if label.wordWrap()
                else label.sizeHint().height()
            )
            assert wide, label.text()
            assert label.height() >= tall, label.text()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
    for label in window.findChildren(ElidedLabel):
        assert label.shown_text() == label.text() or label.toolTip()
