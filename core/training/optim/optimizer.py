"""The optimiser, its state as plain named tensors, and the learning rate as a function of the step.

The state is exported and taken back by name, so that checkpoints are safetensors and need no pickle.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from core.contract.training import LearningRateShape, LoopConfig
from core.training.optim import kinds as optimizers

# Rows that stand for single words or places: no matrix whose directions should go equally far.
TABLES = ("token_embedding.weight", "position_embedding.weight")
COSINE_END = 0.05  # share of the learning rate that is left at the last step


def learning_rate(
    step: int, steps: int, peak: float, warmup: int, shape: LearningRateShape
) -> float:
    """The rate of step 0 … steps-1: a straight rise over `warmup` steps, then constant or half a cosine."""
    if step < warmup:
        return peak * (step + 1) / warmup
    if shape == "constant":
        return peak
    done = (step - warmup) / max(1, steps - 1 - warmup)
    return peak * (COSINE_END + (1 - COSINE_END) * 0.5 * (1 + math.cos(math.pi * min(done, 1.0))))


class Optimizer:
    """One of `kinds.py` over named parameters.

    Weight decay works on matrices and convolutions only: norms, biases and scales have no reason to
    be small.
    """

    def __init__(self, parameters: Mapping[str, nn.Parameter], config: LoopConfig) -> None:
        self._parameters = dict(parameters)
        self._config = config
        groups = list(self._groups())
        self._inner = optimizers.make(config.optimizer, groups, config.learning_rate)

    def step(self, step: int) -> float:
        """Apply the gradients of step 0, 1, …, drop them, and return the learning rate used."""
        config = self._config
        rate = learning_rate(
            *(step, config.steps, config.learning_rate),
            *(config.warmup_steps, config.learning_rate_shape),
        )
        for group in self._inner.param_groups:
            group["lr"] = rate * group["share"]
        self._inner.step()
        self._inner.zero_grad(set_to_none=True)
        return rate

    def _groups(self) -> Iterator[dict[str, Any]]:
        """By what shrinks and by how far it goes: a text encoder has a rate of its own where the config has one."""
        config = self._config
        text_rate = getattr(config, "text_learning_rate", config.learning_rate)
        for is_text in (False, True):
            named = [
                (_is_table(name), parameter)
                for name, parameter in self._parameters.items()
                if name.startswith("text_encoder") == is_text
            ]
            share = text_rate / config.learning_rate if is_text else 1.0
            for is_matrix, of_table in ((True, False), (True, True), (False, False)):
                chosen = [p for table, p in named if (p.dim() >= 2, table) == (is_matrix, of_table)]
                decay = config.weight_decay if is_matrix else 0.0
                if chosen:
                    turned = is_matrix and not of_table
                    group = {"params": chosen, "weight_decay": decay, "share": share}
                    yield {**group, "turned": turned}

    def state(self) -> dict[str, Tensor]:
        """`<parameter>/<quantity>` → tensor; empty before the first step and for plain SGD.

        Counts that an optimiser keeps as Python's numbers travel as tensors without axes, of 64 bits.
        """
        return {
            f"{name}/{key}": value if isinstance(value, Tensor) else torch.tensor(value)
            for name, parameter in self._parameters.items()
            for key, value in self._inner.state.get(parameter, {}).items()
            if isinstance(value, Tensor | int)
        }

    def load_state(self, tensors: Mapping[str, Tensor]) -> None:
        """Take back what `state` gave, in memory of torch's own."""
        own: dict[str, dict[str, Tensor]] = {}
        for key, value in tensors.items():
            name, _, what = key.rpartition("/")
            own.setdefault(name, {})[what] = value
        for name, parameter in self._parameters.items():
            if name in own:
                placed = {what: _placed(value, parameter) for what, value in own[name].items()}
                self._inner.state[parameter] = placed


def _is_table(name: str) -> bool:
    return name.startswith("embedding.") or name.endswith(TABLES)


def _placed(value: Tensor, parameter: Tensor) -> Tensor | int:
    """A copy beside the parameter, laid out like it where it has its shape; a count as the number it was."""
    if not value.dim() and value.dtype == torch.int64:
        return int(value)
    if value.shape == parameter.shape:
        return torch.empty_like(parameter, dtype=value.dtype).copy_(value)
    return torch.empty_like(value, device=parameter.device).copy_(value)
