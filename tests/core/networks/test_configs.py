"""A config knows its levels, heads and depths."""

from __future__ import annotations

from core.networks.configs import UNetConfig, VAEConfig


def test_one_number_counts_for_every_level():
    config = UNetConfig(attention_head_dim=8, transformer_layers_per_block=2)
    assert config.heads == (8, 8, 8, 8)
    assert config.depths == (2, 2, 2, 2)


def test_a_number_for_each_level_is_kept():
    config = UNetConfig(
        attention_head_dim=(5, 10, 20, 20), transformer_layers_per_block=(1, 2, 10, 1)
    )
    assert config.heads == (5, 10, 20, 20)
    assert config.depths == (1, 2, 10, 1)


def test_downscale_is_one_halving_a_level_but_the_last():
    assert VAEConfig().downscale == 8
    assert VAEConfig(block_out_channels=(16, 32)).downscale == 2
