"""The formula against what torch's tensors really hold while the networks run."""

import pytest
import torch

from core.networks.activations import decoder_numbers, encoder_numbers, unet_numbers
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE
from tests.support.tracked_memory import Tracked

TOLERANCE = 0.06  # of the measured peak
CROSS = ("CrossAttnDownBlock2D", "CrossAttnUpBlock2D")
SD1 = UNetConfig(block_out_channels=(32, 64, 128, 128))
SDXL = UNetConfig(
    block_out_channels=(32, 64, 128),
    down_block_types=("DownBlock2D", CROSS[0], CROSS[0]),
    up_block_types=(CROSS[1], CROSS[1], "UpBlock2D"),
    transformer_layers_per_block=(1, 2, 10),
    attention_head_dim=(1, 2, 4),
    use_linear_projection=True,
)
STARTER = UNetConfig(
    block_out_channels=(64, 128, 192),
    down_block_types=("DownBlock2D", CROSS[0], CROSS[0]),
    up_block_types=(CROSS[1], CROSS[1], "UpBlock2D"),
    layers_per_block=1,
    norm_num_groups=8,
)
VAE_SD = VAEConfig(block_out_channels=(32, 64, 128, 128))
VAE_STARTER = VAEConfig(block_out_channels=(16, 32, 64, 128), layers_per_block=1, norm_num_groups=4)


def unet_peak(config, batch, height, width) -> int:
    network = UNet(config)
    x = torch.zeros(batch, 4, height, width)
    context = torch.zeros(batch, 77, config.cross_attention_dim)
    with torch.inference_mode(), Tracked() as tracked:
        network(x, torch.tensor([5.0]), context)
    return tracked.peak


@pytest.mark.parametrize("config", [SD1, SDXL, STARTER], ids=["sd1", "sdxl", "starter"])
@pytest.mark.parametrize(("batch", "height", "width"), [(2, 16, 16), (1, 24, 16), (5, 16, 8)])
def test_the_unet(config, batch, height, width) -> None:
    predicted = 4 * unet_numbers(config, batch, height, width)
    assert predicted == pytest.approx(unet_peak(config, batch, height, width), rel=TOLERANCE)


def test_an_odd_map() -> None:
    predicted = 4 * unet_numbers(SD1, 1, 17, 24)
    assert predicted == pytest.approx(unet_peak(SD1, 1, 17, 24), rel=TOLERANCE)


@pytest.mark.parametrize("config", [VAE_SD, VAE_STARTER], ids=["sd", "starter"])
@pytest.mark.parametrize(("height", "width"), [(16, 16), (8, 24)])
def test_the_autoencoder(config, height, width) -> None:
    network = VAE(config)
    with torch.inference_mode(), Tracked() as tracked:
        network.decode(torch.zeros(1, 4, height, width))
    assert 4 * decoder_numbers(config, 1, height, width) == pytest.approx(
        tracked.peak, rel=TOLERANCE
    )
    pixels = torch.zeros(1, 3, 8 * height, 8 * width)
    with torch.inference_mode(), Tracked() as tracked:
        network.encode(pixels)
    predicted = 4 * encoder_numbers(config, 1, 8 * height, 8 * width)
    assert predicted == pytest.approx(tracked.peak, rel=TOLERANCE)


def test_without_fused_attention_two_matrices_of_places_are_there() -> None:
    places = 32 * 32
    fused, not_fused = (unet_numbers(SD1, 2, 32, 32, fused=fused) for fused in (True, False))
    assert not_fused > fused
    assert not_fused > 2 * 2 * 8 * places**2


def test_twice_the_area_takes_about_twice_as_much() -> None:
    for numbers in (unet_numbers(SD1, 2, 64, 128), decoder_numbers(VAE_SD, 2, 64, 128)):
        assert numbers > 0
    assert unet_numbers(SD1, 2, 64, 128) == 2 * unet_numbers(SD1, 2, 64, 64)
