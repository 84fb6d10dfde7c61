"""One look tells eps from v: for answers made up, networks built to be one or the other, and the starter."""

import math
from dataclasses import replace

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from core.files import folders
from core.files.catalogue import finding
from core.files.models import library
from core.generation import probe as module
from core.generation.bundle import ModelBundle
from core.generation.loader import Loader
from core.generation.probe import judged, probe, settled
from core.networks.unet import UNet

SIGNAL = 0.0682  # sqrt(a) at the last step of Stable Diffusion
CPU = torch.device("cpu")


def noise(seed=0, size=32):
    return torch.randn(1, 4, size, size, generator=torch.Generator().manual_seed(seed))


def picture(seed):
    """Smooth, as the mean of many pictures is."""
    return F.interpolate(noise(seed, 4), size=(32, 32), mode="bicubic")


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("strength", [0.05, 0.3, 1.0])
def test_answers_of_each_kind(seed, strength):
    x, mean = noise(seed), strength * picture(seed + 100)
    error = 0.3 * noise(seed + 200)
    assert judged(x, x + error) == "eps"
    assert judged(x, 0.9 * x + 0.2 * mean) == "eps"
    if strength > 0.1:
        assert judged(x, SIGNAL * x - math.sqrt(1 - SIGNAL**2) * mean) == "v"
        assert judged(x, -mean) == "v"


@pytest.mark.parametrize("seed", range(5))
def test_answers_that_settle_nothing(seed):
    x = noise(seed)
    for answer in (
        torch.zeros_like(x),
        torch.ones_like(x),
        noise(seed + 50),
        -x,
        0.5 * x + noise(9),
    ):
        assert judged(x, answer) is None


class Answering(nn.Module):
    """A U-Net in all but its answer."""

    def __init__(self, unet, answer):
        super().__init__()
        self.config, self.answer, self.seen = unet.config, answer, []

    def forward(self, x, t, context, pooled=None, size_ids=None):
        self.seen.append((tuple(x.shape), float(t[0]), tuple(context.shape)))
        return self.answer(x[:, :4])


@pytest.fixture
def bundle(info, tiny_model) -> ModelBundle:
    return ModelBundle.of(replace(info, basis="family"), tiny_model, None, CPU, torch.float32)


def eps_like(x):
    return 0.98 * x


def v_like(x):
    return SIGNAL * x - 0.4 * picture(3)


@pytest.mark.parametrize(("answer", "prediction"), [(eps_like, "eps"), (v_like, "v")])
def test_a_network_is_asked_once_at_the_last_step(bundle, answer, prediction):
    bundle.unet = Answering(bundle.unet, answer)
    assert probe(bundle) == prediction
    ((shape, t, context),) = bundle.unet.seen
    assert (shape, t, context[:2]) == ((1, 4, 32, 32), 999.0, (1, 77))


def test_an_inpainting_network_sees_a_hidden_picture(bundle):
    bundle.unet = Answering(bundle.unet, v_like)
    bundle.unet.config = replace(bundle.unet.config, in_channels=9)
    assert probe(bundle) == "v"
    assert bundle.unet.seen[0][0] == (1, 9, 32, 32)


def test_a_real_network_whose_way_through_is_the_identity_predicts_eps(bundle, tiny_model):
    """conv_in → the last skip → conv_out, all else silenced: silu(x) - silu(-x) = x."""
    import copy

    unet = copy.deepcopy(tiny_model.unet)
    with torch.no_grad():
        for parameter in unet.parameters():
            parameter.zero_()
        for block in unet.modules():
            if isinstance(block, nn.GroupNorm):
                block.weight.fill_(1)
        for channel in range(4):
            unet.conv_in.weight[channel, channel, 1, 1] = 1
            unet.conv_in.weight[channel + 4, channel, 1, 1] = -1
            unet.conv_out.weight[channel, channel, 1, 1] = 1
            unet.conv_out.weight[channel, channel + 4, 1, 1] = -1
        last = unet.up_blocks[-1].resnets[-1]
        for channel in range(8):
            last.conv_shortcut.weight[channel, 8 + channel, 0, 0] = 1
    bundle.unet = unet
    assert probe(bundle) == "eps"


def test_random_networks_keep_their_family_s_usual(bundle):
    assert probe(bundle) is None
    assert settled(bundle) is bundle


def test_a_network_that_is_told_the_guidance_is_asked_too(bundle):
    bundle.unet = UNet(replace(bundle.unet.config, time_cond_proj_dim=16)).eval()
    assert probe(bundle) is None


def test_the_trained_starter_answers_as_its_own_file_says():
    bundle = Loader().load(finding.find("starter"), CPU, torch.float32)
    assert probe(bundle) == bundle.info.prediction


@pytest.mark.parametrize("writable", [True, False])
def test_what_was_found_is_drawn_with_and_kept(bundle, tmp_path, monkeypatch, writable):
    path = tmp_path / "a.safetensors"
    path.write_bytes(b"x")
    bundle.info = replace(bundle.info, path=str(path), prediction="eps")
    bundle.unet = Answering(bundle.unet, v_like)
    kept = []
    monkeypatch.setattr(module, "remember_probe", lambda *told: kept.append(told))
    again = replace(bundle.info, prediction="v", basis="probe", sample_size=768)
    if writable:
        monkeypatch.setattr(library, "describe", lambda place: again)
    found = settled(bundle)
    assert kept == [(path, "v")]
    assert (found.info.prediction, found.info.basis) == ("v", "probe")
    assert found.info.sample_size == (768 if writable else bundle.info.sample_size)
    assert found.schedule.prediction == "v_prediction"
    assert folders.cache() != path.parent
