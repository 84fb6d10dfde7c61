"""The autoencoder equals diffusers' AutoencoderKL from the same state dict."""

from __future__ import annotations

import diffusers
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.configs import VAEConfig
from core.networks.vae import VAE, Posterior


def oracle_of(config: VAEConfig) -> diffusers.AutoencoderKL:
    levels = len(config.block_out_channels)
    fields = {name: getattr(config, name) for name in config.__dataclass_fields__}
    return diffusers.AutoencoderKL(
        **fields,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
    ).eval()


@pytest.mark.oracle
@settings(max_examples=8, deadline=None)
@given(
    widths=st.lists(st.sampled_from([8, 16, 24]), min_size=2, max_size=4).map(tuple),
    layers=st.integers(1, 2),
    channels=st.sampled_from([4, 16]),
    seed=st.integers(0, 99),
)
def test_equals_diffusers_on_random_configs(widths, layers, channels, seed):
    config = VAEConfig(
        block_out_channels=widths,
        layers_per_block=layers,
        norm_num_groups=8,
        latent_channels=channels,
    )
    torch.manual_seed(seed)
    oracle, ours = oracle_of(config), VAE(config).eval()
    ours.load_state_dict(oracle.state_dict(), strict=True)
    pixels = torch.rand(2, 3, 32, 48) * 2 - 1
    with torch.no_grad():
        expected, actual = oracle.encode(pixels).latent_dist, ours.encode(pixels)
        torch.testing.assert_close(actual.mean, expected.mean, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(actual.logvar, expected.logvar, rtol=1e-4, atol=1e-5)
        decoded = oracle.decode(expected.mean).sample
        torch.testing.assert_close(ours.decode(expected.mean), decoded, rtol=1e-4, atol=1e-4)


def test_the_default_config_has_the_size_of_stable_diffusion_1():
    with torch.device("meta"):
        vae = VAE(VAEConfig())
    assert sum(p.numel() for p in vae.parameters()) == 83_653_863


def test_scaling_is_undone():
    vae = VAE(VAEConfig(block_out_channels=(8, 8), layers_per_block=1, norm_num_groups=4))
    unscaled = torch.randn(1, 4, 8, 8)
    with torch.no_grad():
        expected = vae.decode(unscaled)
        torch.testing.assert_close(vae.to_pixels(vae.to_latents(unscaled)), expected)


def test_a_sample_is_mean_plus_deviation_times_noise():
    mean, noise = torch.tensor([[[[2.0]]]]), torch.tensor([[[[3.0]]]])
    posterior = Posterior(mean, torch.log(torch.tensor([[[[0.25]]]])))
    torch.testing.assert_close(posterior.sample(noise), torch.tensor([[[[3.5]]]]))
