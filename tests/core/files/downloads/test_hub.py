"""Who may be asked, and who hears the token."""

import pytest

from core.contract.errors import InvalidValue
from core.files.downloads.hub import OFFICIAL, Hub, hub_of, origin

LOCAL = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "url",
    [
        f"{OFFICIAL}/owner/name/resolve/main/x",
        "https://cdn-lfs.huggingface.co/repos/x?Signature=y",
        "https://cdn-lfs-us-1.hf.co/x",
        "https://cas-bridge.xethub.hf.co/xet-bridge-us/x",
        "https://us.aws.cdn.hf.co/xet-bridge-us/x?Expires=1&Policy=y",
        "https://huggingface.co:443/x",
    ],
)
def test_the_hub_and_its_stores_are_allowed(url):
    assert Hub().allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://huggingface.co/x",
        "http://cdn-lfs.hf.co/x",
        "https://huggingface.co.evil.example/x",
        "https://evilhuggingface.co/x",
        "https://hf.co@evil.example/x",
        "https://user:word@huggingface.co/x",
        "https://huggingface.co:8443/x",
        "https://127.0.0.1/x",
        "https://169.254.169.254/x",
        "file:///etc/passwd",
        "ftp://huggingface.co/x",
        "data:text/plain,x",
        "https://[broken/x",
        "https://huggingface.co:99999999/x",
        "",
    ],
)
def test_nobody_else_is(url):
    assert not Hub().allows(url)


def test_a_local_hub_may_not_send_us_to_its_neighbours():
    hub = Hub(LOCAL)
    assert hub.allows(f"{LOCAL}/x")
    assert not hub.allows("http://127.0.0.1:8001/x")
    assert not hub.allows("http://localhost:8000/x")


def test_the_token_is_for_the_hub_alone():
    hub = Hub(OFFICIAL, "hf_secret")
    assert hub.headers(f"{OFFICIAL}/api/x") == {"Authorization": "Bearer hf_secret"}
    assert hub.headers("https://huggingface.co:443/api/x")
    for url in ("https://cdn-lfs.huggingface.co/x", "https://hf.co/x", "http://huggingface.co/x"):
        assert hub.headers(url) == {}
    assert "hf_secret" not in repr(hub)


def test_the_endpoint_of_the_environment():
    assert hub_of({}).endpoint == OFFICIAL
    assert hub_of({"HF_ENDPOINT": "https://mirror.example/"}).endpoint == "https://mirror.example"
    assert hub_of({"HF_ENDPOINT": LOCAL}).endpoint == LOCAL


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://mirror.example",
        "mirror.example",
        "ftp://x",
        "https://",
        "https://a:b@c",
        "https://x?y",
    ],
)
def test_an_endpoint_that_is_not_safe_is_refused(endpoint):
    with pytest.raises(InvalidValue):
        hub_of({"HF_ENDPOINT": endpoint})


def test_the_login_of_the_hub(tmp_path):
    (tmp_path / "token").write_text("hf_login\n")
    home = {"HF_HOME": str(tmp_path)}
    assert hub_of(home).token == "hf_login"
    assert hub_of({"HF_TOKEN_PATH": str(tmp_path / "token")}).token == "hf_login"
    assert hub_of({**home, "HF_TOKEN": "hf_other"}).token == "hf_other"
    assert hub_of({**home, "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1"}).token == ""
    assert hub_of({"HF_HOME": str(tmp_path / "none")}).token == ""


def test_the_login_is_not_for_a_mirror_and_a_token_beside_its_address_is(tmp_path):
    (tmp_path / "token").write_text("hf_login")
    mirror = {"HF_HOME": str(tmp_path), "HF_ENDPOINT": "https://mirror.example"}
    assert hub_of(mirror).token == ""
    assert hub_of({**mirror, "HF_TOKEN": "for_the_mirror"}).token == "for_the_mirror"


@pytest.mark.parametrize("text", ["a b", "a\r\nX-Evil: 1", "ü", "a\0b"])
def test_a_token_that_is_none_is_not_sent(text):
    assert hub_of({"HF_TOKEN": text}).token == ""


def test_addresses_are_quoted():
    hub = Hub()
    assert hub.listing("a/b", "refs/pr/1").endswith(
        "/api/models/a/b/revision/refs%2Fpr%2F1?blobs=true"
    )
    assert hub.file("a/b", "c", "x y/#.json").endswith("/a/b/resolve/c/x%20y/%23.json")


def test_origins():
    assert origin("HTTPS://A.example/x") == origin("https://a.example:443/y")
    assert origin("http://[") == ""
