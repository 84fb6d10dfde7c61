"""What of a taught model learns: adapters beside its layers, or its own weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from torch import Tensor, nn

from core.checkpoints.lora_names import kohya_names
from core.contract.teaching import AdapterConfig
from core.networks.adapter import Adapters, text_layers, unet_layers
from core.training.data.order import generator
from core.training.optim.gradient_checkpointing import recompute
from core.training.taught import Taught


@dataclass(frozen=True)
class Learning:
    """The learning parts by the names of their folders: "unet", "text_encoder", "text_encoder_2"."""

    modules: Mapping[str, nn.Module]
    alpha: float = 0.0  # of a LoRA

    @property
    def adapters(self) -> dict[str, Adapters]:
        return {part: m for part, m in self.modules.items() if isinstance(m, Adapters)}

    @contextmanager
    def at(self, strength: float) -> Iterator[None]:
        """Within the block a LoRA counts so much; at 0 the model is what it was. Weights that learn themselves stay."""
        with ExitStack() as stack:
            for adapters in self.adapters.values():
                stack.enter_context(adapters.at(strength))
            yield

    def lora_tensors(self) -> dict[str, Tensor]:
        """The LoRA as kohya's scripts name it, with an `.alpha` for each layer."""
        learned = {
            f"{part}.{name}": parameter.detach()
            for part, adapters in self.adapters.items()
            for name, parameter in adapters.named_parameters()
        }
        return lora_of(learned, self.alpha)


def lora_of(learned: Mapping[str, Tensor], alpha: float) -> dict[str, Tensor]:
    """A LoRA as kohya's scripts name it, of what the adapters of all parts learned.

    `learned`: as checkpoints name it, `<part>.by_name.<kohya's name>.down` and `.up`.
    """
    found: dict[str, Tensor] = {}
    for name, tensor in learned.items():
        layer, _, factor = name.rpartition(".")
        own = layer.rpartition(".by_name.")[2]
        found[f"{own}.lora_{factor}.weight"] = tensor
        found[f"{own}.alpha"] = tensor.new_tensor(alpha)
    return found


def alpha_of(config: AdapterConfig) -> float:
    """What a LoRA counts, times its rank."""
    return float(config.rank) if config.alpha is None else config.alpha


def learned_parts(config: AdapterConfig, texts: Mapping[str, object]) -> tuple[str, ...]:
    """Parts that change, of a model with these text encoders."""
    return ("unet", *(texts if config.train_text_encoder else ()))


def of(taught: Taught, config: AdapterConfig) -> Learning:
    """Make the parts of `taught` learn that `config` wants."""
    networks: dict[str, nn.Module] = {"unet": taught.unet, **taught.texts}
    parts = learned_parts(config, taught.texts)
    if config.gradient_checkpointing:
        recompute(networks[part] for part in parts)
    if config.method == "full":
        chosen = {part: networks[part] for part in parts}
        for network in chosen.values():
            network.requires_grad_(True)
        return Learning(chosen)
    names = kohya_names(taught.unet, taught.texts)
    adapters: dict[str, nn.Module] = {}
    for part in parts:
        layers = (
            unet_layers(taught.unet, conv=config.conv)
            if part == "unet"
            else text_layers(networks[part])
        )
        random = generator(config.seed, 0, 0, f"adapters of {part}")
        named = {names[part, path]: layer for path, layer in layers.items()}
        adapters[part] = Adapters(named, config.rank, config.scale, random).to(taught.device)
    return Learning(adapters, alpha_of(config))
