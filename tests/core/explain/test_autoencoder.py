"""A picture there and back: sizes, losses, one number changed, two pictures mixed."""

import math

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.errors import InvalidValue
from core.explain.autoencoder import (
    blended,
    channel_tile,
    difference,
    encoded,
    fit_to,
    passage,
    poked,
    psnr,
)
from core.files.catalogue.finding import find
from core.files.pictures.images import pixel_hash, read_picture
from core.generation.encoding import decode_latents
from core.networks import tiling


@pytest.fixture
def bundle(ask, loader):
    return loader.load(find(ask().model), torch.device("cpu"), torch.float32)


@pytest.fixture
def picture(photo) -> Image.Image:
    return read_picture(photo)


def test_sizes_are_those_of_the_networks_own_stages(bundle, picture) -> None:
    found = passage(bundle, picture)
    sizes = {s.name: (s.channels, s.height, s.width) for s in found.stages}
    assert list(sizes) == [
        *("encoder.conv_in", "encoder.down_blocks.0", "encoder.down_blocks.1"),
        *("encoder.down_blocks.2", "encoder.down_blocks.3", "encoder.mid_block"),
        *("encoder.conv_out", "decoder.conv_in", "decoder.mid_block", "decoder.up_blocks.0"),
        *("decoder.up_blocks.1", "decoder.up_blocks.2", "decoder.up_blocks.3", "decoder.conv_out"),
    ]
    assert sizes["encoder.conv_in"] == (32, 64, 64)
    assert sizes["encoder.conv_out"] == (8, 8, 8)
    assert sizes["decoder.conv_out"] == (3, 64, 64)
    figures = found.figures()
    assert figures["fewer"] == 48
    assert (figures["pixels"], figures["latents"]) == ([64, 64, 3], [8, 8, 4])
    assert not any(m._forward_hooks for m in bundle.vae.modules())


def test_what_comes_back_is_the_decoders_and_its_loss_is_told(bundle, picture) -> None:
    found = passage(bundle, picture)
    with torch.inference_mode():
        assert pixel_hash(found.back) == pixel_hash(decode_latents(bundle, found.latents))
    assert found.figures()["psnr"] == pytest.approx(psnr(picture, found.back))


def test_psnr_equals_a_hand_computation() -> None:
    one, other = Image.new("RGB", (4, 4), (10, 10, 10)), Image.new("RGB", (4, 4), (13, 10, 10))
    assert psnr(one, other) == pytest.approx(10 * math.log10(255**2 / 3))
    assert psnr(one, one) is None
    assert difference(one, other, 10).getpixel((0, 0)) == (158, 128, 128)


def test_one_number_changes_its_surroundings(bundle, picture) -> None:
    latents = encoded(bundle, picture)
    changed, near, box = poked(bundle, latents, (1, 0, 5), 4.0)
    assert int((changed != latents).sum()) == 1
    assert float((changed - latents).sum()) == pytest.approx(4, abs=1e-5)
    assert box == (8, 0, 64, 40)
    assert near.size == (56, 40)
    again, _, _ = poked(bundle, changed, (1, 0, 5), -4.0)
    assert torch.allclose(again, latents, atol=1e-6)
    for cell, name in (((4, 0, 0), "channel"), ((0, 8, 0), "row"), ((0, 0, -1), "column")):
        with pytest.raises(InvalidValue, match=name):
            poked(bundle, latents, cell, 1.0)
    with pytest.raises(InvalidValue, match="amount"):
        poked(bundle, latents, (0, 0, 0), math.inf)


def test_a_blend_goes_from_one_to_the_other(bundle, picture) -> None:
    other = Image.new("RGB", (32, 32), "navy")
    whole = passage(bundle, picture)
    in_latents, in_pixels = blended(bundle, picture, other, 0.0)
    assert pixel_hash(in_latents) == pixel_hash(whole.back)
    assert pixel_hash(in_pixels) == pixel_hash(picture)
    _, last = blended(bundle, picture, other, 1.0)
    assert last.getpixel((5, 5)) == (0, 0, 128)
    with pytest.raises(InvalidValue, match="share"):
        blended(bundle, picture, other, 1.5)


def test_a_channel_is_shown_on_its_own_scale() -> None:
    tile = channel_tile(torch.tensor([[-3.0, 0.0], [0.0, 5.0]]))
    assert (tile[0, 0, 0], tile[1, 1, 0]) == (0, 255)
    assert np.array_equal(channel_tile(torch.zeros(2, 2)), np.zeros((2, 2, 3), np.uint8))


def test_large_or_odd_pictures_are_brought_to_whole_cells(bundle) -> None:
    assert fit_to(bundle, Image.new("RGB", (70, 35))).size == (64, 32)
    assert fit_to(bundle, Image.new("RGB", (3, 3))).size == (8, 8)
    assert max(fit_to(bundle, Image.new("RGB", (4000, 1000))).size) == bundle.info.preset.width


def test_tiles_are_no_stages(bundle, picture, monkeypatch) -> None:
    whole = passage(bundle, picture).stages
    monkeypatch.setattr(tiling, "TILE", 4)  # 64 px are 8 cells: thinned out, then one tile
    bundle.use(("tiled",))
    try:
        assert passage(bundle, picture).stages == whole
    finally:
        bundle.use(())
