"""What the engine answers beside the job that runs."""

import pytest
import torch
from safetensors.torch import save_file

from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.contract import events as ev
from core.contract.additions import Embedding
from core.contract.errors import ModelNotFound, ModelUnsupported
from core.contract.teaching import DreamBoothConfig
from core.engine.questions import EngineQuestions
from core.files import folders
from core.files.catalogue import addition_folders
from core.generation import memory
from core.generation.footprint import Picture
from core.generation.loader import Loader


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


def test_pieces_are_counted_by_the_models_own_tokenizer(tiny_model_folder):
    count = EngineQuestions().count_tokens
    model = str(tiny_model_folder)
    assert count(ev.CountTokens("q", model, "a swan")) == ev.TokenCount("q", 5, 75)
    assert count(ev.CountTokens("r", model, "")) == ev.TokenCount("r", 0, 75)
    weighted = "(a swan:1.2) BREAK b"
    assert count(ev.CountTokens("q", model, weighted)) == ev.TokenCount("q", 76, 150)
    assert count(ev.CountTokens("q", model, "(a)", plain=True)) == ev.TokenCount("q", 3, 75)
    with pytest.raises(ModelNotFound):
        count(ev.CountTokens("s", "nowhere", "a swan"))


def test_how_rare_a_word_is_comes_with_its_pieces(tiny_model_folder, monkeypatch):
    clip = clip_tokenizer(zero_padded=False)
    monkeypatch.setattr("core.engine.questions._read_tokenizer", lambda _path: clip)
    count = EngineQuestions().count_tokens
    rare, common = (
        count(ev.CountTokens("q", str(tiny_model_folder), word, plain=True)).rarity
        for word in ("sks", "dog")
    )
    assert common < 0.1 < 0.9 < rare


def test_an_embedding_counts_as_many_tokens_as_it_has_vectors(tiny_model_folder, tmp_path):
    count, model = EngineQuestions().count_tokens, str(tiny_model_folder)
    folder = addition_folders.embeddings()
    folder.mkdir(parents=True)
    save_file({"emb_params": torch.zeros(7, 32)}, folder / "blot.safetensors")
    save_file({"emb_params": torch.zeros(4, 32)}, tmp_path / "other.safetensors")
    given = (Embedding(str(tmp_path / "other.safetensors"), "<o>"), Embedding("nowhere"))
    assert count(ev.CountTokens("q", model, "(blot:1.2)")).tokens == 7
    assert count(ev.CountTokens("q", model, "blot <o>", embeddings=given)).tokens == 11
    assert count(ev.CountTokens("q", model, "a swan")).tokens == 5


def test_memory_is_told_without_reading_a_weight(tiny_model_folder, monkeypatch):
    monkeypatch.setattr(Loader, "load", lambda *arguments: pytest.fail("weights were read"))
    questions = EngineQuestions()
    small, large = (
        questions.plan_memory(ev.AskMemory("q", str(tiny_model_folder), side, side, passes=2))
        for side in (64, 512)
    )
    assert small.job == "q"
    assert 0 < small.needed < large.needed
    assert small.fits
    assert small.savings == ()
    assert not small.measured


@pytest.mark.parametrize(("from_picture", "loras"), [(True, False), (False, True)])
def test_memory_is_planned_for_the_picture_that_was_asked_for(
    tiny_model_folder, monkeypatch, from_picture, loras
):
    planned, choose = [], memory.choose

    def chosen(outline, picture, *arguments, **named):
        planned.append(picture)
        return choose(outline, picture, *arguments, **named)

    monkeypatch.setattr(memory, "choose", chosen)
    question = ev.AskMemory("q", str(tiny_model_folder), 1024, 512, 3, from_picture, loras)
    assert EngineQuestions().plan_memory(question).full > 0
    assert planned == [Picture(1024, 512, 3, from_picture=from_picture, loras=loras)]


def test_an_old_checkpoint_is_not_converted_for_a_question(tiny_model_folder, monkeypatch):
    path = tiny_model_folder / "old.bin"
    monkeypatch.setattr("core.engine.questions.pickled_files", lambda model: (path,))
    monkeypatch.setattr("core.engine.questions.conversion", lambda path: iter_closing())
    with pytest.raises(ModelUnsupported, match="converted"):
        EngineQuestions().plan_memory(ev.AskMemory("q", str(tiny_model_folder), 64, 64, passes=2))
    config = DreamBoothConfig(photos="p", class_noun="d", output="o", model=str(tiny_model_folder))
    with pytest.raises(ModelUnsupported, match="converted"):
        EngineQuestions().promise_teaching(ev.AskTeaching("q", config, 5))
    assert not folders.cache().exists()


def iter_closing():
    """A conversion that has work to do."""
    yield "some"
    pytest.fail("it went on")


def test_a_teaching_is_promised_without_reading_a_weight(tiny_model_folder, monkeypatch):
    monkeypatch.setattr(Loader, "load", lambda *arguments: pytest.fail("weights were read"))
    questions = EngineQuestions()

    def ask(**settings):
        config = DreamBoothConfig(
            photos="p", class_noun="d", output="o", model=str(tiny_model_folder), **settings
        )
        return questions.promise_teaching(ev.AskTeaching("q", config, 5))

    lora, full = ask(prior="none"), ask(method="full")
    assert lora.job == "q"
    assert lora.fits
    assert 0 < lora.needed < full.needed
    assert 0 < lora.least <= lora.most
    assert lora.measured == 0.0
