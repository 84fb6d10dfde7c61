"""Tiles: the same picture where one is enough, and hardly another where several are."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from torch import Tensor

from core.checkpoints import components
from core.files import folders
from core.networks import tiling
from core.networks.configs import VAEConfig
from core.networks.vae import VAE
from tests.support.tracked_memory import Tracked

SMALL = VAEConfig(block_out_channels=(8, 8, 8, 8), layers_per_block=1, norm_num_groups=4)


@pytest.fixture(scope="module")
def starter() -> VAE:
    folder = folders.resources() / "models" / "starter"
    return components.load_vae(folder, device=torch.device("cpu"), dtype=torch.float32)


@pytest.fixture(scope="module")
def picture() -> Tensor:
    """One drawing of the starter, enlarged to 384 × 640 px: (1,3,H,W) in [-1,1]."""
    image = Image.open(Path(folders.resources()) / "models" / "starter" / "grid.png")
    pixels = np.asarray(image.convert("RGB").crop((4, 4, 124, 76)).resize((640, 384)), np.float32)
    return torch.from_numpy(pixels).permute(2, 0, 1)[None] / 127.5 - 1


@pytest.fixture(scope="module")
def small() -> VAE:
    torch.manual_seed(0)
    return VAE(SMALL).eval()


@given(st.integers(1, 700))
def test_tiles_cover_all_and_share_enough(length) -> None:
    found = tiling.spans(length)
    assert (found[0][0], found[-1][1]) == (0, length)
    assert len({end - begin for begin, end in found}) == 1
    assert found[0][1] - found[0][0] <= tiling.TILE
    assert all(one[1] - other[0] >= tiling.OVERLAP for one, other in pairwise(found))


@given(st.integers(tiling.TILE + 1, 400))
def test_the_shares_of_all_tiles_add_up_to_one(length) -> None:
    found = tiling.spans(length)
    total = torch.zeros(8 * length)
    for begin, end in found:
        share = tiling._share((begin, end), found, 8, torch.device("cpu"))
        assert (share >= 0).all()
        total[8 * begin : 8 * end] += share
    assert torch.allclose(total, torch.ones_like(total), atol=1e-6)


@torch.inference_mode()
def test_within_one_tile_nothing_changes(small) -> None:
    latents, pixels = torch.randn(1, 4, 64, 40), torch.randn(1, 3, 512, 64)
    assert torch.equal(tiling.to_pixels_tiled(small, latents), small.to_pixels(latents))
    tiled, whole = tiling.encode_tiled(small, pixels), small.encode(pixels)
    assert torch.equal(tiled.mean, whole.mean)
    assert torch.equal(tiled.logvar, whole.logvar)


@torch.inference_mode()
def test_a_picture_of_several_tiles_is_nearly_the_same(starter, picture) -> None:
    """In levels of 255; without the shared middle and norms the largest difference is beyond 20."""
    whole = starter.encode(picture)
    latents = starter.to_latents(whole.mean)
    straight = starter.to_pixels(latents).clamp(-1, 1)
    tiled = tiling.to_pixels_tiled(starter, latents).clamp(-1, 1)
    levels = (straight - tiled).abs() * 127.5
    assert levels.max() < 5
    assert levels.mean() < 0.5
    found = tiling.encode_tiled(starter, picture)
    assert (found.mean - whole.mean).pow(2).mean().sqrt() < 0.02 * whole.mean.std()


@torch.inference_mode()
def test_there_is_no_seam(starter, picture) -> None:
    """Neighbouring columns of the difference are as alike at a tile's edge as anywhere."""
    latents = starter.to_latents(starter.encode(picture).mean)
    difference = starter.to_pixels(latents) - tiling.to_pixels_tiled(starter, latents)
    jumps = (difference[..., 1:] - difference[..., :-1]).abs().mean(dim=(0, 1, 2))  # (W-1,)
    edges = [8 * place for span in tiling.spans(latents.shape[-1]) for place in span]
    at_edges = jumps[[edge - 1 for edge in edges if 0 < edge < difference.shape[-1]]]
    assert at_edges.max() < 3 * jumps.mean()
    assert at_edges.max() * 127.5 < 0.5


@torch.inference_mode()
def test_the_network_is_as_before(small) -> None:
    latents = torch.randn(1, 4, 80, 16)
    before = small.to_pixels(latents)
    tiling.to_pixels_tiled(small, latents)
    assert torch.equal(small.to_pixels(latents), before)


@torch.inference_mode()
def test_an_error_inside_leaves_the_network_as_it_was(small, monkeypatch) -> None:
    latents = torch.randn(1, 4, 80, 16)
    before = small.to_pixels(latents)
    monkeypatch.setattr(tiling, "_in_tiles", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tiling.to_pixels_tiled(small, latents)
    assert torch.equal(small.to_pixels(latents), before)


@torch.inference_mode()
def test_half_precision_gives_its_own_type(small) -> None:
    half = VAE(SMALL).eval().bfloat16()
    latents = torch.randn(1, 4, 80, 16, dtype=torch.bfloat16)
    assert tiling.to_pixels_tiled(half, latents).dtype is torch.bfloat16


@torch.inference_mode()
def test_a_large_picture_takes_less_memory(small) -> None:
    latents = torch.randn(1, 4, 128, 128)
    with Tracked() as whole:
        small.to_pixels(latents)
    with Tracked() as tiled:
        tiling.to_pixels_tiled(small, latents)
    assert tiled.peak < 0.6 * whole.peak


def test_what_the_scales_are_is_what_a_group_norm_does() -> None:
    norm = torch.nn.GroupNorm(2, 6)
    torch.nn.init.normal_(norm.weight)
    torch.nn.init.normal_(norm.bias)
    x = F.interpolate(torch.randn(2, 6, 5, 4), scale_factor=2.0) + 3
    assert torch.allclose(tiling._scaled(*tiling._scale(norm, x), x), norm(x), atol=1e-5)


def test_a_narrow_strip_can_be_encoded_in_tiles(small) -> None:
    with torch.no_grad():
        found = tiling.encode_tiled(small, torch.zeros(1, 3, 8, 1024))
    assert found.mean.shape[-2:] == (1, 128)
