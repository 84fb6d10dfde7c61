"""A caption's context does not depend on the company it is asked for in."""

from __future__ import annotations

import pytest
import torch

from core.training.caches import text_cache
from core.training.caches.text_cache import TextCache
from core.training.parts import Parts


@pytest.fixture
def build(make_config, make_setting):
    config = make_config("unet")
    parts = Parts.of(config)
    encoder = parts.text_encoder()
    return lambda: TextCache(encoder, parts.tokenizer(encoder.config), make_setting(config))


def test_kept_contexts_equal_the_encoder(build):
    cache = build()
    on_the_fly = cache.contexts(["no 3", ""])
    assert list(cache.prepare())[-1].done == 13  # twelve captions and the empty text
    assert torch.allclose(cache.contexts(["no 3", ""]), on_the_fly, atol=1e-6)
    assert on_the_fly.shape == (2, 12, 16)
    assert not cache.contexts(["no 3"]).requires_grad


@pytest.mark.parametrize("fits", [True, False])
def test_company_does_not_matter(build, monkeypatch, fits):
    if not fits:
        monkeypatch.setattr(text_cache, "memory_allowance", lambda: 10)
    cache = build()
    assert cache.fits == fits
    steps = list(cache.prepare())
    assert bool(steps) == fits
    alone = cache.contexts(["no 5"])
    among = cache.contexts(["no 1", "", "no 5", "no 7"])
    assert torch.equal(alone[0], among[2])
