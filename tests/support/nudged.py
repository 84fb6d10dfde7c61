"""A task that has learned something, whatever it is."""

from __future__ import annotations

import torch

from core.training.task import trained_parameters


def nudged(task):
    """Away from the start, where `up` is zero and the LoRA changes nothing."""
    with torch.no_grad():
        for index, parameter in enumerate(trained_parameters(task).values()):
            random = torch.Generator().manual_seed(index)
            parameter += 0.1 * torch.randn(parameter.shape, generator=random)
    return task
