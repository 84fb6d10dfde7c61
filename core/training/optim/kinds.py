"""The ways to change weights by their gradients, one line each; all but Muon by other libraries.

`adamw` Loshchilov & Hutter 2019; `adafactor` Shazeer & Stern 2018, whose state is rows and columns instead of
a number or two for each weight; `adamw8bit` Dettmers et al. 2022, two bytes a weight, where bitsandbytes is;
`muon` see `muon.py` (torch's own takes no convolutions).
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import torch

from core.contract.errors import InvalidValue
from core.contract.training import OptimizerName
from core.training.optim.muon import Muon

BETAS = (0.9, 0.99)  # the second one short: a starter's whole training is a few thousand steps
EPS = 1e-8


def make(
    name: OptimizerName, groups: Sequence[dict[str, Any]], rate: float
) -> torch.optim.Optimizer:
    """Over groups of `params` with a `weight_decay`. Raises `InvalidValue` where a library is missing."""
    match name:
        case "adamw":
            return torch.optim.AdamW(list(groups), lr=rate, betas=BETAS, eps=EPS, fused=True)
        case "sgd":
            return torch.optim.SGD(list(groups), lr=rate)
        case "adafactor":
            return _adafactor(groups, rate)
        case "adamw8bit":
            return _adamw8bit(groups, rate)
        case "muon":
            return Muon(groups, rate, BETAS, EPS)


def _adafactor(groups: Sequence[dict[str, Any]], rate: float) -> torch.optim.Optimizer:
    """With the rate as it is given: neither growing with the weights nor falling by itself."""
    from transformers.optimization import Adafactor  # seconds

    own: torch.optim.Optimizer = Adafactor(
        list(groups), lr=rate, scale_parameter=False, relative_step=False, warmup_init=False
    )
    return own


def _adamw8bit(groups: Sequence[dict[str, Any]], rate: float) -> torch.optim.Optimizer:
    needs = "adamw or adafactor: adamw8bit needs the package bitsandbytes and a CUDA device"
    try:
        library = importlib.import_module("bitsandbytes.optim")
    except (ImportError, RuntimeError) as error:
        raise InvalidValue("optimizer", "adamw8bit", needs) from error
    if not torch.cuda.is_available():
        raise InvalidValue("optimizer", "adamw8bit", needs)
    own: torch.optim.Optimizer = library.AdamW8bit(list(groups), lr=rate, betas=BETAS, eps=EPS)
    return own
