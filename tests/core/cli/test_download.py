"""`reverie models download`, in this process, against a hub on this computer."""

from __future__ import annotations

import json
import sys
from collections import deque
from pathlib import Path

import pytest

from core.cli.main import main
from core.files import folders

SUPPORT = Path(__file__).parents[2] / "support"
DATA = {"tiny.safetensors": b"x" * 5000, "old.ckpt": b"\x80" * 700, "README.md": b"words"}


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.syspath_prepend(str(SUPPORT))
    import fake_hub

    return fake_hub


@pytest.fixture
def server(fake, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    with fake.FakeHub(DATA) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        monkeypatch.setenv("HF_TOKEN", "hf_secret")
        yield hub


def test_a_list_shows_what_would_come_and_fetches_nothing(server, capsys):
    assert main(["models", "download", "owner/tiny", "--list"]) == 0
    out = capsys.readouterr().out
    for part in (
        "owner/tiny at main (0123456789)",
        "openrail",
        "tiny.safetensors",
        "5.0 kB",
        "room",
    ):
        assert part in out
    assert "old pickled weights: --old-formats" in out
    assert server.sent == 0
    assert not folders.models().exists()


def test_the_list_as_json(server, capsys):
    assert main(["models", "download", "owner/tiny", "--list", "--json"]) == 0
    offer = json.loads(capsys.readouterr().out)
    assert offer["commit"] == server.commit
    assert [one["key"] for one in offer["variants"]] == ["tiny.safetensors", "old.ckpt"]


def test_the_path_of_the_model_is_the_result(server, capsys):
    assert main(["models", "download", f"{server.endpoint}/owner/tiny"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{folders.models() / 'tiny.safetensors'}\n"
    assert (folders.models() / "tiny.safetensors").read_bytes() == DATA["tiny.safetensors"]
    assert "hf_secret" not in out + err


def test_progress_as_json(server, capsys):
    assert main(["models", "download", "owner/tiny", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    kinds = [event["type"] for event in events]
    assert kinds[0] == "Transfer"
    assert kinds[-2:] == ["Downloaded", "JobDone"]
    assert "hf_secret" not in json.dumps(events)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["nonsense"], 2, "owner/name"),
        (["owner/none"], 2, "no model owner/none"),
        (["owner/tiny", "--revision", "v9"], 2, "no revision v9"),
        (["owner/tiny", "--revision", "../x"], 2, "revision must be"),
        (["owner/tiny", "--variant", "fp16"], 2, "variant must be one of tiny.safetensors"),
        (["owner/tiny", "--output", ""], 2, "output must be"),
    ],
)
def test_bad_input_is_one_line(server, capsys, words, status, said):
    assert main(["models", "download", *words]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert server.sent == 0


def test_a_bad_line_is_a_failed_run(server, capsys, fake, monkeypatch):
    server.listing_faults = deque([fake.Fault("429 long")])
    assert main(["models", "download", "owner/tiny"]) == 1
    assert "in 7200 s" in capsys.readouterr().err


def test_an_endpoint_that_is_not_safe(server, capsys, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://mirror.example")
    assert main(["models", "download", "owner/tiny"]) == 2
    assert "HF_ENDPOINT must be an https address" in capsys.readouterr().err


def test_nothing_of_torch_is_needed(server):
    import subprocess

    code = "import sys; from core.files.downloads import run; assert not {'torch', 'huggingface_hub'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_show_tells_where_a_model_came_from(fake, tmp_path, monkeypatch, capsys, tiny_model_folder):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    paths = (p for p in tiny_model_folder.rglob("*") if p.is_file())
    files = {p.relative_to(tiny_model_folder).as_posix(): p.read_bytes() for p in paths}
    with fake.FakeHub(files) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        assert main(["models", "download", "owner/tiny"]) == 0
    capsys.readouterr()
    assert main(["models", "show", "tiny"]) == 0
    out = capsys.readouterr().out
    assert f"from       owner/tiny at {hub.commit}" in out
    assert "licence    openrail" in out
