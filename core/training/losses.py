"""What each task minimises, as functions of tensors.

Every loss is a mean over the batch, so that the mean over processes and forward passes equals the
loss of the one big batch. No network, no random numbers, no autocast: callers pass float32.

Axes: B batch, C channels, H W pixels, h w latent cells, P projection.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from core.diffusion.schedule import Prediction


def image_gradient(pixels: Tensor) -> tuple[Tensor, Tensor]:
    """Differences to the right and lower neighbour: (B, C, H, W-1) and (B, C, H-1, W)."""
    return pixels[..., :, 1:] - pixels[..., :, :-1], pixels[..., 1:, :] - pixels[..., :-1, :]


def reconstruction(decoded: Tensor, pixels: Tensor, gradient_weight: float) -> Tensor:
    """Mean absolute error plus that of the image gradient, which keeps edges sharp; pixels in [-1, 1]."""
    # The gradient is linear, so the difference of the gradients is the gradient of the difference.
    difference = decoded - pixels
    loss = difference.abs().mean()
    if gradient_weight:
        across, down = image_gradient(difference)
        loss = loss + gradient_weight * (across.abs().mean() + down.abs().mean())
    return loss


def kl(mean: Tensor, logvar: Tensor) -> Tensor:
    """Distance of the posterior from the unit Gaussian, in nats, mean over all latent numbers."""
    return 0.5 * (mean.pow(2) + logvar.exp() - 1.0 - logvar).mean()


def psnr(decoded: Tensor, pixels: Tensor) -> Tensor:
    """Peak signal-to-noise ratio of each picture in dB, (B,); pixels in [-1, 1], decoded clipped to it."""
    error = (decoded.clamp(-1, 1) - pixels).pow(2).mean(dim=(1, 2, 3))
    return 10 * torch.log10(4.0 / error.clamp_min(1e-10))


def contrastive(images: Tensor, texts: Tensor, logit_scale: Tensor) -> Tensor:
    """Symmetric cross entropy of all pairs (Radford et al. 2021, figure 3).

    images, texts (B, P) of length 1, row i of both belonging together; logit_scale its logarithm.
    """
    logits = logit_scale.exp() * images @ texts.T  # (B images, B texts)
    target = torch.arange(len(logits), device=logits.device)
    return 0.5 * (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target))


def retrieval(images: Tensor, texts: Tensor) -> tuple[float, float]:
    """Share of pictures whose own text is the nearest, and of texts whose own picture is."""
    near = images @ texts.T  # (B images, B texts)
    own = torch.arange(len(near), device=near.device)
    return _share(near.argmax(1) == own), _share(near.argmax(0) == own)


def snr_weight(snr: Tensor, gamma: float | None, prediction: Prediction) -> Tensor:
    """Weight of each sample's squared error: min-SNR-gamma (Hang et al. 2023), 1 where gamma is None.

    The paper weighs the error of the clean picture by min(SNR, gamma). An eps error is SNR times
    that error, a v error SNR + 1 times: hence min(SNR, gamma) / SNR and min(SNR, gamma) / (SNR + 1).
    snr (B,), at least 0; at 0 the eps weight is its limit, 1.
    """
    if gamma is None:
        return torch.ones_like(snr)
    if prediction == "v_prediction":
        return snr.clamp(max=gamma) / (snr + 1)
    return (gamma / snr).clamp(max=1.0)


def denoising(
    predicted: Tensor, target: Tensor, weight: Tensor, mask: Tensor | None = None
) -> Tensor:
    """Weighted mean squared error; predicted, target (B, C, h, w), weight (B,), mask (B, 1, h, w) of shares."""
    return (weight * squared_errors(predicted, target, mask)).mean()


def squared_errors(predicted: Tensor, target: Tensor, mask: Tensor | None = None) -> Tensor:
    """The mean squared error of each sample, (B,). Where a mask is given it is a weighted mean within the sample.

    So a sample counts as much as any other, however small its subject is; a mask of zeros counts nothing.
    """
    error = (predicted - target).pow(2)
    if mask is None:
        return error.mean(dim=(1, 2, 3))
    shares = mask.expand_as(error)
    total = shares.sum(dim=(1, 2, 3))
    return (error * shares).sum(dim=(1, 2, 3)) / total.clamp_min(torch.finfo(total.dtype).tiny)


def _share(right: Tensor) -> float:
    return float(right.float().mean())
