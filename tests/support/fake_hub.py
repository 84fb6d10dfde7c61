"""A model hub on this computer that keeps the hub's rules, until a fault is due. Not a test.

One server has the API, the pages of files and, where `store` is asked for, a second one the files
themselves, as the real hub's stores of big files. Each answer to a request for a file takes the next of
`faults`; when none is left it is honest, and `served` notes what it had to send and what was missing.
"""

from __future__ import annotations

import hashlib
import json
import socket
import ssl
import threading
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
BIG = 600  # bytes: from here on a file is kept with LFS, and has a sha256
HTML = b"<!doctype html><title>Sign in</title>" + b" " * 200


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one answer; `at` is a share of its body, 0 … 1."""

    kind: str
    at: float = 0.5


@dataclass(frozen=True)
class Served:
    """One honest answer with bytes of a file."""

    name: str
    start: int
    sent: int
    missing: int  # bytes that the client's disk lacked when it asked


@dataclass
class Request:
    """What came: for tests of headers."""

    server: str  # "hub" or "store"
    path: str
    headers: dict[str, str]


@dataclass
class FakeHub:
    """Start it with `with`; `repo` has `files` at `commit`."""

    files: dict[str, bytes]
    repo: str = "owner/tiny"
    commit: str = COMMIT
    store: bool = False
    card: dict = field(default_factory=lambda: {"license": "openrail"})
    gated: object = False
    token: str = ""  # without it, a gated repository sends no file
    pipeline: str = ""
    faults: deque = field(default_factory=deque)
    listing_faults: deque = field(default_factory=deque)
    parts: Path | None = None  # where the client keeps its parts, to see what it lacks
    slow: float = 0.0  # seconds between pieces of honest bodies
    stall: float = 1.0  # seconds that a stalling answer stays silent
    requests: list[Request] = field(default_factory=list)
    served: list[Served] = field(default_factory=list)
    sent: int = 0  # bytes of bodies of files, faulty answers included
    etag: str = "a"

    def __enter__(self) -> FakeHub:
        self._hub = self._start("hub")
        self._store = self._start("store") if self.store else None
        return self

    def __exit__(self, *_ignored: object) -> None:
        for server in filter(None, (self._hub, self._store)):
            server.shutdown()
            server.server_close()

    def _start(self, name: str) -> ThreadingHTTPServer:
        handler = type("Handler", (_Handler,), {"hub": self, "name": name})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        return server

    def secure(self, context: ssl.SSLContext) -> None:
        """From now on the hub speaks https."""
        socket_ = self._hub.socket
        self._hub.socket = context.wrap_socket(
            socket_, server_side=True, do_handshake_on_connect=False
        )

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self._hub.server_port}"

    @property
    def store_origin(self) -> str:
        return f"http://127.0.0.1:{self._store.server_port}" if self._store else self.endpoint

    def listing(self) -> dict:
        siblings = []
        for name, data in self.files.items():
            entry: dict = {"rfilename": name, "size": len(data), "blobId": blob(data)}
            if len(data) >= BIG:
                sha256 = hashlib.sha256(data).hexdigest()
                entry["lfs"] = {"sha256": sha256, "size": len(data), "pointerSize": 134}
            siblings.append(entry)
        return {
            "id": self.repo,
            "sha": self.commit,
            "gated": self.gated,
            "cardData": self.card,
            "config": {"diffusers": {"_class_name": self.pipeline}} if self.pipeline else {},
            "siblings": siblings,
        }


def blob(data: bytes) -> str:
    """Git's hash."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    name: str

    def handle(self) -> None:
        with suppress(ssl.SSLError, ConnectionResetError):  # who does not trust us leaves early
            super().handle()

    def log_message(self, *_ignored: object) -> None:
        pass

    def do_GET(self) -> None:
        hub, path = self.hub, unquote(urlsplit(self.path).path)
        hub.requests.append(Request(self.name, self.path, dict(self.headers)))
        try:
            if path.startswith("/api/models/"):
                self._list(path)
            elif path.startswith(f"/{hub.repo}/resolve/"):
                revision, _, name = path.removeprefix(f"/{hub.repo}/resolve/").partition("/")
                self._resolve(revision, name)
            elif path.startswith("/stored/"):
                self._file(path.removeprefix("/stored/"))
            else:
                self._refuse(404, "RepoNotFound")
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            pass  # the client has left, as it should

    # --- the API ----------------------------------------------------------------------------------

    def _list(self, path: str) -> None:
        hub = self.hub
        if hub.listing_faults:
            return self._plain_fault(hub.listing_faults.popleft())
        repo, _, revision = path.removeprefix("/api/models/").partition("/revision/")
        if repo != hub.repo:
            return self._refuse(401, "RepoNotFound")
        if revision not in ("main", "v1", hub.commit):
            return self._refuse(404, "RevisionNotFound")
        return self._send(200, json.dumps(hub.listing()).encode(), "application/json")

    def _resolve(self, revision: str, name: str) -> None:
        hub = self.hub
        if hub.gated and self.headers.get("Authorization") != f"Bearer {hub.token}":
            return self._refuse(401, "GatedRepo")
        if revision != hub.commit:
            return self._refuse(404, "RevisionNotFound")
        if name not in hub.files:
            return self._refuse(404, "EntryNotFound")
        if hub.faults and hub.faults[0].kind.startswith("to:"):
            return self._redirect(hub.faults.popleft().kind.removeprefix("to:"))
        if hub.store and len(hub.files[name]) >= BIG:
            return self._redirect(f"{hub.store_origin}/stored/{name}?signature=x")
        return self._file(name)

    # --- files ------------------------------------------------------------------------------------

    def _file(self, name: str) -> None:
        hub, data = self.hub, self.hub.files[name]
        fault = hub.faults.popleft() if hub.faults else None
        if fault is not None and self._plain_fault(fault):
            return
        kind, share = (fault.kind, fault.at) if fault else ("", 1.0)
        if kind.startswith("etag"):
            hub.etag += "x"
        start = self._start_of(data, ignore_if_range=kind == "etag lie")
        if kind in ("no range", "restart"):
            start = 0
        body = data[start:]
        if kind.startswith("416") or not body:
            self._beyond(kind, len(data))
            return
        headers = self._file_headers(kind, start, len(data))
        status, cut = 206 if start else 200, max(1, int(len(body) * share))
        if kind == "wrong bytes":
            body = bytes(255 - byte for byte in body)
        if not self._odd_length(kind, status, body, cut, headers):
            missing = self._missing(data)
            self._headers(status, len(body), headers)
            self._body(kind, body, cut)
            if kind not in ("wrong bytes", "no range", "restart", "drop", "stall"):
                hub.served.append(Served(name, start, len(body), missing))

    def _beyond(self, kind: str, size: int) -> None:
        end = {"416 bare": None, "416 short": size // 2}.get(kind, size)
        self._send(416, b"", more={} if end is None else {"Content-Range": f"bytes */{end}"})

    def _file_headers(self, kind: str, start: int, size: int) -> dict[str, str]:
        headers = {"ETag": f'"{self.hub.etag}"', "Accept-Ranges": "bytes"}
        if kind == "weak":
            headers["ETag"] = "W/" + headers["ETag"]
        if kind == "no etag":
            del headers["ETag"]
        if kind == "packed":
            headers["Content-Encoding"] = "gzip"
        if start:
            shift = 1 if kind == "wrong range" else 0
            headers["Content-Range"] = f"bytes {start - shift}-{size - 1}/{size}"
        return headers

    def _odd_length(self, kind: str, status: int, body: bytes, cut: int, headers: dict) -> bool:
        """Bodies whose length is not what the client should get; whether it was one."""
        if kind == "longer":
            self._send(status, body + b"more", more=headers)
        elif kind == "shorter":
            self._send(status, body[: max(1, cut - 1)], more=headers)
        elif kind.startswith("chunked"):
            self._chunked(status, body, kind, cut, headers)
        else:
            return False
        return True

    def _body(self, kind: str, body: bytes, cut: int) -> None:
        if kind == "drop":
            self._write(body[:cut])
            self.close_connection = True
        elif kind == "stall":
            self._write(body[:cut])
            time.sleep(self.hub.stall)
        else:
            self._write(body, slow=self.hub.slow)

    def _plain_fault(self, fault: Fault) -> bool:
        """Answers that have nothing of the file; whether it was one."""
        match fault.kind:
            case "429":
                self._send(429, b"slow down", more={"Retry-After": "0"})
            case "429 long":
                self._send(429, b"slow down", more={"Retry-After": "7200"})
            case "500" | "502" | "503" | "504":
                self._send(int(fault.kind), b"later")
            case "html":
                self._send(200, HTML, "text/html; charset=utf-8")
            case "html as file":
                self._send(200, HTML, "application/octet-stream")
            case "403":
                self._send(403, b"expired")
            case "hang up":
                self._reset()
            case "garbage":
                self.wfile.write(b"\0\1\2 no http at all\r\n\r\n")
            case "silence":
                time.sleep(self.hub.stall)
            case "loop":
                self._redirect(self.path)
            case _:
                return False
        return True

    def _start_of(self, data: bytes, *, ignore_if_range: bool) -> int:
        wanted = self.headers.get("Range", "")
        if not wanted.startswith("bytes="):
            return 0
        condition = self.headers.get("If-Range")
        if condition is not None and condition != f'"{self.hub.etag}"' and not ignore_if_range:
            return 0
        return int(wanted.removeprefix("bytes=").split("-")[0])

    def _missing(self, data: bytes) -> int:
        """Bytes that no part of the client has."""
        parts = sorted(self.hub.parts.glob("**/*.part")) if self.hub.parts else []
        known = [part.read_bytes() for part in parts]
        return len(data) - max((len(p) for p in known if p and data.startswith(p)), default=0)

    # --- the wire ---------------------------------------------------------------------------------

    def _headers(self, status: int, length: int | None, headers: dict[str, str]) -> None:
        self.send_response(status)
        if length is not None:
            self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(
        self,
        status: int,
        body: bytes,
        kind: str = "application/octet-stream",
        more: dict | None = None,
    ) -> None:
        self._headers(status, len(body), {"Content-Type": kind, **(more or {})})
        self.wfile.write(body)

    def _refuse(self, status: int, code: str) -> None:
        self._send(status, b"{}", "application/json", {"X-Error-Code": code})

    def _redirect(self, target: str) -> None:
        self._send(302, b"", more={"Location": target})

    def _write(self, body: bytes, slow: float = 0.0) -> None:
        step = max(1, len(body) // 20) if slow else max(1, len(body))
        for start in range(0, len(body), step):
            piece = body[start : start + step]
            self.wfile.write(piece)
            self.hub.sent += len(piece)
            if slow:
                time.sleep(slow)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def _chunked(self, status: int, body: bytes, kind: str, cut: int, headers: dict) -> None:
        self.protocol_version = "HTTP/1.1"
        self._headers(
            status, None, {**headers, "Transfer-Encoding": "chunked", "Connection": "close"}
        )
        if kind == "chunked long":
            body += b"more"
        sent = body[:cut] if kind == "chunked short" else body
        self.wfile.write(b"%x\r\n" % len(sent) + sent + b"\r\n")
        self.hub.sent += len(sent)
        if kind != "chunked short":
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True
