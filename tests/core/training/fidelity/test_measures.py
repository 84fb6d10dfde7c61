"""Identities that each measure must keep, whatever the encoder says."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from core.training.fidelity import measures


def unit(*shape: int, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return F.normalize(torch.randn(*shape, generator=generator, dtype=torch.float64), dim=-1)


def test_the_same_picture_is_as_alike_as_can_be():
    photo = unit(1, 16)
    assert measures.likeness(photo[None], photo).item() == pytest.approx(1.0)
    assert measures.among(photo) == 1.0
    assert measures.nearest(photo[None], photo).item() == pytest.approx(1.0)


@given(st.integers(0, 50), st.permutations(list(range(5))))
def test_the_order_of_photos_means_nothing(seed, order):
    pictures, photos = unit(3, 2, 16, seed=seed), unit(5, 16, seed=seed + 1)
    changed = photos[order]
    assert torch.allclose(
        measures.likeness(pictures, photos), measures.likeness(pictures, changed), atol=1e-12
    )
    assert measures.among(photos) == pytest.approx(measures.among(changed))
    assert torch.allclose(
        measures.nearest(pictures, photos), measures.nearest(pictures, changed), atol=1e-12
    )


@given(st.integers(0, 50))
def test_the_photos_themselves_drawn_come_out_where_photo_against_photo_is(seed):
    """A model that draws photos of the same kind anew gets likeness 1: the ceiling, by the same formula."""
    photos, again = unit(4, 16, seed=seed), unit(6, 16, seed=seed + 1)
    drawn = measures.likeness(again.view(3, 2, 16), photos).mean().item()
    assert drawn == pytest.approx(measures.among(again, photos))


def test_among_leaves_out_a_photo_against_itself():
    photos = torch.eye(3, dtype=torch.float64)
    assert measures.among(photos) == 0.0


def test_a_picture_of_its_prompt_has_more_contrast_than_one_of_another():
    texts = torch.eye(3, dtype=torch.float64)
    right, wrong = texts[:, None], texts.roll(1, 0)[:, None]
    assert torch.allclose(measures.contrast(right, texts), torch.ones(3, 1, dtype=torch.float64))
    assert torch.allclose(measures.contrast(wrong, texts), torch.full((3, 1), -0.5).double())


@given(st.integers(0, 50))
def test_contrast_does_not_see_what_all_pictures_have_in_common(seed):
    """A strange subject moves all pictures away from all texts alike: faithfulness stays."""
    pictures, texts = unit(3, 2, 16, seed=seed), unit(3, 16, seed=seed + 1)
    apart = F.normalize(torch.linalg.svd(texts)[2][-1], dim=0)  # at a right angle to all texts
    moved = pictures + 3 * apart
    assert torch.allclose(
        measures.contrast(pictures, texts), measures.contrast(moved, texts), atol=1e-10
    )


def test_with_one_prompt_contrast_is_the_cosine():
    pictures, texts = unit(1, 2, 8), unit(1, 8, seed=1)
    assert torch.allclose(measures.contrast(pictures, texts), pictures @ texts[0])


def test_a_photo_drawn_again_is_a_copy_and_another_view_is_none():
    photos = F.normalize(unit(5, 16) + 3, dim=-1)
    changed = F.normalize(photos + 0.01, dim=-1)
    limit = measures.copy_limit(photos, changed)
    assert (measures.nearest(photos[:, None], photos) > limit).all()
    other = F.normalize(photos.mean(0) + unit(16, seed=9), dim=-1)
    assert measures.nearest(other[None, None], photos).item() < limit


def test_the_limit_of_a_copy_is_never_above_what_a_copy_has():
    photos = unit(1, 8).repeat(3, 1)  # three times the same photo
    changed = unit(3, 8, seed=4)
    assert measures.copy_limit(photos, changed) <= float((photos * changed).sum(-1).mean()) + 1e-9


def test_the_band_is_the_noise_of_the_seeds_not_of_the_prompts():
    apart = torch.tensor([[0.1, 0.1], [0.9, 0.9]])
    assert measures.band(apart) == 0.0
    noisy = torch.tensor([[0.1, 0.3], [0.7, 0.9]])
    assert measures.band(noisy) == pytest.approx((0.02 / 4) ** 0.5)
    assert measures.band(apart[:, :1]) == 0.0


def test_the_band_shrinks_with_the_root_of_the_pictures():
    generator = torch.Generator().manual_seed(3)
    few = torch.randn(500, 2, generator=generator)
    many = torch.randn(2000, 2, generator=generator)
    assert measures.band(few) / measures.band(many) == pytest.approx(2.0, rel=0.1)


def test_a_share_has_its_ends_at_nought_and_one():
    assert measures.share(0.3, 0.3, 0.8) == 0.0
    assert measures.share(0.8, 0.3, 0.8) == pytest.approx(1.0)
    assert measures.share(0.5, 0.8, 0.8) is None
    assert measures.share(0.5, 0.8, 0.3) is None


@given(st.integers(0, 50))
def test_drift_is_nothing_for_another_seed_and_one_for_another_sentence(seed):
    untrained = unit(3, 2, 16, seed=seed)
    grounds = unit(3, 1, 16, seed=seed + 1)
    untrained = F.normalize(grounds + 0.2 * untrained, dim=-1)
    assert measures.drift(untrained, untrained) < 0
    assert measures.drift(untrained.flip(1), untrained) == pytest.approx(0.0, abs=1e-9)
    elsewhere = (
        measures.drift(untrained.roll((n, k), (0, 1)), untrained) for n in (1, 2) for k in (0, 1)
    )
    assert sum(elsewhere) / 4 == pytest.approx(1.0)


def test_drift_has_no_unit_where_there_is_one_seed_or_one_sentence_or_no_difference():
    for shape in ((3, 1, 16), (1, 3, 16)):
        assert measures.drift(unit(*shape), unit(*shape)) is None
    same = unit(1, 1, 16).expand(3, 2, 16)
    assert measures.drift(-same, same) is None
