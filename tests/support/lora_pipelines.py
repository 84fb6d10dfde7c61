"""diffusers' own way with LoRA files, where it loses nothing of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import diffusers
from safetensors.torch import load_file

from core.contract.additions import Lora

Pipe = diffusers.DiffusionPipeline
Install = Callable[[Pipe], None]


def loaded(*loras: Lora) -> Install:
    """diffusers' own way, with alphas that it loses given back."""

    def install(pipe: Pipe) -> None:
        names = [f"a{index}" for index in range(len(loras))]
        for name, lora in zip(names, loras, strict=True):
            load(pipe, Path(lora.file), name)
            give_alphas(pipe, Path(lora.file), name)
        pipe.set_adapters(names, [lora.weight for lora in loras])

    return install


def load(pipe: Pipe, path: Path, name: str) -> None:
    """transformers 5 took `text_model` out of the encoder's names; diffusers 0.42 still looks for it."""
    read = type(pipe).lora_state_dict

    def renamed(*places: Any, **how: Any) -> tuple[Any, ...]:
        found = read(*places, **how)
        return tuple(
            {bare(key): value for key, value in each.items()} if isinstance(each, dict) else each
            for each in found
        )

    def bare(key: str) -> str:
        return key.replace("text_encoder.text_model.", "text_encoder.")

    pipe.lora_state_dict = renamed
    pipe.load_lora_weights(path.parent, weight_name=path.name, adapter_name=name)


def give_alphas(pipe: Pipe, path: Path, name: str) -> None:
    """diffusers 0.42 takes the commonest alpha of a file for all layers of attention."""
    tensors = load_file(path)
    heads = {"unet": "lora_unet_", "text_encoder": "lora_te", "text_encoder_2": "lora_te2"}
    for part, head in heads.items():
        network = getattr(pipe, part, None)
        for layer, module in network.named_modules() if network is not None else ():
            end = f"{layer.replace('.', '_')}.alpha"
            found = [k for k in tensors if k.startswith(head) and k.endswith(f"_{end}")]
            if found and name in getattr(module, "lora_alpha", {}):
                if part == "text_encoder":
                    found = [k for k in found if not k.startswith("lora_te2")]
                module.lora_alpha[name] = float(tensors[found[0]])
