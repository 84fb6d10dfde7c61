"""The second start finds the first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalSocket

from desktop import app, instance

ROOT = Path(__file__).parents[2]
SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop import instance
application = QCoreApplication([])
assert instance.first() is None
print(instance.hand_over(sys.argv[1] if len(sys.argv) > 1 else None))
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "h"))
    return tmp_path


@pytest.fixture
def first(home, qapp):
    first = instance.first()
    yield first
    first.close()


def second(*arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, *arguments],
        cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_second_process_hands_its_picture_over_and_ends(first, qtbot):
    process = second("a picture.png")
    with qtbot.waitSignal(first.wanted, timeout=20_000) as heard:
        pass
    assert heard.args == [str(ROOT / "a picture.png")]
    assert process.communicate(timeout=20)[0].strip() == "True"


def test_without_a_picture_only_the_window_is_wanted(first, qtbot):
    process = second()
    with qtbot.waitSignal(first.wanted, timeout=20_000) as heard:
        pass
    assert heard.args == [""]
    process.communicate(timeout=20)


def test_after_the_first_has_ended_another_is_first(home, qapp):
    instance.first().close()
    again = instance.first()
    assert again is not None
    again.close()


def test_a_lock_whose_process_is_gone_counts_nothing(home, qapp):
    crash = (
        "import os\nfrom PySide6.QtCore import QCoreApplication\nfrom desktop import instance\n"
        "application = QCoreApplication([])\nclaim = instance.first()\nassert claim\nos._exit(9)"
    )
    subprocess.run([sys.executable, "-c", crash], cwd=ROOT, env=dict(os.environ), timeout=60)
    assert (home / "h/state/window.lock").exists()
    claim = instance.first()
    assert claim is not None
    claim.close()


def test_a_folder_that_cannot_be_written_stops_nobody(home, qapp, monkeypatch):
    (home / "file").write_text("")
    monkeypatch.setenv("REVERIE_HOME", str(home / "file" / "below"))
    claim = instance.first()
    assert claim is not None
    claim.close()


@pytest.mark.parametrize("line", [b"nonsense\n", b"[1]\n", b'{"open": 3}\n', b"\xff\n"])
def test_what_is_not_understood_opens_nothing(first, qtbot, line):
    socket = QLocalSocket()
    socket.connectToServer(instance.server_name())
    assert socket.waitForConnected(2000)
    with qtbot.assertNotEmitted(first.wanted, wait=100):
        socket.write(line)
        socket.flush()
        qtbot.waitUntil(lambda: bool(socket.bytesAvailable()), timeout=5000)
    assert socket.readAll().data() == instance.HEARD


def test_nobody_there_is_told(home, qapp):
    assert not instance.hand_over(None)


@pytest.mark.parametrize(
    ("file", "then"), [("a.png", ("a.png", "open")), ("b.SafeTensors", ("use", "b.SafeTensors"))]
)
def test_the_window_comes_forward_with_the_picture_or_the_weights(file, then):
    calls = []

    class Canvas:
        def start_from(self, path, how):
            calls.append((path, how))

    class Window:
        page = type("Page", (), {"canvas": Canvas(), "hide_card": lambda: None})
        opening = type("Opening", (), {"use_model": lambda path: calls.append(("use", path))})
        verbs = type("Verbs", (), {"opening": opening})
        pages = type("Pages", (), {"show_page": lambda self, key: calls.append(key)})()

        def windowState(self):
            return Qt.WindowState.WindowMinimized

        def setWindowState(self, state):
            calls.append(state)

        def show(self): ...
        def raise_(self): ...
        def activateWindow(self): ...

    app.come_forward(Window(), file)
    assert calls == [Qt.WindowState.WindowNoState, "create", then]


def test_the_socket_lies_where_nobody_else_can_put_one(home, monkeypatch):
    own, shared = home / "own", home / "shared"
    for folder, mode in ((own, 0o700), (shared, 0o777)):
        folder.mkdir()
        folder.chmod(mode)
    monkeypatch.setattr(instance, "SOCKET_MAX", 4096)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own))
    assert instance.server_name().startswith(f"{own}/reverie-")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))
    assert "/" not in instance.server_name()  # and there is no folder for the state yet
    monkeypatch.setattr(instance, "SOCKET_MAX", 10)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own))
    assert "/" not in instance.server_name()
