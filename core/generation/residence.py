"""Which networks of a model are in the memory of its device, where not all of them fit beside each other.

With everything in it does nothing. Told to offload, it has one part there at a time: on a GPU the others wait in
RAM, on the CPU they are let go and read from their files again. Values never change, so bits do not either.
The modules stay the same objects; only their parameters come and go.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import nn

from core.generation.machine import give_back

Part = Literal["text", "unet", "vae"]
Read = Callable[[Part], Sequence[nn.Module]]  # a part's networks once more, from their files

_AWAY = torch.device("meta")


@dataclass(frozen=True)
class _Slot:
    """One parameter of a network."""

    owner: nn.Module
    leaf: str
    name: str  # in its network

    @property
    def value(self) -> nn.Parameter:
        found = self.owner._parameters[self.leaf]
        if found is None:
            raise AssertionError("a parameter that was there is gone")
        return found

    def put(self, value: torch.Tensor) -> None:
        self.owner._parameters[self.leaf] = nn.Parameter(value, requires_grad=False)


class Residence:
    """The parts of one model. `read` gives a part's networks anew, where the device is the CPU."""

    def __init__(
        self, parts: Mapping[Part, Sequence[nn.Module]], device: torch.device, read: Read
    ) -> None:
        self._parts, self._device, self._read = parts, device, read
        # Noted now, by their owners: whatever is put around a layer later, these are its weights.
        self._slots = {part: [_slots(net) for net in networks] for part, networks in parts.items()}
        self.offload = False
        self._kept: frozenset[Part] = frozenset()

    def here(self, part: Part) -> bool:
        """Whether a part's weights are on the device."""
        return all(
            slot.value.device.type == self._device.type
            for slots in self._slots[part]
            for slot in slots
        )

    def hold(self, part: Part) -> None:
        """Have `part` on the device, and while offloading nothing else. Raises what reading raises."""
        with torch.inference_mode(False):  # what is made in inference mode could never be changed
            if self.offload:
                self._leave(
                    other for other in self._parts if other != part and other not in self._kept
                )
            self._come(part)

    def keep(self, parts: Collection[Part]) -> None:
        """Have exactly these parts stay, whatever is offloaded: where what is read again would be another one.

        On a GPU nothing is read again, so nothing has to stay.
        """
        if self._device.type != "cpu":
            return
        self._kept = frozenset(parts)
        with torch.inference_mode(False):
            for part in parts:
                self._come(part)

    def settle(self, *, offload: bool) -> None:
        """From now on offload, or have everything there."""
        self.offload = offload
        if not offload:
            with torch.inference_mode(False):
                for part in self._parts:
                    self._come(part)

    def _touches(self, part: Part) -> bool:
        """Whether some of a part is on the device: all, or what came before memory ran out."""
        kind = self._device.type
        return any(slot.value.device.type == kind for slots in self._slots[part] for slot in slots)

    def _leave(self, parts: Iterable[Part]) -> None:
        gone = False
        for part in parts:
            if self._touches(part):
                gone = True
                for network, slots in zip(self._parts[part], self._slots[part], strict=True):
                    if self._device.type == "cpu":
                        for slot in slots:
                            slot.put(torch.empty_like(slot.value, device=_AWAY))
                    else:
                        network.to("cpu")
        if gone:
            give_back(self._device)

    def _come(self, part: Part) -> None:
        if self.here(part):
            return
        if self._device.type != "cpu":
            for network in self._parts[part]:
                network.to(self._device)
            return
        for slots, fresh in zip(self._slots[part], self._read(part), strict=True):
            values = dict(fresh.named_parameters())
            for slot in slots:
                # An autoencoder that was widened stays so.
                slot.put(values.pop(slot.name).detach().to(slot.value.dtype))


def _slots(network: nn.Module) -> list[_Slot]:
    found = []
    for name, _ in network.named_parameters():
        owner, _, leaf = name.rpartition(".")
        found.append(_Slot(network.get_submodule(owner), leaf, name))
    return found
