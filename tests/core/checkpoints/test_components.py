"""Each part in the forms that are about in the world, and the ways a part can be wrong."""

import json
import re
import shutil

import pytest
import torch

from core.checkpoints import components
from core.checkpoints.tensors import read_tensors, write_safetensors
from core.contract.errors import (
    ConfigInvalid,
    FileUnreadable,
    ModelIncomplete,
    ModelUnsupported,
    WeightsMismatch,
    WeightsRefused,
)

CPU = torch.device("cpu")
AS = {"device": CPU, "dtype": torch.float32}


def same(a: torch.nn.Module, b: torch.nn.Module) -> bool:
    left, right = a.state_dict(), b.state_dict()
    return left.keys() == right.keys() and all(torch.equal(left[n], right[n]) for n in left)


def renamed(path, change) -> None:
    write_safetensors(path, {change(n): t for n, t in read_tensors(path, device=CPU).items()})


@pytest.mark.parametrize("prefix", ["", "text_model.", "text_model.text_model."])
def test_text_weights_with_and_without_their_prefix(saved, model, prefix):
    file = saved / "text_encoder" / "model.safetensors"
    names = read_tensors(file, device=CPU)
    assert all(name.startswith("text_model.") for name in names)
    renamed(file, lambda name: prefix + name.removeprefix("text_model."))
    assert same(components.load_text_encoder(saved, **AS), model.text_encoder)


def test_position_ids_of_old_files_are_not_wanted(saved, model):
    file = saved / "text_encoder" / "model.safetensors"
    tensors = read_tensors(file, device=CPU)
    tensors["text_model.embeddings.position_ids"] = torch.arange(77)[None]
    write_safetensors(file, tensors)
    assert same(components.load_text_encoder(saved, **AS), model.text_encoder)


def test_a_vae_from_before_diffusers_0_13(saved, model):
    names = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}

    def old(name: str) -> str:
        for new, before in names.items():
            name = name.replace(f".attentions.0.{new}.", f".attentions.0.{before}.")
        return name

    file = saved / "vae" / "diffusion_pytorch_model.safetensors"
    renamed(file, old)
    assert "encoder.mid_block.attentions.0.query.weight" in read_tensors(file, device=CPU)
    assert same(components.load_vae(saved, **AS), model.vae)


def test_the_half_precision_variant_alone_is_taken(saved, model):
    folder = saved / "unet"
    (folder / "diffusion_pytorch_model.safetensors").unlink()
    write_safetensors(
        folder / "diffusion_pytorch_model.fp16.safetensors",
        model.unet.state_dict(),
        dtype=torch.float16,
    )
    assert same(
        components.load_unet(saved, device=CPU, dtype=torch.float16), _as(model.unet, torch.float16)
    )


def test_of_two_variants_the_one_that_fits_is_read(saved, model):
    narrow = saved / "unet" / "diffusion_pytorch_model.fp16.safetensors"
    write_safetensors(narrow, _as(model.unet, torch.float16).state_dict())
    wide = narrow.with_name("diffusion_pytorch_model.safetensors")
    for dtype, broken, read in ((torch.float16, wide, narrow), (torch.float32, narrow, wide)):
        kept = broken.read_bytes()
        broken.write_bytes(kept[:-4] + b"\xff" * 4)  # no number
        components.load_unet(saved, device=CPU, dtype=dtype)  # the other one would raise
        broken.write_bytes(kept)
        assert read.is_file()


def _as(module, dtype):
    import copy

    return copy.deepcopy(module).to(dtype)


def test_shards_are_put_together(saved, model):
    folder, state = saved / "unet", model.unet.state_dict()
    (folder / "diffusion_pytorch_model.safetensors").unlink()
    where = {name: f"part-{len(name) % 2}.safetensors" for name in state}
    for file in set(where.values()):
        write_safetensors(folder / file, {n: t for n, t in state.items() if where[n] == file})
    index = folder / "diffusion_pytorch_model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": where}))
    assert same(components.load_unet(saved, **AS), model.unet)
    (folder / "part-1.safetensors").unlink()
    with pytest.raises(ModelIncomplete, match="part-1"):
        components.load_unet(saved, **AS)


