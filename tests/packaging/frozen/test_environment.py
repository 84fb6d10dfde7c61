"""The environment of a build."""

import subprocess

import pytest


@pytest.fixture
def pip(building, monkeypatch, tmp_path):
    """What is called, with a torch for CUDA as the outcome; no environment is made."""
    environment = building("frozen.environment")
    calls = []

    def run(words, **options):
        if words[-1] == "--version":  # whether there is a pip
            return subprocess.CompletedProcess(words, 0 if words[0].parent.parent.exists() else 1)
        calls.append([str(word) for word in words])
        return subprocess.CompletedProcess(words, 0, stdout="cuda\n")

    monkeypatch.setattr(environment.subprocess, "run", run)
    monkeypatch.setattr(environment.venv, "create", lambda folder, with_pip: folder.mkdir())
    root = tmp_path / "root"
    (root / "packaging").mkdir(parents=True)
    (root / "pyproject.toml").write_text("a")
    (root / "packaging/constraints.txt").write_text("b")
    monkeypatch.delenv("REVERIE_TORCH_INDEX", raising=False)
    return lambda torch: environment.make(tmp_path / "venv", root, torch), calls


def test_a_torch_of_the_other_kind_is_refused_with_what_to_do(pip):
    make, _ = pip
    with pytest.raises(SystemExit, match=r"REVERIE_TORCH_INDEX, for the CPU to https://"):
        make("cpu")


def test_the_index_that_is_named_gives_torch_first(pip, monkeypatch):
    make, calls = pip
    monkeypatch.setenv("REVERIE_TORCH_INDEX", "https://example.org/cu")
    make("cuda")
    assert calls[0][-3:] == ["--index-url", "https://example.org/cu", "torch"]
    assert calls[1][-1].startswith("pyinstaller==")


def test_what_is_made_already_is_taken(pip, tmp_path):
    make, calls = pip
    python = make("cuda")
    python.parent.mkdir(exist_ok=True)
    python.write_text("")
    before = len(calls)
    assert make("cuda") == python
    assert len(calls) == before
    (tmp_path / "root/pyproject.toml").write_text("changed")
    make("cuda")
    assert len(calls) > before


def test_one_that_was_interrupted_is_completed(building, monkeypatch, tmp_path):
    environment = building("frozen.environment")
    without = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(environment.subprocess, "run", lambda *_words, **_options: without)
    assert not environment._has_pip(tmp_path / "bin/python")

    def none(*_words, **_options):
        raise FileNotFoundError

    monkeypatch.setattr(environment.subprocess, "run", none)
    assert not environment._has_pip(tmp_path / "bin/python")
