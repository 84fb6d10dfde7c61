"""The loader: one model at a time, kept while nothing changed."""

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.contract.errors import WeightsTruncated
from core.generation.loader import Loader

CPU = torch.device("cpu")


def test_second_load_costs_nothing(loader, info) -> None:
    first = loader.load(info, CPU, torch.float32)
    assert loader.load(info, CPU, torch.float32) is first
    assert loader.reads == ["tiny"]
    assert loader.loaded is first


def test_other_dtype_is_another_load(loader, info) -> None:
    loader.load(info, CPU, torch.float32)
    loader.load(info, CPU, torch.bfloat16)
    assert len(loader.reads) == 2


def test_changed_weights_are_read_anew(loader, info) -> None:
    loader.load(info, CPU, torch.float32)
    weights = Path(info.path) / "unet" / "diffusion_pytorch_model.safetensors"
    weights.write_bytes(b"other weights")
    loader.load(info, CPU, torch.float32)
    assert len(loader.reads) == 2


@pytest.mark.parametrize("name", ["scheduler/scheduler_config.json", "tokenizer/merges.txt"])
def test_changed_settings_are_read_anew(loader, info, name) -> None:
    loader.load(info, CPU, torch.float32)
    (Path(info.path) / name).parent.mkdir()
    (Path(info.path) / name).write_text("{}")
    loader.load(info, CPU, torch.float32)
    assert len(loader.reads) == 2


def test_a_picture_drawn_into_the_model_folder_changes_nothing(loader, info) -> None:
    loader.load(info, CPU, torch.float32)
    (Path(info.path) / "picture.png").write_bytes(b"")
    loader.load(info, CPU, torch.float32)
    assert len(loader.reads) == 1


def test_old_model_is_gone_before_the_new_is_read(info, tiny_model) -> None:
    alive: list[bool] = []
    kept: list[weakref.ref] = []

    def read(path, *, device, dtype, parts):
        gc.collect()
        alive.append(bool(kept) and kept[-1]() is not None)
        return replace(tiny_model)

    loader = Loader(find=lambda name: info, read=read)
    kept.append(weakref.ref(loader.load(info, CPU, torch.float32)))
    loader.load(info, CPU, torch.bfloat16)
    assert alive == [False, False]


def test_a_failed_load_leaves_nothing_loaded(info, tiny_model) -> None:
    fail = [False]

    def read(path, *, device, dtype, parts):
        if fail[0]:
            raise WeightsTruncated(str(path), 2, 1)
        return tiny_model

    loader = Loader(find=lambda name: info, read=read)
    loader.load(info, CPU, torch.float32)
    fail[0] = True
    with pytest.raises(WeightsTruncated):
        loader.load(info, CPU, torch.float16)
    assert loader.loaded is None


def test_unload_lets_go(loader, info) -> None:
    kept = weakref.ref(loader.load(info, CPU, torch.float32))
    loader.unload()
    loader.unload()
    gc.collect()
    assert kept() is None


def test_weights_stay_trainable_when_loaded_in_inference_mode(info, tiny_model) -> None:
    made: list[torch.Tensor] = []

    def read(path, *, device, dtype, parts):
        made.append(torch.zeros(1))
        return tiny_model

    with torch.inference_mode():
        Loader(find=lambda name: info, read=read).load(info, CPU, torch.float32)
    assert not made[0].is_inference()


def test_the_outline_needs_no_weights_and_is_kept(loader, info) -> None:
    outline = loader.outline(info)
    assert loader.outline(info) is outline
    assert outline.numbers["unet"] > 0
    assert loader.reads == []


def test_parts_of_an_offloaded_model_come_from_its_files(tiny_model_folder, tmp_path) -> None:
    loader = Loader()
    info = loader.find(str(tiny_model_folder))
    whole = Loader().load(info, CPU, torch.bfloat16)
    bundle = loader.load(info, CPU, torch.bfloat16, savings=("offload",))
    for part, networks in (
        ("text", [(bundle.readers[0].encoder, whole.readers[0].encoder)]),
        ("unet", [(bundle.unet, whole.unet)]),
        ("vae", [(bundle.vae, whole.vae)]),
    ):
        bundle.hold(part)
        for mine, theirs in networks:
            expected = dict(theirs.named_parameters())
            assert {p.dtype for p in mine.parameters()} == {torch.bfloat16}
            assert all(torch.equal(p, expected[name]) for name, p in mine.named_parameters())
    assert next(bundle.unet.parameters()).device.type == "meta"
    again = loader.load(info, CPU, torch.bfloat16)
    assert again is bundle
    assert next(bundle.unet.parameters()).device.type == "cpu"


def test_another_vae_is_offloaded_like_the_own_one(tiny_model_folder) -> None:
    loader = Loader()
    info = loader.find(str(tiny_model_folder))
    vae = str(tiny_model_folder / "vae")
    bundle = loader.load(info, CPU, torch.float32, vae, savings=("offload",))
    bundle.hold("vae")
    expected = dict(Loader().load(info, CPU, torch.float32).vae.named_parameters())
    assert all(torch.equal(p, expected[name]) for name, p in bundle.vae.named_parameters())
