import dataclasses
import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionForeign, AdditionNotFound
from core.contract.additions import LORAS_MAX, Embedding, Lora
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest
from core.files.catalogue import addition_folders
from core.generation import additions
from core.generation.picture_words import picture_words

KEY = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """LoRAs and embeddings for SD 1 and for SDXL."""
    made = {}
    for name, width in (("lora1", 768), ("loraxl", 2048)):
        tensors = {f"{KEY}.lora_down.weight": torch.zeros(2, width)}
        tensors[f"{KEY}.lora_up.weight"] = torch.zeros(8, 2)
        made[name] = tensors
    made["emb1"] = {"<tok>": torch.zeros(2, 768)}
    made["embxl"] = {"clip_l": torch.zeros(2, 768), "clip_g": torch.zeros(2, 1280)}
    for name, tensors in made.items():
        save_file(tensors, tmp_path / f"{name}.safetensors")
    return {name: str(tmp_path / f"{name}.safetensors") for name in made}


def asked(prompt: str = "a", **fields) -> GenerationRequest:
    return GenerationRequest(prompt=prompt, output="o", seed=1, **fields)


def resolve(request: GenerationRequest, info) -> additions.Additions:
    return additions.resolve(request, picture_words(request), info)


def test_what_counts_nothing_is_left_out(files, info) -> None:
    loras = (Lora(files["lora1"], 0.0), Lora(files["lora1"], 0.0, 0.5), Lora(files["lora1"], 2.0))
    found = resolve(asked(loras=loras), info)
    assert [(x.weight, x.for_text) for x in found.stacks[0]] == [(0.0, 0.5), (2.0, 2.0)]
    assert len(found.stacks) == 1
    assert len(list(found.files())) == 2


def test_the_words_that_call_an_embedding(files, info) -> None:
    given = (Embedding(files["emb1"]), Embedding(files["emb1"], "mine"))
    found = resolve(asked(embeddings=given), info)
    assert [x.names for x in found.embeddings] == [("emb1", "<tok>"), ("mine",)]


def test_another_familys_are_refused_before_any_model_is_read(files, info) -> None:
    for wrong in (
        {"loras": (Lora(files["loraxl"]),)},
        {"embeddings": (Embedding(files["embxl"]),)},
    ):
        with pytest.raises(AdditionForeign) as foreign:
            resolve(asked(**wrong), info)
        assert foreign.value.made_for == "Stable Diffusion XL"


def test_names_that_nobody_has_are_told(info) -> None:
    with pytest.raises(AdditionNotFound):
        resolve(asked(loras=(Lora("nowhere"),)), info)


def test_tags_in_the_prompt_join_the_stack_of_their_picture(files, info) -> None:
    addition_folders.loras().mkdir(parents=True)
    for name in ("one", "two"):
        shutil.copy(files["lora1"], addition_folders.loras() / f"{name}.safetensors")
    request = asked("{<lora:one:0.5>|<lora:two>} <lora:ONE:0.1:0.2>", count=8)
    found = resolve(dataclasses.replace(request, loras=(Lora(files["lora1"]),)), info)
    stacks = [[(u.info.name, u.weight, u.text_weight) for u in stack] for stack in found.stacks]
    own, last = ("lora1", 1.0, None), ("one", 0.2, 0.1)
    either = [("one", 0.5, None), ("two", 1.0, None)]
    assert all(stack in ([own, first, last] for first in either) for stack in stacks)
    assert len({stack[1] for stack in stacks}) == 2


def test_a_tag_is_a_name_and_never_a_path(files, info) -> None:
    with pytest.raises(AdditionNotFound):
        resolve(asked(f"<lora:{files['lora1']}:1>"), info)


def test_a_tag_may_say_what_the_training_was_called(files, info) -> None:
    addition_folders.loras().mkdir(parents=True)
    tensors = {f"{KEY}.lora_down.weight": torch.zeros(2, 768)}
    tensors[f"{KEY}.lora_up.weight"] = torch.zeros(8, 2)
    path = addition_folders.loras() / "renamed.safetensors"
    save_file(tensors, path, metadata={"ss_output_name": "ink-v1"})
    assert resolve(asked("<lora:ink-v1:1>"), info).loras[0].info.name == "renamed"


def test_a_weight_out_of_range_in_a_tag_is_refused(files, info) -> None:
    with pytest.raises(InvalidValue):
        resolve(asked("<lora:one:1000>"), info)


def test_a_name_in_the_folder_is_a_word(files, info) -> None:
    addition_folders.embeddings().mkdir(parents=True)
    for name, source in (("blot", "emb1"), ("swan", "embxl"), ("ink", "lora1")):
        shutil.copy(files[source], addition_folders.embeddings() / f"{name}.safetensors")
    found = resolve(asked("a Blot, blots", negative="swan, ink"), info)
    assert [each.names for each in found.embeddings] == [("blot", "<tok>")]
    assert [each.name for each in found.foreign] == ["swan"]
    assert resolve(asked("blots"), info).embeddings == ()
    assert resolve(asked("blot", named_embeddings=False), info).embeddings == ()
    given = (Embedding(files["emb1"], "blot"),)
    assert [x.token for x in resolve(asked("blot", embeddings=given), info).embeddings] == ["blot"]


def test_more_loras_than_a_recipe_holds_are_told_before_drawing(files, info, monkeypatch):
    found = addition_folders.find_lora(files["lora1"])
    monkeypatch.setattr(addition_folders, "lora_called", lambda name: found)
    tags = " ".join(f"<lora:lora1:0.{n:03}1>" for n in range(LORAS_MAX + 1))
    with pytest.raises(InvalidValue):
        resolve(asked(tags), info)
