"""The shipped folder: half precision, small enough, read by our library and by diffusers."""

from __future__ import annotations

import json
import zlib
from random import Random

import pytest
import torch
from safetensors.torch import load_file

from core.checkpoints.folder import load_folder
from core.checkpoints.tensors import write_safetensors
from core.files.models import library


@pytest.fixture(scope="module")
def trained(starter, tmp_path_factory):
    """The starter's shapes with random weights, as a training leaves them."""
    from core.checkpoints import components, folder
    from core.checkpoints.tokenizer_files import read_tokenizer

    configs = starter("repository").CONFIGS
    place = tmp_path_factory.mktemp("trained") / "model"
    torch.manual_seed(0)
    model = folder.FolderModel(
        unet=components.build_unet(configs).to_empty(device="cpu"),
        vae=components.build_vae(configs).to_empty(device="cpu"),
        text_encoder=components.build_text_encoder(configs).to_empty(device="cpu"),
        tokenizer=read_tokenizer(configs, length=77, vocab_size=1148),
        schedule=folder.schemas.schedule_config(
            json.loads((configs / "scheduler" / "scheduler_config.json").read_text("utf-8")), ""
        ),
    )
    for part in (model.unet, model.vae, model.text_encoder):
        for parameter in part.parameters():
            torch.nn.init.normal_(parameter, std=0.02)
    folder.save_folder(place, model, torch.float32)
    return place


@pytest.fixture(scope="module")
def shipped(starter, maker, trained, tmp_path_factory):
    scenes = tmp_path_factory.mktemp("scenes")
    lines = []
    for index in range(4):
        rng = Random(index)
        maker.render(maker.facts(rng), rng, 128).save(scenes / f"{index}.png")
        lines.append(json.dumps({"file_name": f"{index}.png", "text": "a scene"}))
    (scenes / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    output = tmp_path_factory.mktemp("shipped") / "starter"
    starter("ship").make_model_folder(trained, scenes, output)
    return output


def test_our_library_reads_it(shipped):
    info = library.describe(shipped)
    assert (info.preset.width, info.preset.height, info.preset.steps) == (128, 128, 20)
    assert info.words is not None
    assert {"teddy bear", "blue", "cute"} <= set(info.words)
    assert "sks" not in info.words


def test_weights_are_the_trained_ones_in_half_precision_and_rounded(starter, shipped, trained):
    device = torch.device("cpu")
    half, whole = (
        load_folder(place, device=device, dtype=torch.float32) for place in (shipped, trained)
    )
    starter("ship").round_to_grid(whole.unet, 4)
    starter("ship").round_to_grid(whole.vae, 12)
    for part in ("unet", "vae", "text_encoder"):
        found, expected = getattr(half, part).state_dict(), getattr(whole, part).state_dict()
        for name, tensor in expected.items():
            assert torch.equal(found[name], tensor.half().float()), (part, name)
    size = sum(path.stat().st_size for path in shipped.rglob("*") if path.is_file())
    assert size < 31e6  # the image encoder, 1.9 MB, is not in this one


def test_the_preview_map_has_a_row_for_each_channel(shipped):
    preview = json.loads((shipped / "latent_preview.json").read_text(encoding="utf-8"))
    assert [len(row) for row in preview["factors"]] == [3, 3, 3, 3]


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_diffusers_loads_it(shipped):
    from diffusers import StableDiffusionPipeline

    pipeline = StableDiffusionPipeline.from_pretrained(str(shipped))
    assert pipeline.unet.config.sample_size == 16
    assert len(pipeline.tokenizer("a teddy bear sks").input_ids) == 6


def test_a_folder_that_is_too_large_is_not_shipped(starter, tmp_path):
    finished, place = tmp_path / "finished", tmp_path / "place"
    finished.mkdir()
    write_safetensors(finished / "big.safetensors", {"w": torch.zeros(8_100_000)}, {})
    with pytest.raises(ValueError, match="at most 32000000"):
        starter("ship").install(finished, place)
    assert not place.exists()


def test_shipping_replaces_what_was_there(starter, tmp_path):
    finished, place = tmp_path / "finished", tmp_path / "place"
    finished.mkdir()
    place.mkdir()
    (finished / "README.md").write_text("new", encoding="utf-8")
    (place / "old.txt").write_text("old", encoding="utf-8")
    assert starter("ship").install(finished, place) == 3
    assert [path.name for path in place.iterdir()] == ["README.md"]


def test_weights_lie_on_a_grid_and_pack_to_half(shipped):
    """The history of the repository keeps every version."""
    file = shipped / "unet" / "diffusion_pytorch_model.safetensors"
    assert len(zlib.compress(file.read_bytes())) < 0.55 * file.stat().st_size
    for name, values in load_file(file).items():
        if values.dim() >= 2:
            assert len(values.unique()) < 120, (
                name
            )  # ten standard deviations of an eighth each, and some


def test_rounding_is_small_beside_the_weights_and_leaves_vectors(starter):
    torch.manual_seed(0)
    layer = torch.nn.Linear(200, 100)
    torch.nn.init.normal_(layer.weight, std=0.03)
    weight, bias = layer.weight.detach().clone(), layer.bias.detach().clone()
    starter("ship").round_to_grid(layer, 8)
    error = (layer.weight.detach() - weight).std() / weight.std()
    assert 0.02 < float(error) < 0.06
    assert torch.equal(layer.bias, bias)
    assert torch.equal(layer.weight, layer.weight.half().float())
