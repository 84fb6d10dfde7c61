"""One file from the hub to its `.part`, going on where the bytes end, until it is whole and right.

Range asks for the rest, If-Range only for the rest of the same file: the ETag that came with the first
byte is kept beside the part (`.part.json`), with all that says which file it is. What a server answers is
believed only as far as it agrees with what is known: size, place and ETag before a byte is written, the
hash before the file counts. Every byte of use is kept whatever happens, and none is fetched twice.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from core.contract.download_errors import DownloadDamaged, HubAnswerWrong, HubRefused
from core.contract.download_events import TransferStage
from core.contract.errors import FileMissing, ReverieError
from core.files import store
from core.files.downloads import web
from core.files.downloads.checking import matches
from core.files.downloads.hub import Hub
from core.files.downloads.listing import refusal
from core.files.downloads.patience import Patience
from core.files.downloads.wanted import Wanted
from core.files.models.folder_files import read_json
from core.files.resumable import Resumable

BLOCK = 2**18  # bytes
LIVES = 2  # whole downloads of one file before its bytes count as damaged
CUTS_MAX = 3  # times that a file may change while it is fetched
ENDS = 2  # times that a server must say "your bytes reach beyond the end" before it is believed
_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")
_END = re.compile(r"bytes \*/(\d{1,18})")


class _Other(Exception):
    """What is on the disk belongs to another file than the server has now."""


class _Ends(Exception):
    """The server says that our bytes reach beyond the end of what it has."""


class _Odd(Exception):
    """An answer that cannot be used; another may be better. `reason` is one clause about it."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(reason)
        self.host, self.reason = host, reason


@dataclass(frozen=True)
class Progress:
    """Bytes of this file: there, or in the last stage read again for the check."""

    done: int
    stage: TransferStage


def fetch(hub: Hub, wanted: Wanted, patience: Patience) -> Iterator[Progress]:
    """Bring `wanted.part` to the end, with the right hash.

    Raises `Cancelled`, `HubUnreachable`, `HubRefused`, `HubMissing`, `HubGated`, `HubAnswerWrong`,
    `DownloadDamaged`, and the errors of writing; the part stays and is gone on with next time.
    """
    for _life in range(LIVES):
        with Resumable(wanted.part, wanted.file.size) as part:
            yield from _filled(hub, wanted, part, patience)
        yield Progress(0, "check")
        if (yield from _checked(wanted, patience)):
            return
        drop(wanted)
    raise DownloadDamaged(wanted.repo, wanted.file.name)


def drop(wanted: Wanted) -> None:
    """Remove the part: its bytes are wrong."""
    for path in (wanted.sidecar, wanted.part):
        try:
            store.remove(path)
        except FileMissing:
            continue


def _checked(wanted: Wanted, patience: Patience) -> Generator[Progress, None, bool]:
    steps = matches(wanted.part, wanted.file)
    while True:
        patience.check()
        try:
            done = next(steps)
        except StopIteration as end:
            return bool(end.value)
        yield Progress(done, "check")


def _filled(hub: Hub, wanted: Wanted, part: Resumable, patience: Patience) -> Iterator[Progress]:
    """Ask until all bytes are there."""
    _known_etag(hub, wanted, part)
    tries, best, ends, cuts = patience.tries(), part.size, 0, 0
    yield Progress(part.size, "transfer")
    while part.size < wanted.file.size:
        patience.check()
        problem: ReverieError
        asked: float | None = None
        try:
            for _block in _once(hub, wanted, part, patience):
                if part.size > best:
                    best = part.size
                    tries.succeeded()
                yield Progress(part.size, "transfer")
            continue
        except web.Dropped as dropped:
            problem = web.unreachable(dropped)
        except _Odd as odd:
            problem = HubAnswerWrong(odd.host, odd.reason)
        except (_Other, _Ends) as other:
            ends += isinstance(other, _Ends)
            if isinstance(other, _Other) or ends >= ENDS:
                part.cut()
                best, ends, cuts = 0, 0, cuts + 1
            problem = HubAnswerWrong(hub.host, "the file changes while it is fetched")
        except HubRefused as refused:
            if not web.is_passing(refused.status) and refused.host == hub.host:
                raise
            problem, asked = refused, None if refused.wait < 0 else float(refused.wait)
        yield Progress(part.size, "wait")
        if cuts > CUTS_MAX or not tries.again(asked):
            raise problem


