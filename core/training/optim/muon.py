"""Muon (Jordan et al. 2024): the momentum of a matrix, made orthogonal, is its step.

All directions of a weight matrix then move equally far, where AdamW follows the few steepest ones. What is no
matrix (norms, biases) is left to AdamW in the same optimiser. A convolution (O, I, kh, kw) counts as the
matrix (O, I·kh·kw); a table whose rows stand for words does not (its group says `turned`: False). Steps are as
long as AdamW's usual ones (Liu et al. 2025, "Muon is scalable", eq. 4), so that one learning rate serves both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

MOMENTUM = 0.95
# Of an odd polynomial that draws singular values of 0 … 1 towards 1
QUINTIC = (3.4445, -4.7750, 2.0315)
ITERATIONS = 5
AT_ONCE = 2**25  # numbers of matrices that are made orthogonal together
USUAL_STEP = 0.2  # root mean square of AdamW's step over its learning rate


class Muon(torch.optim.Optimizer):
    """Over groups of `params` with a `weight_decay`, `turned` or not; betas and eps are those of AdamW's share."""

    def __init__(
        self, groups: Sequence[dict[str, Any]], lr: float, betas: tuple[float, float], eps: float
    ) -> None:
        super().__init__(list(groups), {"lr": lr, "betas": betas, "eps": eps, "weight_decay": 0.0})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        for group in self.param_groups:
            given = [(p, p.grad) for p in group["params"] if p.grad is not None]
            is_turned = group.get("turned", True)
            self._turn([(p, grad) for p, grad in given if is_turned and p.dim() >= 2], group)
            for parameter, gradient in given:
                if not is_turned or parameter.dim() < 2:
                    self._follow(parameter, gradient, group)

    def _turn(self, given: Sequence[tuple[Tensor, Tensor]], group: dict[str, Any]) -> None:
        """Move matrices by their gradients, in whose memory it works. Those of one shape go together."""
        alike: dict[torch.Size, list[tuple[Tensor, Tensor]]] = defaultdict(list)
        for parameter, gradient in given:
            state = self.state[parameter]
            if not state:
                state["momentum"] = torch.zeros_like(parameter)
            momentum = state["momentum"].lerp_(gradient, 1 - MOMENTUM)
            matrix = gradient.lerp_(momentum, MOMENTUM).flatten(1)  # Nesterov's look ahead
            wide = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.mT
            alike[wide.shape].append((parameter, wide))
        for shape, pairs in alike.items():
            count = max(1, AT_ONCE // shape.numel())
            for first in range(0, len(pairs), count):
                _move(pairs[first : first + count], group)

    def _follow(self, parameter: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        """AdamW for what is no matrix."""
        first, second = group["betas"]
        state = self.state[parameter]
        if not state:
            state["step"] = 0
            state["mean"], state["square"] = (torch.zeros_like(parameter) for _ in range(2))
        state["step"] += 1
        count = int(state["step"])
        mean = state["mean"].lerp_(gradient, 1 - first) / (1 - first**count)
        square = state["square"].lerp_(gradient.square(), 1 - second) / (1 - second**count)
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        parameter.addcdiv_(mean, square.sqrt_().add_(group["eps"]), value=-group["lr"])


def _move(pairs: Sequence[tuple[Tensor, Tensor]], group: dict[str, Any]) -> None:
    """Parameters, each with its momentum as a matrix (m, n), m ≤ n."""
    turned = orthogonal(torch.stack([wide for _, wide in pairs])).to(pairs[0][0].dtype)
    length = USUAL_STEP * turned.shape[-1] ** 0.5
    for (parameter, _), wide in zip(pairs, turned, strict=True):
        step = wide if parameter.shape[0] == wide.shape[0] else wide.mT
        parameter.mul_(1 - group["lr"] * group["weight_decay"])
        parameter.add_(step.reshape(parameter.shape), alpha=-group["lr"] * length)


def orthogonal(matrices: Tensor) -> Tensor:
    """(K, m, n), m ≤ n, of any scale → bfloat16, singular values about 1 (0.7 … 1.2), the vectors kept.

    Newton and Schulz's iteration, in bfloat16: it needs only to be near.
    """
    first, third, fifth = QUINTIC
    x = matrices / matrices.norm(dim=(-2, -1), keepdim=True).clamp(min=1e-12)
    x = x.bfloat16()
    for _ in range(ITERATIONS):
        gram = x @ x.mT
        x = torch.baddbmm(
            x, torch.baddbmm(gram, gram, gram, beta=third, alpha=fifth), x, beta=first
        )
    return x
