from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.additions import Embedding, Lora
from core.contract.errors import AdditionForeign, AdditionNotFound
from core.contract.request import GenerationRequest
from core.generation.additions import resolve

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


def asked(**fields) -> GenerationRequest:
    return GenerationRequest(prompt="a", output="o", seed=1, **fields)


def test_what_counts_nothing_is_left_out(files, info) -> None:
    loras = (Lora(files["lora1"], 0.0), Lora(files["lora1"], 0.0, 0.5), Lora(files["lora1"], 2.0))
    found = resolve(asked(loras=loras), info)
    assert [(x.weight, x.for_text) for x in found.loras] == [(0.0, 0.5), (2.0, 2.0)]
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
