"""Posteriors are computed once, kept exactly, and known by what they were made from."""

from __future__ import annotations

import dataclasses

import pytest
import torch

from core.contract.errors import LatentsNotFinite
from core.files.photos.crop import WHOLE
from core.training.caches import latent_cache
from core.training.caches.latent_cache import Encoding, Extras, encode_batch
from core.training.data.dataset import PictureSet
from core.training.data.framing import Frame
from core.training.data.order import Batch
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


def test_large_pictures_go_through_the_autoencoder_one_by_one():
    assert encode_batch(64, 64, 100) == 16
    assert encode_batch(64, 64, 5) == 5
    assert encode_batch(256, 256, 100) == 1
    assert encode_batch(512, 512, 100) == 1
    assert encode_batch(1024, 1024, 100) == 1
    assert encode_batch(512, 512, 0) == 1


def test_it_comes_back_bit_equal_and_only_for_its_key(setting, tmp_path):
    encoding = Encoding(Parts.of(setting.config).vae(), setting)
    list(encoding)
    assert not latent_cache.is_ready(tmp_path, "k")
    latent_cache.write(tmp_path, encoding.cache, "k")
    assert latent_cache.is_ready(tmp_path, "k")
    assert not latent_cache.is_ready(tmp_path, "other")
    back = latent_cache.read(tmp_path, setting.pictures)
    assert back.tensors.keys() == encoding.cache.tensors.keys()
    for name, tensor in back.tensors.items():
        assert torch.equal(tensor, encoding.cache.tensors[name])


def framed(setting, sizes):
    """The same pictures, each at its own size."""
    frames = [Frame(size, (16, 16), WHOLE) for size in sizes]
    pictures = setting.pictures
    return dataclasses.replace(
        setting,
        pictures=PictureSet(pictures.folder, pictures.entries, pictures.resolution, frames),
    )


def test_pictures_of_several_sizes_lie_in_one_cache(setting, tmp_path):
    setting = framed(setting, [(16, 16), (24, 16), (16, 24)] * 4)
    vae = Parts.of(setting.config).vae()
    encoding = Encoding(vae, setting)
    assert [p.done for p in encoding] == [4, 8, 12]
    latent_cache.write(tmp_path, encoding.cache, "k")
    cache = latent_cache.read(tmp_path, setting.pictures)
    for numbers in ([0, 9], [4, 1], [11, 2]):
        with torch.no_grad():
            expected = vae.encode(setting.pixels(numbers)).mean
        assert torch.allclose(cache.posterior(numbers).mean, expected, atol=2e-3)


def test_each_second_time_a_picture_is_seen_in_the_mirror(setting):
    vae = Parts.of(setting.config).vae()
    encoding = Encoding(vae, setting, Extras(mirror=True))
    list(encoding)
    with torch.no_grad():
        pixels = setting.pixels([3])
        plain, turned = vae.encode(pixels).mean, vae.encode(pixels.flip(-1)).mean
    seen = []
    for step in range(60):
        batch = Batch(0, step, [3], [0])
        found = encoding.cache.posterior_of(batch).mean
        (is_mirrored,) = encoding.cache.mirrored(batch)
        assert torch.allclose(found, turned if is_mirrored else plain, atol=2e-3)
        seen.append(is_mirrored)
    assert 15 < sum(seen) < 45


def test_without_mirror_nothing_is_ever_turned(setting):
    encoding = Encoding(Parts.of(setting.config).vae(), setting)
    assert not any(
        encoding.cache.mirrored(Batch(0, step, [1, 2], [0, 1])) != [False, False]
        for step in range(20)
    )


def test_masks_follow_their_picture_into_the_mirror(setting):
    def mask(number):
        values = torch.zeros(16, 16)
        values[:, :8] = 1  # the left half
        return values

    encoding = Encoding(Parts.of(setting.config).vae(), setting, Extras(mirror=True, mask=mask))
    list(encoding)
    for step in range(10):
        batch = Batch(0, step, [5], [0])
        found = encoding.cache.mask_of(batch)
        half = found[0, 0].chunk(2, dim=-1)
        assert found.shape == (1, 1, 8, 8)
        (is_mirrored,) = encoding.cache.mirrored(batch)
        assert half[is_mirrored].min() == 1
        assert half[not is_mirrored].max() == 0


def test_a_sample_of_the_posterior_has_its_mean_and_spread(setting):
    encoding = Encoding(Parts.of(setting.config).vae(), setting)
    list(encoding)
    numbers = [0] * 400
    posterior = encoding.cache.posterior(numbers)
    batch = Batch(3, 0, numbers, range(400))
    samples = posterior.sample(batch.normal("posterior", posterior.mean.shape[1:]))
    spread = (0.5 * posterior.logvar[0]).exp()
    assert ((samples.mean(0) - posterior.mean[0]) / spread).abs().mean() < 0.1
    assert torch.allclose(samples.std(0) / spread, torch.ones_like(spread), atol=0.2)


@pytest.mark.parametrize("value", [torch.nan, torch.inf])
def test_latents_that_are_no_numbers_stop_the_run_and_name_the_picture(setting, value):
    vae = Parts.of(setting.config).vae()
    encode = vae.encode

    def broken(pixels):
        posterior = encode(pixels)
        posterior.mean[7, 0, 0, 0] = value
        return posterior

    vae.encode = broken
    with pytest.raises(LatentsNotFinite, match=r"07\.png"):
        list(Encoding(vae, setting))


def test_the_key_follows_what_is_kept(setting):
    keys = [
        latent_cache.cache_key(setting, "a", extras)
        for extras in (Extras(), Extras(mirror=True), Extras(key="m"), Extras(key="n"))
    ]
    assert len(set(keys)) == 4


def test_the_key_follows_weights_and_precision(setting):
    key = latent_cache.cache_key(setting, "a")
    assert key == latent_cache.cache_key(setting, "a")
    assert key != latent_cache.cache_key(setting, "b")
    assert key != latent_cache.cache_key(dataclasses.replace(setting, dtype=torch.bfloat16), "a")


def test_the_key_follows_the_pictures(setting):
    pictures = setting.pictures
    first, *others = pictures.entries
    changed = [
        dataclasses.replace(first, caption="another"),
        dataclasses.replace(first, name="another.png", bytes=1),
    ]
    settings = [setting, framed(setting, [(16, 16)] * 12), framed(setting, [(24, 16)] * 12)]
    for entry in changed:
        entries = [entry, *others]
        of_them = PictureSet(pictures.folder, entries, pictures.resolution)
        settings.append(dataclasses.replace(setting, pictures=of_them))
    assert len({latent_cache.cache_key(each, "a") for each in settings}) == 5
