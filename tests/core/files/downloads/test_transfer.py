"""One file: what is asked, what is kept, and when it is given up. The storm is in test_transfer_faults.py."""

from __future__ import annotations

import errno
import json
from collections import deque

import pytest

from core.contract.download_errors import (
    DownloadDamaged,
    HubAnswerWrong,
    HubMissing,
    HubRefused,
    HubUnreachable,
)
from core.contract.errors import DiskFull, NotWritable
from core.files import operations
from core.files.downloads import transfer
from core.files.downloads.wanted import Wanted

COMMIT = "0123456789abcdef0123456789abcdef01234567"
NAME = "model.safetensors"


@pytest.fixture
def data() -> bytes:
    return bytes(range(256)) * 40


@pytest.fixture
def begin(serve, hub_at, remote, fake, tmp_path, data, impatient):
    """A function: kinds of faults and options → server, the wanted file, and a function that fetches it."""

    def make(*kinds, **options):
        faults = deque(kind if isinstance(kind, fake.Fault) else fake.Fault(kind) for kind in kinds)
        server = serve({NAME: data}, faults=faults, parts=tmp_path, stall=0.2, **options)
        wanted = Wanted("owner/tiny", COMMIT, remote(NAME, data), tmp_path / "0.part")

        def fetch(patience=impatient):
            return list(transfer.fetch(hub_at(server), wanted, patience))

        return server, wanted, fetch

    return make


def files(server):
    return [r for r in server.requests if not r.path.startswith("/api/")]


def test_the_rest_is_asked_for_with_the_first_etag(begin, fake, data):
    server, wanted, fetch = begin(fake.Fault("drop", 0.25))
    steps = fetch()
    assert wanted.part.read_bytes() == data
    first, second = files(server)
    assert "Range" not in first.headers
    assert second.headers["Range"] == f"bytes={len(data) // 4}-"
    assert second.headers["If-Range"] == '"a"'
    assert server.sent == len(data)
    assert [step.stage for step in steps].count("wait") == 1


def test_a_later_life_goes_on_where_the_first_ended(begin, fake, data):
    server, wanted, fetch = begin(*[fake.Fault("drop", 0.5)] + ["hang up"] * 6)
    with pytest.raises(HubUnreachable):
        fetch()
    assert wanted.part.stat().st_size == len(data) // 2
    fetch()
    assert server.served[-1].start == len(data) // 2
    assert server.sent == len(data)


@pytest.mark.parametrize("field", ["from", "name", "commit", "size", "hash", "etag", "all"])
def test_a_part_of_something_else_is_not_gone_on_with(begin, data, field):
    server, wanted, fetch = begin()
    kept = {**wanted.identity(server.endpoint), "etag": '"a"'}
    kept = {} if field == "all" else {**kept, field: 7 if field == "etag" else "other"}
    wanted.part.write_bytes(b"x" * 100)
    wanted.sidecar.write_text(json.dumps(kept))
    fetch()
    assert "Range" not in files(server)[0].headers
    assert wanted.part.read_bytes() == data


def test_a_part_of_this_file_is(begin, data):
    server, wanted, fetch = begin()
    wanted.part.write_bytes(data[:1000])
    wanted.sidecar.write_text(json.dumps({**wanted.identity(server.endpoint), "etag": '"a"'}))
    fetch()
    assert server.served == [server.served[0]]
    assert (server.served[0].start, server.sent) == (1000, len(data) - 1000)


def test_a_part_whose_bytes_went_bad_is_fetched_anew(begin, data):
    server, wanted, fetch = begin()
    wanted.part.write_bytes(b"?" * 1000)
    wanted.sidecar.write_text(json.dumps({**wanted.identity(server.endpoint), "etag": '"a"'}))
    fetch()
    assert wanted.part.read_bytes() == data


def test_another_etag_in_between_means_another_file(begin, fake, data):
    _server, wanted, fetch = begin(fake.Fault("drop", 0.5), "etag")
    fetch()
    assert wanted.part.read_bytes() == data
    assert json.loads(wanted.sidecar.read_text())["etag"] == '"ax"'


def test_a_server_that_cannot_begin_in_the_middle_costs_nothing_that_is_there(begin, fake, data):
    half = fake.Fault("drop", 0.5)
    server, wanted, fetch = begin(half, "no range")
    fetch()
    assert wanted.part.read_bytes() == data
    assert server.sent == 1.5 * len(data)


def test_a_server_that_ignores_if_range_is_found_out(begin, fake, data):
    server, wanted, fetch = begin(fake.Fault("drop", 0.5), "etag lie")
    fetch()
    assert [(one.start, one.sent) for one in server.served][-1] == (0, len(data))
    assert wanted.part.read_bytes() == data


