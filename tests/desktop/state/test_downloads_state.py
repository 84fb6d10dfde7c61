"""A look, a download, a pause, another day: as the process tells it."""

import pytest

from core.contract import events as ev
from core.contract import notices
from core.contract.download_errors import DownloadBusy, HubMissing
from core.contract.downloads import DownloadRequest
from core.contract.errors import ModelUnsupported
from core.files.locks import held
from desktop.state.downloads_state import DownloadsState


@pytest.fixture
def state(own_folders, fetcher):
    return DownloadsState(fetcher)


def looked(state, fetcher, offer):
    state.look("owner/name")
    fetcher.say(ev.Looked, offer, 10**12)
    fetcher.say(ev.JobDone, 0.1)


def test_a_look(state, fetcher, offer):
    state.look("owner/name")
    assert (fetcher.task.text, state.activity) == ("owner/name", "looking")
    fetcher.say(ev.Looked, offer, 10**12)
    assert (state.offer, state.free) == (offer, 10**12)
    fetcher.say(ev.JobDone, 0.1)
    assert (state.activity, state.error) == ("idle", None)


def test_a_look_that_fails(state, fetcher, offer):
    looked(state, fetcher, offer)
    state.look("owner/none")
    assert state.offer is None, "nothing of the last one is left"
    fetcher.fail(HubMissing("repository", "owner/none"))
    assert (state.activity, state.error) == ("idle", HubMissing("repository", "owner/none"))


def test_a_download_is_of_the_commit_that_was_seen(state, fetcher, offer, qtbot):
    looked(state, fetcher, offer)
    state.download(offer.variants[3])
    assert fetcher.task.request == DownloadRequest(
        "owner/name", "c" * 40, "b.ckpt", old_formats=True
    )
    assert (state.activity, state.is_download) == ("fetching", True)
    fetcher.say(ev.Transfer, "a", "transfer", 1, 2, 0.0)
    assert state.transfer.done == 1
    with qtbot.waitSignal(state.downloaded) as caught:
        fetcher.say(ev.Downloaded, "/models/b.ckpt", "owner/name")
    assert caught.args == ["/models/b.ckpt", None]
    fetcher.say(ev.JobDone, 1.0)
    assert (state.activity, state.offer, state.transfer) == ("idle", None, None)


def test_what_came_and_is_of_no_use_is_told(state, fetcher, offer, qtbot):
    looked(state, fetcher, offer)
    state.download(offer.variants[0])
    error = ModelUnsupported("x", "FLUX")
    fetcher.say(ev.Notice, notices.USELESS, {"code": error.code, "data": error.data()})
    with qtbot.waitSignal(state.downloaded) as caught:
        fetcher.say(ev.Downloaded, "x", "owner/name")
    assert caught.args == ["x", error]


def test_one_thing_at_a_time(state, fetcher, offer):
    looked(state, fetcher, offer)
    state.download(offer.variants[0])
    state.look("owner/other")
    state.download(offer.variants[1])
    assert len(fetcher.tasks) == 2


def test_a_pause_and_another_day(state, fetcher, begun):
    state.reload()
    (unfinished,) = state.unfinished
    assert (unfinished.request.repo, unfinished.total) == ("owner/name", 10)
    state.go_on(unfinished)
    assert fetcher.task.request == unfinished.request
    state.stop()
    assert (state.activity, fetcher.cancels) == ("stopping", 1)
    fetcher.say(ev.JobCancelled)
    assert state.activity == "idle"
    assert state.error is None
    assert [one.place for one in state.unfinished] == [str(begun.folder)]


def test_a_cancel_throws_away_what_came(state, fetcher, begun):
    state.reload()
    state.go_on(state.unfinished[0])
    state.cancel()
    assert begun.folder.exists(), "not while it is being written"
    fetcher.say(ev.JobCancelled)
    assert not begun.folder.exists()
    assert state.unfinished == ()


def test_a_cancel_of_a_look_throws_nothing_away(state, fetcher, begun):
    state.look("owner/name")
    state.cancel()
    fetcher.say(ev.JobCancelled)
    assert begun.folder.exists()


def test_what_was_stopped_can_be_thrown_away(state, fetcher, begun):
    state.reload()
    state.discard(state.unfinished[0])
    assert not begun.folder.exists()
    assert state.unfinished == ()


def test_but_not_while_somebody_works_on_it(state, fetcher, begun):
    state.reload()
    with held(begun.lock):
        state.discard(state.unfinished[0])
    assert begun.folder.exists()
    assert isinstance(state.error, DownloadBusy)


def test_nothing_is_started_by_itself(state, fetcher, begun):
    state.reload()
    assert fetcher.tasks == []
