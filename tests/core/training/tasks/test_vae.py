"""The autoencoder task: crops, figures, and the scaling factor it measures."""

from __future__ import annotations

import json

import pytest
import torch

from core.checkpoints.components import load_vae
from core.contract.errors import InvalidValue
from core.training.data.order import Batch
from core.training.parts import Parts
from core.training.task import trained_parameters
from core.training.tasks.vae import VaeTask


def build(config, make_setting) -> VaeTask:
    return VaeTask(make_setting(config), Parts.of(config))


def test_loss_is_a_function_of_the_batch(make_config, make_setting):
    task = build(make_config("vae", crop=8), make_setting)
    batch = Batch(0, 3, [1, 2], [0, 1])
    assert torch.equal(task.loss(batch), task.loss(batch))
    assert not torch.equal(task.loss(batch), task.loss(Batch(0, 4, [1, 2], [0, 1])))


def test_kl_counts_with_its_weight(make_config, make_setting):
    batch = Batch(0, 0, [1, 2], [0, 1])
    losses = [
        build(make_config("vae", kl_weight=weight), make_setting).loss(batch)
        for weight in (0.0, 0.5, 1.0)
    ]
    assert losses[0] < losses[1] < losses[2]
    assert torch.allclose(losses[2] - losses[1], losses[1] - losses[0], rtol=1e-3)


def test_crops_are_parts_of_their_pictures(make_config, make_setting):
    setting = make_setting(make_config("vae", crop=8))
    task = VaeTask(setting, Parts.of(setting.config))
    seen = set()
    for step in range(12):
        (crop,) = task._crops(Batch(0, step, [4], [0]))
        (whole,) = setting.pixels([4])
        places = [
            (top, left)
            for top in range(9)
            for left in range(9)
            if torch.equal(whole[:, top : top + 8, left : left + 8], crop)
        ]
        assert places
        seen.add(places[0])
    assert len(seen) > 3


def test_the_scaling_factor_makes_unit_latents(make_config, make_setting, tmp_path):
    task = build(make_config("vae"), make_setting)
    task.export(tmp_path / "out", 4)
    vae = load_vae(tmp_path / "out", device=torch.device("cpu"), dtype=torch.float32)
    with torch.no_grad():
        posterior = vae.encode(make_setting(make_config("vae")).pixels(range(12)))
        noise = torch.randn(
            (200, *posterior.mean.shape), generator=torch.Generator().manual_seed(0)
        )
        latents = vae.to_latents(posterior.sample(noise))
    assert latents.std().item() == pytest.approx(1.0, abs=0.02)
    data = json.loads((tmp_path / "out/vae/config.json").read_text())
    assert data["scaling_factor"] == vae.config.scaling_factor


def test_a_frozen_encoder_leaves_the_latents_as_they_are(
    make_config, make_setting, frozen_model, tmp_path
):
    config = make_config("vae", freeze_encoder=True, init_from=str(frozen_model))
    task = build(config, make_setting)
    trained = trained_parameters(task)
    assert trained
    assert all(name.startswith(("vae.decoder.", "vae.post_quant_conv.")) for name in trained)
    task.loss(Batch(0, 0, [1, 2], [0, 1])).backward()
    assert all(parameter.grad is not None for parameter in trained.values())
    task.export(tmp_path / "out", 4)
    before, after = (
        load_vae(place, device=torch.device("cpu"), dtype=torch.float32)
        for place in (frozen_model, tmp_path / "out")
    )
    pixels = make_setting(config).pixels([0, 1])
    with torch.no_grad():
        latents = [vae.to_latents(vae.encode(pixels).mean) for vae in (before, after)]
    assert torch.equal(*latents)


def test_a_frozen_encoder_must_have_learned_something(make_config, make_setting):
    with pytest.raises(InvalidValue, match="trained vae"):
        build(make_config("vae", freeze_encoder=True), make_setting)


def test_figures_and_samples_look_at_held_out_pictures(make_config, make_setting):
    task = build(make_config("vae"), make_setting)
    assert 0 < task.report()["psnr"] < 30
    assert task.sample().size == (16, 32)  # one held out of twelve: itself above its copy


@pytest.mark.parametrize("changes", [{"crop": 8}, {"crop": None}])
def test_sides_must_divide_into_cells(make_config, make_setting, changes, tmp_path):
    config = make_config("vae", **changes)
    deep = tmp_path / "configs/vae"
    deep.mkdir(parents=True)
    data = json.loads((Parts.of(config).model_config / "vae/config.json").read_text())
    levels = 5 if changes["crop"] else 6  # cells of 16 or 32 px
    data["block_out_channels"] = [8] * levels
    data["down_block_types"] = ["DownEncoderBlock2D"] * levels
    data["up_block_types"] = ["UpDecoderBlock2D"] * levels
    (deep / "config.json").write_text(json.dumps(data))
    with pytest.raises(InvalidValue, match="multiple of"):
        build(make_config("vae", model_config=str(deep.parent), **changes), make_setting)
