"""Losses against closed forms and against each other."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F

from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.training import losses


def test_reconstruction_is_nothing_for_the_same_picture_and_grows_with_lost_edges():
    pixels = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(0)) * 2 - 1
    assert losses.reconstruction(pixels, pixels, 0.5) == 0
    shifted = pixels + 0.25  # a flat shift has no gradient
    assert losses.reconstruction(shifted, pixels, 0.5).item() == pytest.approx(0.25, abs=1e-6)
    flat = torch.zeros_like(pixels)
    plain = losses.reconstruction(flat, pixels, 0.0)
    assert plain.item() == pytest.approx(F.l1_loss(flat, pixels).item())
    assert losses.reconstruction(flat, pixels, 0.5) > plain


def test_kl_is_zero_for_the_unit_gaussian_and_equals_torch_elsewhere():
    mean, logvar = torch.randn(2, 4, 3, 3), torch.randn(2, 4, 3, 3)
    own = torch.distributions.Normal(mean, torch.exp(0.5 * logvar))
    unit = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    expected = torch.distributions.kl_divergence(own, unit).mean()
    assert torch.allclose(losses.kl(mean, logvar), expected, atol=1e-6)
    assert losses.kl(torch.zeros(1, 4, 2, 2), torch.zeros(1, 4, 2, 2)) == 0


def test_psnr_of_a_known_error():
    pixels = torch.zeros(1, 3, 4, 4)
    assert losses.psnr(pixels + 0.2, pixels).item() == pytest.approx(20.0, abs=1e-4)
    assert losses.psnr(pixels, pixels).item() == pytest.approx(10 * math.log10(4e10))


def test_contrastive_of_perfect_and_of_equal_pairs():
    images = torch.eye(6)
    sharp = losses.contrastive(images, images, torch.tensor(math.log(100.0)))
    assert sharp < 1e-6
    same = torch.ones(6, 4) / 2
    assert losses.contrastive(same, same, torch.tensor(0.0)).item() == pytest.approx(math.log(6))


def test_retrieval_counts_both_ways():
    images = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.8, 0.6]])
    texts = torch.tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])
    to_text, to_image = losses.retrieval(images, texts)
    assert to_text == pytest.approx(2 / 3)
    assert to_image == pytest.approx(2 / 3)


@pytest.mark.parametrize("gamma", [1.0, 5.0, 20.0])
@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_min_snr_weighs_the_error_of_the_clean_picture(gamma, prediction):
    """Closed form: weight times the prediction's error is min(SNR, gamma) times that of x0."""
    schedule = NoiseSchedule(ScheduleConfig(beta_schedule="scaled_linear"))
    t = torch.tensor([0, 10, 100, 500, 900, 999])
    alpha = schedule.alphas_cumprod[t].double()
    snr = alpha / (1 - alpha)
    weight = losses.snr_weight(schedule.snr(t), gamma, prediction).double()
    # x0 = (x - sqrt(1-a) eps) / sqrt(a)   or   x0 = sqrt(a) x - sqrt(1-a) v, for fixed x
    per_x0 = (1 - alpha) / alpha if prediction == "epsilon" else 1 - alpha
    assert torch.allclose(weight, snr.clamp(max=gamma) * per_x0, rtol=1e-4)
    assert (weight <= 1).all()


def test_min_snr_off_is_one_and_the_ends_are_finite():
    snr = torch.tensor([0.0, 1e-8, 1.0, 1e6])
    assert torch.equal(losses.snr_weight(snr, None, "epsilon"), torch.ones(4))
    assert losses.snr_weight(snr, 5.0, "epsilon").tolist() == pytest.approx([1, 1, 1, 5e-6])
    assert losses.snr_weight(snr, 5.0, "v_prediction").isfinite().all()


def test_denoising_is_the_weighted_mean_of_each_picture():
    predicted, target = torch.randn(3, 4, 2, 2), torch.randn(3, 4, 2, 2)
    assert torch.allclose(
        losses.denoising(predicted, target, torch.ones(3)), F.mse_loss(predicted, target)
    )
    first = losses.denoising(predicted, target, torch.tensor([3.0, 0.0, 0.0]))
    assert torch.allclose(first, F.mse_loss(predicted[0], target[0]))


def test_a_mask_is_a_weighted_mean_within_each_sample():
    predicted, target = torch.zeros(2, 4, 2, 2), torch.zeros(2, 4, 2, 2)
    predicted[0, :, 0, 0] = 2.0  # an error of 4 in one place of four
    predicted[1, :, 1, 1] = 2.0
    mask = torch.full((2, 1, 2, 2), 0.1)
    mask[:, :, 0, 0] = 1.0
    found = losses.squared_errors(predicted, target, mask)
    assert found.tolist() == pytest.approx([4 / 1.3, 0.4 / 1.3])
    assert losses.squared_errors(predicted, target).tolist() == [1.0, 1.0]
    half = losses.denoising(predicted, target, torch.tensor([1.0, 0.0]), mask)
    assert float(half) == pytest.approx(2 / 1.3)


def test_a_mask_of_ones_changes_nothing_and_one_of_zeros_counts_nothing():
    predicted, target = torch.randn(3, 4, 5, 6), torch.randn(3, 4, 5, 6)
    plain = losses.squared_errors(predicted, target)
    assert torch.allclose(losses.squared_errors(predicted, target, torch.ones(3, 1, 5, 6)), plain)
    assert losses.squared_errors(predicted, target, torch.zeros(3, 1, 5, 6)).tolist() == [0, 0, 0]
