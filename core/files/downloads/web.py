"""One GET, with redirects followed by hand: each hop is checked, and only the hub hears the token.

Made of `urllib.request`, which knows the system's proxies and certificates and follows nothing unless told
to. An HTTP library would hide the redirects and bring its own idea of who hears which header.
"""

from __future__ import annotations

import functools
import ssl
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from core.contract.download_errors import HubAnswerWrong, HubUnreachable
from core.contract.version import VERSION
from core.files.downloads.hub import Hub, is_local

REDIRECTS_MAX = 8
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Dropped(Exception):
    """The connection ended, or nothing came for too long. Trying again may help."""

    def __init__(self, host: str, reason: str) -> None:
        super().__init__(reason)
        self.host, self.reason = host, reason


class Answer:
    """The last answer of a chain of redirects, open for reading."""

    def __init__(self, response: HTTPResponse, url: str) -> None:
        self.status: int = response.status
        self.headers: Message = response.headers
        self.url = url
        self._response = response

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    def header(self, name: str) -> str:
        """The first header of that name, "" for none."""
        return str(self.headers.get(name, "")).strip()

    def read(self, most: int) -> bytes:
        """What has arrived, up to `most` bytes; empty at the end. Raises `Dropped`."""
        try:
            return self._response.read1(most)
        except (OSError, HTTPException, ValueError) as error:
            raise Dropped(self.host, _reason(error)) from error

    def length(self) -> int | None:
        """The announced number of bytes; None where there is none, or nonsense."""
        text = self.header("Content-Length")
        return int(text) if text.isdecimal() and len(text) < 18 else None


@contextmanager
def get(hub: Hub, url: str, headers: Mapping[str, str], timeout: float) -> Iterator[Answer]:
    """Ask for `url`; `timeout` in seconds holds for connecting and for every wait for bytes.

    Raises `Dropped`, and `HubAnswerWrong` for a redirect to where nothing may be fetched.
    """
    for _hop in range(REDIRECTS_MAX):
        if not hub.allows(url):
            host = urlsplit(url).netloc or url
            reason = f"it sends us on to “{host[:100]}”, which is no address of the hub"
            raise HubAnswerWrong(hub.host, reason)
        response = _open(hub, url, headers, timeout)
        with response:
            target = response.headers.get("Location")
            if response.status not in _REDIRECTS or not target:
                yield Answer(response, url)
                return
        url = urljoin(url, target)
    raise HubAnswerWrong(hub.host, "it sends us on and on")


def is_passing(status: int) -> bool:
    """Whether trying again later may help."""
    return status in (408, 425, 429) or status >= 500


def retry_after(answer: Answer, now: float) -> float | None:
    """How many seconds the server asks us to wait; `now` in seconds since the epoch."""
    text = answer.header("Retry-After")
    if text.isdecimal() and len(text) < 9:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None


def unreachable(dropped: Dropped) -> HubUnreachable:
    """The error for a person, once trying again has not helped."""
    return HubUnreachable(dropped.host, dropped.reason)


def _open(hub: Hub, url: str, headers: Mapping[str, str], timeout: float) -> HTTPResponse:
    request = urllib.request.Request(  # noqa: S310 - `hub.allows` has checked the scheme
        url,
        headers={
            "User-Agent": f"reverie/{VERSION}",
            "Accept-Encoding": "identity",  # ranges of packed bytes would mean nothing
            **headers,
            **hub.headers(url),
        },
    )
    try:
        response: HTTPResponse = _opener(url).open(request, timeout=timeout)
    except (OSError, HTTPException, ValueError) as error:
        raise Dropped(urlsplit(url).netloc, _reason(error)) from error
    return response


def _opener(url: str) -> urllib.request.OpenerDirector:
    """No redirects, no errors for a status, no cookies, no other schemes; proxies as the system says."""
    opener = urllib.request.OpenerDirector()
    opener.addheaders = []
    if not is_local(url):
        opener.add_handler(urllib.request.ProxyHandler())
    if url.startswith("http:"):
        opener.add_handler(urllib.request.HTTPHandler())
    else:
        opener.add_handler(urllib.request.HTTPSHandler(context=_context()))
    return opener


@functools.cache
def _context() -> ssl.SSLContext:
    """The system's certificates; those that came with Python's packages where the system has none."""
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if sys.platform != "win32" and paths.cafile is None and not _has_files(paths.capath):
        try:
            import certifi
        except ImportError:
            return context
        context.load_verify_locations(certifi.where())
    return context


def _has_files(folder: str | None) -> bool:
    return folder is not None and any(Path(folder).iterdir())


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError):
        return "no answer in time"
    inner = getattr(error, "reason", error)
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return str(text)[:200]
