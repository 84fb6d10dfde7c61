"""The real runner on a tiny model: what the engine says for a picture and for a text."""

import pytest
import torch
from safetensors.torch import save_file

from core.contract import events as ev
from core.contract.additions import Embedding
from core.contract.errors import ModelNotFound
from core.contract.request import GenerationRequest
from core.engine.runner import GenerationRunner, TokenCounter
from core.files import addition_folders


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def runner():
    runner = GenerationRunner()
    greeting = runner.prepare()
    assert greeting.threads >= 1
    assert greeting.device in ("cpu", "cuda", "mps")
    return runner


@pytest.fixture
def job(tiny_model_folder, tmp_path):
    request = GenerationRequest(
        "a swan", str(tmp_path / "out"), seed=1, model=str(tiny_model_folder)
    )
    return ev.Generate("a", request)


def test_what_a_killed_engine_left_is_removed(tmp_path):
    pictures = tmp_path / "home" / "pictures"
    for folder in (pictures, pictures / ".reverie" / "inputs", tmp_path / "home" / "cache"):
        folder.mkdir(parents=True)
        (folder / f".a.png.{2**22 + 1}.0123abcd.part").write_bytes(b"half")  # no such process
        (folder / "kept.png").write_bytes(b"whole")
    GenerationRunner().prepare()
    left = [path.name for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert left == ["kept.png"] * 3


def test_a_picture(runner, job):
    events = list(runner.events(job, lambda: False))
    assert next(e.phase for e in events if isinstance(e, ev.Phase)) == "load"
    assert isinstance(events[-1], ev.JobDone)
    assert all(event.job == "a" for event in events)
    assert len([e for e in events if isinstance(e, ev.ImageDone)]) == 1


def test_a_cancel(runner, job):
    *before, end = runner.events(job, lambda: True)
    assert end == ev.JobCancelled("a")
    assert not [event for event in before if isinstance(event, (ev.Step, ev.ImageDone))]


def test_release_lets_go_and_the_next_picture_is_drawn(runner, job):
    list(runner.events(job, lambda: False))
    runner.release()
    assert isinstance(list(runner.events(job, lambda: False))[-1], ev.JobDone)


def test_pieces_are_counted_by_the_models_own_tokenizer(tiny_model_folder):
    count = TokenCounter()
    model = str(tiny_model_folder)
    assert count(ev.CountTokens("q", model, "a swan")) == ev.TokenCount("q", 5, 75)
    assert count(ev.CountTokens("r", model, "")) == ev.TokenCount("r", 0, 75)
    weighted = "(a swan:1.2) BREAK b"
    assert count(ev.CountTokens("q", model, weighted)) == ev.TokenCount("q", 76, 150)
    assert count(ev.CountTokens("q", model, "(a)", plain=True)) == ev.TokenCount("q", 3, 75)
    with pytest.raises(ModelNotFound):
        count(ev.CountTokens("s", "nowhere", "a swan"))


def test_an_embedding_counts_as_many_tokens_as_it_has_vectors(tiny_model_folder, tmp_path):
    count, model = TokenCounter(), str(tiny_model_folder)
    folder = addition_folders.embeddings()
    folder.mkdir(parents=True)
    save_file({"emb_params": torch.zeros(7, 32)}, folder / "blot.safetensors")
    save_file({"emb_params": torch.zeros(4, 32)}, tmp_path / "other.safetensors")
    given = (Embedding(str(tmp_path / "other.safetensors"), "<o>"), Embedding("nowhere"))
    assert count(ev.CountTokens("q", model, "(blot:1.2)")).tokens == 7
    assert count(ev.CountTokens("q", model, "blot <o>", embeddings=given)).tokens == 11
    assert count(ev.CountTokens("q", model, "a swan")).tokens == 5
