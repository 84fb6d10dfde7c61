"""Posteriors are computed once, kept exactly, and known by what they were made from."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from core.training import latent_cache
from core.training.latent_cache import ENCODE_BATCH, Encoding
from core.training.parts import Parts


@pytest.fixture
def setting(make_config, make_setting):
    return make_setting(make_config("unet"))


def test_it_holds_what_the_autoencoder_says(setting):
    vae = Parts.of(setting.config).vae()
    encoding = Encoding(vae, setting)
    last = list(encoding)[-1]
    assert (last.done, last.total) == (12, 12)
    with torch.no_grad():
        expected = vae.encode(setting.pixels([7, 2]))
    found = encoding.cache.posterior([7, 2])
    assert torch.allclose(found.mean, expected.mean, atol=2e-3)
    assert torch.allclose(found.logvar, expected.logvar, atol=2e-3)
    assert ENCODE_BATCH > 12


def test_it_comes_back_bit_equal_and_only_for_its_key(setting, tmp_path):
    encoding = Encoding(Parts.of(setting.config).vae(), setting)
    list(encoding)
    assert not latent_cache.is_ready(tmp_path, "k")
    latent_cache.write(tmp_path, encoding.cache, "k")
    assert latent_cache.is_ready(tmp_path, "k")
    assert not latent_cache.is_ready(tmp_path, "other")
    back = latent_cache.read(tmp_path)
    assert torch.equal(back.mean, encoding.cache.mean)
    assert torch.equal(back.logvar, encoding.cache.logvar)


def test_the_key_follows_weights_and_precision(setting):
    key = latent_cache.cache_key(setting, "a")
    assert key == latent_cache.cache_key(setting, "a")
    assert key != latent_cache.cache_key(setting, "b")
    assert key != latent_cache.cache_key(dataclasses.replace(setting, dtype=torch.bfloat16), "a")
