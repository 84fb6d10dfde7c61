"""Trap 8: mean and log-variance are kept and sampled anew in each step; trap 18: the mirror does not end that."""

import torch

from core.training.data.order import Batch


def batch(step):
    return Batch(0, step, [0, 1, 2], [0, 1, 2])


def test_trap_8_each_step_draws_its_own_sample_of_the_posterior(make_dream, opened):
    photos = opened(make_dream(prior="none"))._photos
    one, again, other = (photos.latents(batch(step)) for step in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)
    posterior = photos._cache.posterior([0, 1, 2])
    samples = torch.stack([photos.latents(batch(step)) for step in range(400)])
    scale = 0.18215
    assert torch.allclose(samples.mean(0), posterior.mean * scale, atol=0.05)
    spread = (0.5 * posterior.logvar).exp() * scale
    assert torch.allclose(samples.std(0), spread, rtol=0.25)


def test_trap_18_mirrored_pictures_are_cached_too_and_only_where_wanted(make_dream, opened):
    plain, mirrored = (
        opened(make_dream(prior="none", mirror=m, output=make_dream().output + str(m)))._photos
        for m in (False, True)
    )
    turned = [mirrored._ready.mirrored(batch(step)) for step in range(20)]
    assert {value for row in turned for value in row} == {True, False}
    assert not any(any(plain._ready.mirrored(batch(step))) for step in range(20))


def test_trap_6_the_sizes_told_are_those_of_the_real_cut(make_dream, opened):
    photos = opened(make_dream(prior="none"))._photos
    ids = photos.size_ids(batch(0))
    assert ids.shape == (3, 6)
    assert ids[:, :2].tolist() == [[50, 40]] * 3  # height and width of the photo
    assert ids[:, 4:].tolist() == [[32, 32]] * 3
    assert bool((ids[:, 2] >= 0).all())


def test_latents_are_made_once(make_dream, opened, tmp_path):
    config = make_dream(prior="none")
    opened(config)
    again = opened(config)
    assert again.needs_pictures(tmp_path / "dream") is False


def test_a_mask_counts_the_background_less(make_dream, opened, photos, tmp_path):
    from PIL import Image

    folder = tmp_path / "masks"
    folder.mkdir()
    for file in photos.iterdir():
        Image.new("L", (40, 50), 0).save(folder / file.name)
    config = make_dream(prior="none", masks=str(folder), mask_background=0.25)
    mask = opened(config)._photos.mask(batch(0))
    assert mask.shape == (3, 1, 4, 4)
    assert torch.allclose(mask, torch.full_like(mask, 0.25))
