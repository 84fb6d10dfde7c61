"""LoRA files for the random pipelines: made by peft and diffusers themselves, or by hand in kohya's layouts.

Numbers are large enough to be seen in a picture, ranks and alphas random.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

Made = dict[str, Tensor]
ATTENTION = ("to_q", "to_k", "to_v", "to_out.0")
TEXT = ("q_proj", "k_proj", "v_proj", "out_proj", "fc1", "fc2")
EVERYWHERE = (
    *ATTENTION,
    *("proj_in", "proj_out", "ff.net.0.proj", "ff.net.2"),
    *("conv1", "conv2", "conv_shortcut", "time_emb_proj", "downsamplers.0.conv"),
    *("upsamplers.0.conv", "conv_in", "conv_out", "time_embedding.linear_1"),
)


def layers(network: nn.Module, endings: Iterable[str]) -> dict[str, nn.Module]:
    """Path → linear layers and convolutions whose path ends so."""
    wanted = tuple(endings)
    return {
        path: module
        for path, module in network.named_modules()
        if isinstance(module, (nn.Linear, nn.Conv2d))
        and any(path == end or path.endswith(f".{end}") for end in wanted)
    }


def low_rank(module: nn.Module, rank: int, *, mid: bool = False, size: float = 0.5) -> Made:
    """kohya's factors of one layer: down, up and, for a convolution, its kernel in between."""
    out, inner, *kernel = module.weight.shape
    if not kernel:
        made = {"lora_down.weight": _noise(rank, inner), "lora_up.weight": _noise(out, rank)}
    elif mid and kernel[0] > 1:
        made = {
            "lora_down.weight": _noise(rank, inner, 1, 1),
            "lora_mid.weight": _noise(rank, rank, *kernel),
            "lora_up.weight": _noise(out, rank, 1, 1),
        }
    else:
        made = {
            "lora_down.weight": _noise(rank, inner, *kernel),
            "lora_up.weight": _noise(out, rank, 1, 1),
        }
    made["lora_up.weight"] *= size / math.sqrt(rank)
    return made


def kohya(
    network: nn.Module,
    prefix: str,
    endings: Iterable[str],
    *,
    rename: Callable[[str], str] = str,
    alpha: float | None = None,
    alphas: bool = True,
    mid: bool = False,
    size: float = 0.5,
) -> Made:
    """A LoRA in kohya's layout: random ranks, and one alpha, random ones or none."""
    made: Made = {}
    for path, module in layers(network, endings).items():
        rank = int(torch.randint(1, 6, ()))
        name = prefix + rename(path).replace(".", "_")
        made |= {f"{name}.{k}": v for k, v in low_rank(module, rank, mid=mid, size=size).items()}
        if alphas:
            said = float(torch.randint(1, 9, ())) if alpha is None else alpha
            made[f"{name}.alpha"] = torch.tensor(said)
    return made


def saved(path: Path, tensors: Mapping[str, Tensor], **metadata: str) -> str:
    """Written as safetensors; its path."""
    save_file({n: t.contiguous() for n, t in tensors.items()}, path, metadata=metadata or None)
    return str(path)


@torch.no_grad()
def fill_zeros(network: nn.Module, name: str, size: float) -> None:
    """Noise in each factor of the adapter that peft begins with zeros."""
    for path, parameter in network.named_parameters():
        is_own = name in path.split(".") and "magnitude" not in path
        if is_own and not parameter.any():
            parameter.copy_(size * torch.randn_like(parameter))


def _noise(*shape: int) -> Tensor:
    inner = math.prod(shape[1:]) or 1
    return torch.randn(shape) / math.sqrt(inner)