def test_shards_hold_what_the_index_says(saved, model):
    folder, state = saved / "vae", model.vae.state_dict()
    (folder / "diffusion_pytorch_model.safetensors").unlink()
    names = sorted(state)
    write_safetensors(folder / "a.safetensors", {n: state[n] for n in names[:5]})
    write_safetensors(
        folder / "b.safetensors", {n: state[n] for n in names[4:]}
    )  # one of them twice
    where = {n: "a.safetensors" if n in names[:5] else "b.safetensors" for n in names}
    (folder / "diffusion_pytorch_model.safetensors.index.json").write_text(
        json.dumps({"weight_map": where})
    )
    with pytest.raises(ConfigInvalid, match=re.escape(names[4])):
        components.load_vae(saved, **AS)


@pytest.mark.parametrize("shard", ["../vae/x.safetensors", "/etc/passwd", "x.bin", 3, ""])
def test_a_shard_is_a_plain_name(saved, shard):
    (saved / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    index = saved / "unet" / "diffusion_pytorch_model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"conv_in.weight": shard}}))
    with pytest.raises(ConfigInvalid, match="weight_map"):
        components.load_unet(saved, **AS)


def test_weights_by_a_link_out_of_the_folder_are_refused(saved, tmp_path):
    file = saved / "unet" / "diffusion_pytorch_model.safetensors"
    shutil.move(file, tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileUnreadable):
        components.load_unet(saved, **AS)


def test_pickles_are_read_as_data_where_there_is_nothing_else(saved, model, tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    folder = saved / "text_encoder"
    before = components.load_text_encoder(saved, **AS).state_dict()
    torch.save(read_tensors(folder / "model.safetensors", device=CPU), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    after = components.load_text_encoder(saved, **AS).state_dict()
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x02cos\nsystem\n.")
    with pytest.raises(WeightsRefused, match=r"os\.system"):
        components.load_text_encoder(saved, **AS)
    (folder / "pytorch_model.bin").unlink()
    with pytest.raises(ModelIncomplete, match=r"text_encoder/model\.safetensors"):
        components.load_text_encoder(saved, **AS)


def test_weights_of_another_architecture_are_named(saved, model):
    file = saved / "unet" / "diffusion_pytorch_model.safetensors"
    tensors = model.unet.state_dict()
    write_safetensors(file, {**tensors, "add_embedding.linear_1.weight": torch.zeros(2, 2)})
    with pytest.raises(WeightsMismatch, match="add_embedding"):
        components.load_unet(saved, **AS)
    write_safetensors(file, {**tensors, "conv_in.weight": torch.zeros(16, 8, 3, 3)})
    with pytest.raises(ModelUnsupported, match="InstructPix2Pix"):
        components.load_unet(saved, **AS)
    shutil.copy(saved / "vae" / "diffusion_pytorch_model.safetensors", file)
    with pytest.raises(ModelUnsupported, match="a VAE"):
        components.load_unet(saved, **AS)
    write_safetensors(file, {**tensors, "conv_out.bias": torch.zeros(5)})
    with pytest.raises(WeightsMismatch, match=r"conv_out.bias \[5\], not \[4\]"):
        components.load_unet(saved, **AS)


def test_an_image_encoder_comes_back_with_what_joins_it(saved, model):
    back = components.load_image_encoder(saved, 32, **AS)
    assert back is not None
    assert same(back, model.image_encoder)
    assert all(not p.is_meta for p in (*back.parameters(), *back.buffers()))


def test_an_image_encoder_that_nothing_joins_to_the_words_is_left(saved):
    (saved / "image_encoder" / components.JOINT).unlink()
    assert components.load_image_encoder(saved, 32, **AS) is None


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_transformers_reads_the_image_encoder(saved, model):
    from transformers import CLIPVisionModelWithProjection

    theirs = CLIPVisionModelWithProjection.from_pretrained(saved / "image_encoder").eval()
    pixels = torch.rand(2, 3, 16, 16)
    with torch.no_grad():
        want = torch.nn.functional.normalize(theirs(pixels).image_embeds, dim=-1)
        assert torch.equal(model.image_encoder(pixels), want)
