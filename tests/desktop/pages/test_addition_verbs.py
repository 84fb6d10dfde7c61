"""LoRAs and embeddings dropped or chosen: into the stack, at the caret, or a sentence and nothing changed."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionForeign, AdditionNotFound
from core.contract.additions import Embedding, Lora
from core.contract.errors import FileMissing
from desktop.state.lora_choice import LoraChoice
from desktop.wording.errors import error_message
from tests.support.single_weights import VAE, write


@pytest.fixture
def file(tmp_path):
    """A function: a kind → a file of it."""

    def make(kind: str) -> str:
        tensors = {
            "lora": {"a.lora_down.weight": torch.ones(2, 8), "a.lora_up.weight": torch.ones(8, 2)},
            "embedding": {"emb_params": torch.zeros(3, 768)},
            "other": {"a": torch.ones(1), "b": torch.ones(1)},
        }
        path = tmp_path / f"{kind}.safetensors"
        save_file(tensors[kind], path)
        return str(path)

    return make


def test_a_dropped_lora_joins_the_stack_and_the_request(open_window, file):
    window = open_window()
    window.verbs.opening.use_model(file("lora"))
    state = window.states.generation
    assert [row.name.text() for row in window.page.words.loras.rows] == ["lora"]
    state.loras = (state.loras[0].__class__(state.loras[0].path, 0.4),)
    assert state.to_request("/o").loras == (Lora(file("lora"), 0.4),)
    assert "lora" in window.page.messages.message().text


def test_a_dropped_embedding_is_a_word_at_the_caret(open_window, file):
    window = open_window()
    prompt, state = window.page.words.words.prompt, window.states.generation
    prompt.setPlainText("a  swan")
    cursor = prompt.textCursor()
    cursor.setPosition(2)
    prompt.setTextCursor(cursor)
    window.verbs.opening.use_model(file("embedding"))
    assert state.prompt == "a embedding swan"
    assert state.to_request("/o").embeddings == (Embedding(file("embedding")),)


def test_a_chosen_file_that_is_neither_is_told(open_window, file):
    window = open_window()
    window.verbs.opening.dialogs.open_model = lambda *_: file("other")
    window.verbs.opening.open_lora()
    assert window.states.generation.loras == ()
    assert "cannot be used as a LoRA" in window.page.messages.message().text
    window.verbs.opening.dialogs.open_model = lambda *_: ""
    window.verbs.opening.open_lora()


def test_switching_off_what_does_not_fit(open_window, file):
    window = open_window()
    path, state = file("lora"), window.states.generation
    window.verbs.opening.additions.use_lora(path)
    window.verbs.show_error(
        AdditionForeign(path, "LoRA", "Stable Diffusion XL", "Stable Diffusion 1")
    )
    dict(window.page.messages.message().actions)["Switch it off"]()
    assert not state.loras[0].is_on
    assert state.to_request("/o").loras == ()


def test_a_verb_that_would_do_nothing_is_not_there(open_window):
    window = open_window()
    error = AdditionNotFound("LoRA", "ink", ())
    window.verbs.show(error_message(error), None, error)
    assert "Switch it off" not in dict(window.page.messages.message().actions)


def test_the_stack_is_there_again_after_a_start(open_window, file):
    window = open_window()
    window.verbs.opening.additions.use_lora(file("lora"))
    window.verbs.opening.additions.use_embedding(file("embedding"))
    saved = window.states.generation.saved()
    window.states.generation.loras = ()
    window.states.generation.embeddings = ()
    window.states.generation.restore(saved)
    assert [Path(c.path).stem for c in window.states.generation.loras] == ["lora"]
    assert window.states.generation.embeddings == (file("embedding"),)


def test_errors_about_the_vae_in_use_offer_the_model_s_own(open_window):
    window = open_window()
    state, verbs = window.states.generation, window.verbs
    verbs.opening.additions.use_vae("/vaes/mine")
    for path, offered in (("/vaes/other", False), ("/vaes/mine", True)):
        window.page.messages.close_message()
        verbs.show_error(FileMissing(path))
        actions = dict(window.page.messages.message().actions)
        assert ("Use the model’s own autoencoder" in actions) is offered
    actions["Use the model’s own autoencoder"]()
    assert state.vae is None
    assert state.to_request("/o").vae is None


def test_a_dropped_vae_is_used_with_the_model(open_window, tmp_path):
    window = open_window()
    before = window.states.models.current
    window.verbs.opening.use_model(str(write(tmp_path / "mine.safetensors", VAE)))
    assert window.states.generation.vae == str(tmp_path / "mine.safetensors")
    assert "mine develops" in window.page.messages.message().text
    assert window.states.models.current == before


def test_switching_off_keeps_what_was_changed_meanwhile(open_window, file):
    window = open_window()
    path, state = file("lora"), window.states.generation
    window.verbs.opening.additions.use_lora(path)
    run = window.verbs.opening.additions.switching_off(path)
    state.loras = (*state.loras, LoraChoice("/a/other.safetensors", 0.4))
    run()
    assert [(c.is_on, c.weight) for c in state.loras] == [(False, 1.0), (True, 0.4)]


def test_an_embedding_with_brackets_in_its_name_is_called(open_window, file):
    window = open_window()
    path = Path(file("embedding")).rename(Path(file("embedding")).with_name("bad (1).safetensors"))
    window.verbs.opening.additions.use_embedding(str(path))
    assert window.states.generation.prompt == r"bad \(1\)"
