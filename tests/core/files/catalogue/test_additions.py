"""LoRAs, embeddings and VAEs by their headers, wherever they lie."""

import pytest

from core.contract.addition_errors import AdditionRefused
from core.contract.errors import ModelUnsupported
from core.files.catalogue.inspect import entry_of
from core.files.catalogue.layouts import Place
from core.files.catalogue.walk import walk
from tests.support.old_checkpoints import archive, tensor, weights
from tests.support.single_weights import EMBEDDING, VAE, write

LAYER = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"


def lora(width=768, rank=4, layer=LAYER):
    return {f"{layer}.lora_down.weight": (rank, width), f"{layer}.lora_up.weight": (320, rank)}


def only(path, expects=None):
    (candidate,) = walk(Place(path, str(path), expects)).candidates
    return entry_of(candidate)


@pytest.mark.parametrize(("width", "family"), [(768, "sd1"), (1024, "sd2"), (2048, "sdxl")])
def test_a_lora_tells_family_and_rank(tmp_path, width, family):
    found = only(write(tmp_path / "a.safetensors", lora(width, 16)), "model")
    assert (found.kind, found.family, found.rank, found.variants) == ("lora", family, 16, ("LoRA",))
    assert found.is_usable


def test_a_lora_of_a_training_has_the_name_of_its_folder(tmp_path):
    found = only(write(tmp_path / "sks dog/pytorch_lora_weights.safetensors", lora()))
    assert found.name == "sks dog"


def test_a_lora_for_another_kind_of_model_says_so(tmp_path):
    found = only(
        write(tmp_path / "a.safetensors", lora(layer="lora_unet_double_blocks_0_img_attn_qkv"))
    )
    error = found.problem.error()
    assert isinstance(error, ModelUnsupported)
    assert error.what == "a LoRA for FLUX"
    assert found.kind == "lora"


def test_an_embedding_tells_its_word_its_family_and_its_length(tmp_path):
    found = only(write(tmp_path / "easyneg.safetensors", EMBEDDING))
    assert (found.kind, found.family, found.vectors) == ("embedding", "sd1", 2)
    assert found.card.triggers == ("easyneg",)
    pair = {"clip_l": (3, 768), "clip_g": (3, 1280)}
    assert only(write(tmp_path / "xl/pair.safetensors", pair)).family == "sdxl"


def test_a_folder_of_embeddings_decides_where_the_header_does_not(tmp_path):
    odd = write(tmp_path / "odd.safetensors", {"<token>": (2, 512)})
    assert only(odd, "embedding").kind == "embedding"
    assert only(odd).kind == "other"
    long = write(tmp_path / "long.safetensors", {"emb_params": (5000, 768)})
    assert isinstance(only(long, "embedding").problem.error(), AdditionRefused)


def test_a_vae_is_one_also_in_a_folder_of_loras(tmp_path):
    assert only(write(tmp_path / "a.safetensors", VAE), "lora").kind == "vae"


def test_an_old_embedding_is_told_in_the_jail(tmp_path):
    path = tmp_path / "old.pt"
    path.write_bytes(archive(weights(tensor(), names=("emb_params",))))
    found = only(path, "embedding")
    assert (found.kind, found.vectors, found.problem) == ("embedding", 2, None)
    path.write_bytes(archive(weights(tensor(function="system"), names=("emb_params",))))
    assert only(path, "embedding").problem is not None
