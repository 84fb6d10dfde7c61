"""A row that runs, and a row that was stopped."""

import pytest

from core.contract.download_events import Transfer
from core.contract.downloads import DownloadRequest, Unfinished
from desktop.dialogs.download_rows import RANGE, RunningRow, StoppedRow

BEGUN = Unfinished("/x", DownloadRequest("<b>owner/name"), "c", 10**9, 2 * 10**9)


@pytest.fixture
def row(qtbot):
    made = RunningRow()
    qtbot.addWidget(made)
    return made


def test_it_shows_how_far_it_is(row):
    row.show_name("<b>owner/name")
    row.show_transfer(Transfer("1", "a", "transfer", 1, 4, 0.0))
    assert row._bar.value() == RANGE / 4
    assert row._name.text() == "Fetching <b>owner/name"
    row.show_transfer(None)
    assert row._bar.value() == 0


def test_its_buttons(row, qtbot):
    for button, signal in ((row.pause, row.pause_asked), (row.cancel, row.cancel_asked)):
        with qtbot.waitSignal(signal):
            button.click()
    row.stopping(True)
    assert not row.pause.isEnabled()
    assert "Stopping" in row._text.text()
    row.stopping(False)
    assert row.pause.isEnabled()


def test_a_stopped_one_can_go_on_or_go(qtbot):
    row = StoppedRow(BEGUN)
    qtbot.addWidget(row)
    for button, signal in ((row.go_on, row.go_on_asked), (row.remove, row.remove_asked)):
        with qtbot.waitSignal(signal) as caught:
            button.click()
        assert caught.args == [BEGUN]


def test_a_cancelled_one_does_not_say_that_it_is_kept(row):
    row.stopping(True, kept=False)
    assert "thrown away" in row._text.text()
    row.stopping(True)
    assert "kept" in row._text.text()
