"""One window a person: a second start hands its picture to the first and ends.

A lock file says who is first, even after a crash (it names the process); a local socket carries the message.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from core.contract.errors import ReverieError
from core.files import folders, store

PATIENCE = 3000  # ms a second start waits for the first to answer
LONGEST = 65536  # bytes of a message
HEARD = b"heard\n"
SOCKET_MAX = 104  # bytes of a socket's path that every system takes


class FirstInstance(QObject):
    """Holds the lock, and hears what later starts want."""

    wanted = Signal(str)  # the path of a picture, or "" where only the window is wanted

    def __init__(self, lock: QLockFile, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._meet)
        QLocalServer.removeServer(
            name
        )  # left by a crash: the lock is ours, so nobody listens there
        self._server.listen(name)

    def close(self) -> None:
        """Let another start be the first."""
        self._server.close()
        self._lock.unlock()

    def _meet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        path = _understood(bytes(socket.readLine(LONGEST).data()))
        socket.write(HEARD)
        socket.flush()
        if path is not None:
            self.wanted.emit(path)


def first(parent: QObject | None = None) -> FirstInstance | None:
    """The claim on being the only window, or None where another one runs.

    Where the folder for the lock cannot be written nobody can be told apart: everyone is the first.
    """
    lock = QLockFile(str(_lock_file()))
    lock.setStaleLockTime(0)  # a lock is old only when its process is gone
    if not lock.tryLock(0) and lock.error() is QLockFile.LockError.LockFailedError:
        return None
    return FirstInstance(lock, server_name(), parent)


def hand_over(picture: str | None) -> bool:
    """Ask the first window to show itself, with `picture` on its canvas. False where it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(server_name())
    if not socket.waitForConnected(PATIENCE):
        return False
    path = str(Path(picture).absolute()) if picture else ""
    socket.write(json.dumps({"open": path}).encode() + b"\n")
    answered = socket.waitForReadyRead(PATIENCE)
    return answered and bytes(socket.readAll().data()) == HEARD


def server_name() -> str:
    """Of this person's settings: who moves them with REVERIE_HOME has windows of their own.

    A path in a folder where nobody else can have put a socket first; a bare name, which Qt puts into the folder
    for temporary files, only where there is no such folder (Windows has pipes instead) or its path is too long.
    """
    name = "reverie-" + hashlib.sha256(str(folders.config()).encode()).hexdigest()[:16]
    if os.name == "nt":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    for folder in (Path(runtime) if runtime else None, folders.state()):
        if folder is not None and _is_own(folder) and len(os.fsencode(folder / name)) < SOCKET_MAX:
            return str(folder / name)
    return name


def _is_own(folder: Path) -> bool:
    """Whether it is this person's, and nobody else may write there."""
    try:
        status = folder.stat()
    except OSError:
        return False
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _lock_file() -> Path:
    folder = folders.state()
    with suppress(ReverieError):  # tryLock will meet it too
        store.make_folder(folder)
    return folder / "window.lock"


def _understood(line: bytes) -> str | None:
    try:
        message = json.loads(line)
    except ValueError:
        return None
    path = message.get("open") if isinstance(message, dict) else None
    return path if isinstance(path, str) else None
