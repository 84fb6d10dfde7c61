"""Whether a network predicts eps or v, found out by asking it once, where no file says it.

At the last training step the input is noise but for 0.5 % of its variance. A network that predicts eps
can only answer with its input: their correlation is near 1. One that predicts v has to name
sqrt(a)·eps - sqrt(1-a)·x0 (Salimans & Ho 2022), here nearly -x0, of which it can see nothing: its answer
is a mean picture, hardly correlated with the input (sqrt(a) = 0.07) and, like every picture, smooth:
neighbouring cells are alike. An answer that is neither settles nothing, and the family's usual counts.

Axes: C latent channels, h and w latent cells.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

import torch
from torch import Tensor

from core.contract.errors import ReverieError
from core.diffusion.denoiser import Network
from core.diffusion.schedule import NoiseSchedule
from core.files.models import library
from core.files.models.folder_kinds import Prediction
from core.files.models.predictions import remember_probe
from core.generation.bundle import ModelBundle
from core.generation.words import Words, encode_words

SEED = 0
CELLS = 32  # a side: half a second on a CPU, and as far as the statistics need
EPS_LEAST = 0.7  # correlation of the answer with the input
V_MOST = 0.3
SMOOTH_LEAST = 0.5  # correlation of neighbouring cells


def settled(bundle: ModelBundle) -> ModelBundle:
    """The bundle with what its network was found to predict, which is kept in the cache."""
    found = probe(bundle)
    if found is None:
        return bundle
    path = Path(bundle.info.path)
    remember_probe(path, found)
    info = replace(bundle.info, prediction=found, basis="probe")
    with suppress(ReverieError):  # gone since it was read: what was read is drawn
        again = library.describe(path)  # size and preset depend on it, too
        info = again if again.basis == "probe" else info  # the cache may not be writable
    kind: Literal["epsilon", "v_prediction"] = "v_prediction" if found == "v" else "epsilon"
    schedule = NoiseSchedule(replace(bundle.schedule.config, prediction_type=kind))
    return replace(bundle, info=info, schedule=schedule)


@torch.no_grad()
def probe(bundle: ModelBundle) -> Prediction | None:
    """Ask the U-Net for its answer to noise at the last time step, with an empty prompt."""
    config, device = bundle.unet.config, bundle.device
    generator = torch.Generator().manual_seed(SEED)
    x = torch.randn((1, config.out_channels, CELLS, CELLS), generator=generator).to(device)
    masks = config.in_channels - config.out_channels  # an inpainting U-Net: everything is hidden
    hidden = torch.zeros((1, masks, CELLS, CELLS), device=device)
    hidden[:, :1] = 1
    bundle.hold("text")
    (words,) = encode_words(bundle.readers, (Words(""),), device)
    side = CELLS * bundle.vae.config.downscale
    sizes = torch.tensor([[side, side, 0, 0, side, side]], device=device)
    bundle.hold("unet")
    network: Network = bundle.unet
    if config.time_cond_proj_dim is not None:  # it is told the guidance, which 1 leaves out
        network = partial(bundle.unet, guidance_scale=1.0)
    answer = network(
        torch.cat([x, hidden], dim=1).to(bundle.dtype),
        torch.tensor([bundle.schedule.timesteps - 1.0], device=device),
        words.context.to(bundle.dtype),
        words.pooled,
        sizes if bundle.is_xl else None,
    )
    return judged(x.float().cpu(), answer.float().cpu())


def judged(x: Tensor, answer: Tensor) -> Prediction | None:
    """What a network predicts that answers noise `x` with `answer`, both (1,C,h,w); None: no telling."""
    alike = _correlation(x, answer)
    if alike >= EPS_LEAST:
        return "eps"
    own = answer - answer.mean(dim=(2, 3), keepdim=True)
    smooth = min(
        _correlation(own[..., 1:, :], own[..., :-1, :]),
        _correlation(own[..., :, 1:], own[..., :, :-1]),
    )
    return "v" if abs(alike) <= V_MOST and smooth >= SMOOTH_LEAST else None


def _correlation(one: Tensor, other: Tensor) -> float:
    """Cosine of two maps of the same shape; 0 where one of them is nothing."""
    size = float(one.norm() * other.norm())
    return float((one * other).sum()) / size if size > 0 else 0.0
