"""Redirects by hand, and what becomes of a bad line."""

import ssl
import subprocess
from collections import deque
from email.utils import formatdate

import pytest

from core.contract.download_errors import HubAnswerWrong
from core.files.downloads import web
from core.files.downloads.hub import Hub

DATA = {"model.safetensors": b"x" * 900}


def fetched(hub, url, timeout=2.0):
    with web.get(hub, url, {}, timeout) as answer:
        return answer.status, answer.read(10_000), answer.url


def test_a_store_is_gone_to_without_the_token(serve, hub_at):
    server = serve(DATA, store=True)
    hub = hub_at(server, "hf_secret")
    status, body, url = fetched(hub, hub.file("owner/tiny", server.commit, "model.safetensors"))
    assert (status, body) == (200, b"x" * 900)
    assert url.startswith(server.store_origin)
    tokens = {request.server: request.headers.get("Authorization") for request in server.requests}
    assert tokens == {"hub": "Bearer hf_secret", "store": None}


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/x",
        "https://evil.example/x",
        "file:///etc/passwd",
        "http://127.0.0.1:1/x",
    ],
)
def test_nobody_else_is_gone_to(serve, hub_at, fake, target):
    server = serve(DATA, faults=deque([fake.Fault(f"to:{target}")]))
    hub = hub_at(server)
    with pytest.raises(HubAnswerWrong) as caught:
        fetched(hub, hub.file("owner/tiny", server.commit, "model.safetensors"))
    assert "no address of the hub" in caught.value.reason


def test_a_circle_ends(serve, hub_at, fake):
    server = serve(DATA, faults=deque([fake.Fault("loop")] * 20))
    hub = hub_at(server)
    with pytest.raises(HubAnswerWrong):
        fetched(hub, hub.file("owner/tiny", server.commit, "model.safetensors"))
    assert len(server.requests) == web.REDIRECTS_MAX


@pytest.mark.parametrize("kind", ["hang up", "garbage", "silence"])
def test_a_bad_line_is_one_error(serve, hub_at, fake, kind):
    server = serve(DATA, faults=deque([fake.Fault(kind)]))
    hub = hub_at(server)
    with pytest.raises(web.Dropped) as caught:
        fetched(hub, hub.file("owner/tiny", server.commit, "model.safetensors"), timeout=0.1)
    assert caught.value.reason


def test_nobody_there():
    hub = Hub("http://127.0.0.1:9")
    with pytest.raises(web.Dropped) as caught:
        fetched(hub, "http://127.0.0.1:9/x")
    error = web.unreachable(caught.value)
    assert (error.host, bool(error.reason)) == ("127.0.0.1:9", True)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7.0), (formatdate(1060, usegmt=True), 60.0), (formatdate(900, usegmt=True), 0.0),
     ("", None), ("soon", None), ("9" * 12, None)],
)  # fmt: skip
def test_how_long_a_server_wants_to_be_left_alone(text, seconds):
    class Response:
        status, headers = 429, {"Retry-After": text}

    assert web.retry_after(web.Answer(Response(), "http://x"), 1000.0) == seconds


def test_which_answers_pass():
    assert [s for s in (200, 403, 404, 408, 429, 500, 503) if web.is_passing(s)] == [
        408,
        429,
        500,
        503,
    ]


def test_secure_connections_check_certificates():
    context = web._context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname


@pytest.fixture
def certificate(tmp_path):
    """A certificate of one's own for localhost, and its key."""
    words = "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    try:
        subprocess.run(
            ["openssl", *words.split(), *names], cwd=tmp_path, check=True, capture_output=True
        )
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return tmp_path / "cert.pem", tmp_path / "key.pem"


@pytest.mark.parametrize("trusted", [True, False])
def test_a_secure_hub_is_asked_only_where_it_can_prove_who_it_is(
    serve, certificate, trusted, monkeypatch
):
    server = serve(DATA)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(*map(str, certificate))
    server.secure(secure)
    monkeypatch.setattr(web, "_context", web._context.__wrapped__)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    hub = Hub(server.endpoint.replace("http://127.0.0.1", "https://localhost"), "hf_secret")
    url = hub.file("owner/tiny", server.commit, "model.safetensors")
    if trusted:
        assert fetched(hub, url)[:2] == (200, b"x" * 900)
        assert server.requests[0].headers["Authorization"] == "Bearer hf_secret"
        return
    with pytest.raises(web.Dropped) as caught:
        fetched(hub, url)
    assert "certificate" in caught.value.reason.lower()
    assert server.requests == [], "nothing was said to it"