def _known_etag(hub: Hub, wanted: Wanted, part: Resumable) -> str:
    """The ETag that came with the bytes on the disk; a part that is not of this file is cut to nothing."""
    try:
        data = read_json(wanted.part.parent, wanted.sidecar.name)
    except ReverieError:
        data = {}
    etag = data.pop("etag", None)
    if (
        data == wanted.identity(hub.endpoint)
        and isinstance(etag, str)
        and part.size <= wanted.file.size
    ):
        return etag
    if part.size:
        part.cut()
    return ""


def _once(hub: Hub, wanted: Wanted, part: Resumable, patience: Patience) -> Iterator[None]:
    """One request. Yields after each block that was read."""
    headers, size = {}, wanted.file.size
    etag = _known_etag(hub, wanted, part)
    if part.size:
        headers["Range"] = f"bytes={part.size}-"
        if etag:
            headers["If-Range"] = etag
    url = hub.file(wanted.repo, wanted.commit, wanted.file.name)
    with web.get(hub, url, headers, patience.timeout) as answer:
        _check_status(hub, wanted, answer, patience)
        _check_kind(answer)
        now, known = _strong(answer.header("ETag")), 0
        if answer.status == 206:
            _check_length(answer, _piece(answer, part.size, size))
            if etag and now and now != etag:
                raise _Other
        else:
            _check_length(answer, size)
            if etag and now == etag:
                known = part.size  # it cannot begin in the middle: the same bytes come once more
            else:
                part.cut()  # it has another file now
        if now != etag or not part.size:
            etag = now or (etag if part.size else "")
            store.write_json(wanted.sidecar, {**wanted.identity(hub.endpoint), "etag": etag})
        yield from _copied(answer, part, size, known, patience)


def _copied(
    answer: web.Answer, part: Resumable, size: int, known: int, patience: Patience
) -> Iterator[None]:
    """Append what comes, but for the first `known` bytes, which are there already."""
    while part.size < size:
        patience.check()
        block = answer.read(min(BLOCK, known or size - part.size))
        if not block:
            raise web.Dropped(answer.host, "the connection was closed")
        if known:
            known -= len(block)
        else:
            part.write(block)
        yield


def _check_status(hub: Hub, wanted: Wanted, answer: web.Answer, patience: Patience) -> None:
    if answer.status in (200, 206):
        return
    if answer.status == 416:
        end = _END.fullmatch(answer.header("Content-Range"))
        raise _Other if end and int(end[1]) != wanted.file.size else _Ends
    if answer.url.startswith(hub.endpoint + "/"):
        raise refusal(hub, answer, wanted.repo, wanted.commit, wanted.file.name)
    # A store of files: its addresses are signed and end after a while, so asking the hub again helps.
    wait = web.retry_after(answer, patience.now())
    raise HubRefused(answer.host, answer.status, -1 if wait is None else round(wait))


def _check_kind(answer: web.Answer) -> None:
    kind = answer.header("Content-Type").partition(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        raise _Odd(answer.host, "it is a web page instead of the file, perhaps a sign-in page")
    if answer.header("Content-Encoding").lower() not in ("", "identity"):
        raise _Odd(answer.host, "it is packed, which nobody asked for")


def _piece(answer: web.Answer, start: int, size: int) -> int:
    """How many bytes the piece has that the server sends; it may stop before the end of the file."""
    match = _RANGE.fullmatch(answer.header("Content-Range"))
    if match is None or int(match[1]) != start or not start <= int(match[2]) < size:
        raise _Odd(answer.host, "it is another piece than the one asked for")
    if match[3] not in ("*", str(size)):
        raise _Other
    return int(match[2]) + 1 - start


def _check_length(answer: web.Answer, expected: int) -> None:
    length = answer.length()
    if length is None and answer.header("Content-Length"):
        raise _Odd(answer.host, "its length is no number")
    if length is not None and length > expected:
        raise _Odd(answer.host, "it is longer than the file")
    if length is not None and length < expected:
        raise _Odd(answer.host, "it is shorter than the file")


def _strong(etag: str) -> str:
    """An ETag that stands for exact bytes; weak ones do not, and If-Range may not carry them."""
    is_plain = 2 <= len(etag) <= 1000 and etag[0] == etag[-1] == '"' and etag.isprintable()
    return etag if is_plain else ""