def test_a_file_that_never_stays_the_same_is_given_up(begin, fake):
    kinds = [fake.Fault("drop", 0.5), "etag lie"] * 9
    _server, _wanted, fetch = begin(*kinds)
    with pytest.raises(HubAnswerWrong) as caught:
        fetch()
    assert "changes" in caught.value.reason


def test_wrong_bytes_twice_are_an_error_and_leave_nothing(begin):
    server, wanted, fetch = begin("wrong bytes", "wrong bytes")
    with pytest.raises(DownloadDamaged):
        fetch()
    assert not wanted.part.exists()
    assert not wanted.sidecar.exists()
    fetch()
    assert server.served[-1].start == 0


def test_a_page_instead_of_the_file_is_not_kept(begin):
    _server, wanted, fetch = begin(*["html"] * 9)
    with pytest.raises(HubAnswerWrong) as caught:
        fetch()
    assert "web page" in caught.value.reason
    assert wanted.part.read_bytes() == b""


def test_one_word_that_we_have_too_much_is_not_believed(begin, fake, data):
    server, _wanted, fetch = begin(fake.Fault("drop", 0.5), "416 bare")
    fetch()
    assert server.sent == len(data)


def test_a_server_that_insists_is(begin, fake, data):
    server, wanted, fetch = begin(fake.Fault("drop", 0.5), "416 bare", "416 bare")
    fetch()
    assert server.served[-1].start == 0
    assert wanted.part.read_bytes() == data


@pytest.mark.parametrize(("kind", "status"), [("503", 503), ("429", 429), ("500", 500)])
def test_a_server_in_trouble_is_asked_a_few_times(begin, impatient, kind, status):
    server, _wanted, fetch = begin(*[kind] * 20)
    with pytest.raises(HubRefused) as caught:
        fetch()
    assert caught.value.status == status
    assert len(files(server)) == impatient.most_tries


def test_a_server_that_wants_hours_is_not_waited_for(begin):
    server, _wanted, fetch = begin("429 long")
    with pytest.raises(HubRefused) as caught:
        fetch()
    assert caught.value.wait == 7200
    assert len(files(server)) == 1


def test_an_address_of_a_store_that_has_ended_is_asked_for_anew(begin, data):
    server, wanted, fetch = begin("403", store=True)
    fetch()
    assert wanted.part.read_bytes() == data
    assert [r.server for r in files(server)] == ["hub", "store"] * 2


def test_a_refusal_of_the_hub_itself_is_final(begin):
    server, _wanted, fetch = begin("403")
    with pytest.raises(HubRefused):
        fetch()
    assert len(files(server)) == 1


def test_a_file_that_is_gone(begin):
    server, _wanted, fetch = begin()
    server.files.clear()
    with pytest.raises(HubMissing) as caught:
        fetch()
    assert (caught.value.what, caught.value.name) == ("file", NAME)


def test_as_long_as_something_comes_it_is_not_given_up(begin, fake, data):
    server, wanted, fetch = begin(*[fake.Fault("drop", 0.05)] * 30)
    fetch()
    assert wanted.part.read_bytes() == data
    assert server.sent == len(data)


@pytest.mark.parametrize("kind", ["weak", "no etag"])
def test_without_a_strong_etag_the_hash_decides(begin, fake, data, kind):
    server, wanted, fetch = begin(kind, fake.Fault("drop", 0.5))
    fetch()
    assert all("If-Range" not in r.headers for r in files(server)[:1])
    assert wanted.part.read_bytes() == data


def test_a_full_disk_keeps_what_is_there(begin, fake, data, faults):
    server, wanted, fetch = begin(fake.Fault("drop", 0.5))
    writes = []

    class Full(faults.QuickOperations):
        def write(self, fd, block):
            writes.append(len(block))
            if sum(writes) > 0.7 * len(data):
                raise OSError(errno.ENOSPC, "no room")
            return super().write(fd, block)

    with operations.using(Full()), pytest.raises(DiskFull):
        fetch()
    kept = wanted.part.stat().st_size
    assert 0 < kept < len(data)
    assert wanted.part.read_bytes() == data[:kept]
    fetch()
    assert wanted.part.read_bytes() == data
    assert server.served[-1].start == kept


def test_a_folder_without_permission(begin, faults):
    _server, _wanted, fetch = begin()

    class Shut(faults.QuickOperations):
        def open_append(self, path, mode):
            raise PermissionError(errno.EACCES, "not yours")

    with operations.using(Shut()), pytest.raises(NotWritable):
        fetch()


def test_an_empty_file(begin, serve, hub_at, remote, impatient, tmp_path):
    server = serve({"empty.json": b""})
    wanted = Wanted("owner/tiny", COMMIT, remote("empty.json", b""), tmp_path / "1.part")
    list(transfer.fetch(hub_at(server), wanted, impatient))
    assert wanted.part.read_bytes() == b""
    assert not server.requests
