"""Looking for a newer version: at a click, and of the publisher's address only."""

import http.server
import json
import threading

import pytest

from core.contract.version import VERSION
from desktop import updates
from desktop.updates import Release, Updates, numbers, understood


@pytest.fixture
def server():
    """A server that answers what the test put down; it counts who asked."""
    answers: list[tuple[int, bytes]] = []
    asked: list[dict[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(dict(self.headers))
            status, body = answers[-1]
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words): ...

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/latest", answers, asked
    running.shutdown()
    running.server_close()


def test_a_newer_version_is_found_with_its_page(server, qtbot):
    address, answers, asked = server
    body = {"tag_name": "v99.1.0", "html_url": "https://example.org/99"}
    answers.append((200, json.dumps(body).encode()))
    looker = Updates(address)
    assert asked == []
    with qtbot.waitSignal(looker.found, timeout=20_000) as found:
        looker.look()
        looker.look()
    assert found.args == [Release("99.1.0", "https://example.org/99")]
    assert found.args[0].is_newer
    assert len(asked) == 1
    assert VERSION not in str(asked), "nothing of ours is told"


@pytest.mark.parametrize("answer", [(404, b"no"), (200, b"<html>"), (200, b"[]"), (200, b"{}")])
def test_what_cannot_be_understood_is_said(server, qtbot, answer):
    address, answers, _ = server
    answers.append(answer)
    looker = Updates(address)
    with qtbot.waitSignal(looker.failed, timeout=20_000) as failed:
        looker.look()
    assert failed.args[0]


def test_the_own_version_is_not_newer():
    assert not Release(VERSION, "").is_newer
    assert Release(VERSION + ".1", "").is_newer


@pytest.mark.parametrize(
    ("text", "expected"),
    [("v1.2.3", (1, 2, 3)), ("1.10", (1, 10)), ("2.0-beta", (2, 0)), ("x", ())],
)
def test_versions_are_compared_as_numbers(text, expected):
    assert numbers(text) == expected


def test_a_page_that_is_not_https_is_no_page():
    answer = {"tag_name": "1.0", "html_url": "file:///etc/passwd"}
    assert understood(json.dumps(answer).encode()) == Release("1.0", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"announced_at": "https://example.org/r"}', "https://example.org/r"),
        ('{"announced_at": "http://example.org/r"}', ""),
        ('{"announced_at": ""}', ""),
        ("nonsense", ""),
        ("[]", ""),
    ],
)
def test_only_a_publisher_names_the_address(tmp_path, monkeypatch, text, expected):
    (tmp_path / "release.json").write_text(text)
    monkeypatch.setattr(updates.folders, "resources", lambda: tmp_path)
    assert updates.address() == expected
