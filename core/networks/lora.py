"""What a LoRA, LoHa, LoKr or DoRA adds to the weight of one layer.

A change is factors whose product has the size of the weight, times alpha / rank. Everything is computed in
float32 as one addition to the weight; who applies it and takes it back is `core/generation/lora_stack.py`.

Axes: O numbers out of the layer, I numbers into it, K… its kernel (none for a linear layer), R rank.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import torch
from torch import Tensor

Shape = tuple[int, ...]
# Over what the lengths of a DoRA are taken: each row of the weight (peft), or each column (LyCORIS).
Axis = Literal["rows", "columns"]


@dataclass(frozen=True)
class LowRank:
    """up · down (Hu et al. 2021); a convolution may have its kernel in `mid` (Tucker, LyCORIS)."""

    up: Tensor  # (O, R), or with sides of 1
    down: Tensor  # (R, I, K…)
    mid: Tensor | None = None  # (R, R, K…); then down is (R, I)

    def check(self, shape: Shape) -> None:
        _expect(min(self.up.ndim, self.down.ndim) >= 2)
        rank = self.down.shape[0]
        _expect(self.up.numel() == shape[0] * rank and self.up.shape[1] == rank)
        if self.mid is None:
            _expect(self.down.numel() == rank * math.prod(shape[1:]))
        else:
            _expect(self.down.numel() == rank * shape[1])
            _expect(tuple(self.mid.shape) == (rank, rank, *shape[2:]))

    def product(self) -> Tensor:
        up, down = self.up.flatten(1), self.down.flatten(1)
        if self.mid is None:
            return up @ down
        return torch.einsum("or,rs...,si->oi...", up, self.mid, down)


@dataclass(frozen=True)
class Hadamard:
    """(w1_a · w1_b) ∘ (w2_a · w2_b), element by element (LoHa, Hyeon-Woo et al. 2021).

    With `t1` and `t2` (R, R, K…) the other factors are (R, O) and (R, I).
    """

    w1_a: Tensor  # (O, R)
    w1_b: Tensor  # (R, I·K…)
    w2_a: Tensor
    w2_b: Tensor
    t1: Tensor | None = None
    t2: Tensor | None = None

    def check(self, shape: Shape) -> None:
        pairs = ((self.w1_a, self.w1_b, self.t1), (self.w2_a, self.w2_b, self.t2))
        for a, b, core in pairs:
            _expect(a.ndim == b.ndim == 2)
            if core is None:
                _expect(a.shape[1] == b.shape[0])
                _expect((a.shape[0], b.shape[1]) == (shape[0], math.prod(shape[1:])))
            else:
                _expect(tuple(core.shape) == (a.shape[0], b.shape[0], *shape[2:]))
                _expect((a.shape[1:], b.shape[1:]) == ((shape[0],), (shape[1],)))

    def product(self) -> Tensor:
        return self._half(self.w1_a, self.w1_b, self.t1) * self._half(self.w2_a, self.w2_b, self.t2)

    def _half(self, a: Tensor, b: Tensor, core: Tensor | None) -> Tensor:
        return a @ b if core is None else torch.einsum("rs...,ro,si->oi...", core, a, b)


@dataclass(frozen=True)
class Kronecker:
    """w1 ⊗ w2 (LoKr); each is whole, or a product of a pair (a, b), w2 perhaps with a core (R, R, K…)."""

    w1: Tensor | tuple[Tensor, Tensor]
    w2: Tensor | tuple[Tensor, Tensor]
    t2: Tensor | None = None

    def check(self, shape: Shape) -> None:
        one, two = self._shapes()
        _expect(len(one) == 2 and one[0] * two[0] == shape[0])
        _expect(one[1] * math.prod(two[1:]) == math.prod(shape[1:]))

    def product(self) -> Tensor:
        one, two = _whole(self.w1), self._second()
        for _ in range(two.ndim - 2):
            one = one.unsqueeze(-1)
        return torch.kron(one, two.contiguous())

    def _second(self) -> Tensor:
        if self.t2 is None or isinstance(self.w2, Tensor):
            return _whole(self.w2)
        return torch.einsum("rs...,ro,si->oi...", self.t2, *self.w2)

    def _shapes(self) -> tuple[Shape, Shape]:
        """Of both sides; an empty one means that a pair does not fit together."""
        if self.t2 is None or isinstance(self.w2, Tensor):
            return _whole_shape(self.w1), _whole_shape(self.w2)
        a, b = self.w2
        _expect(a.ndim == b.ndim == 2 and self.t2.shape[:2] == (a.shape[0], b.shape[0]))
        return _whole_shape(self.w1), (a.shape[1], b.shape[1], *self.t2.shape[2:])


@dataclass(frozen=True)
class Full:
    """The difference itself."""

    diff: Tensor

    def check(self, shape: Shape) -> None:
        _expect(self.diff.numel() == math.prod(shape) and self.diff.shape[:1] == shape[:1])

    def product(self) -> Tensor:
        return self.diff


Factors: TypeAlias = LowRank | Hadamard | Kronecker | Full


@dataclass(frozen=True)
class Magnitude:
    """DoRA (Liu et al. 2024): the changed weight's rows or columns are brought to these lengths.

    `blends`: another strength than 1 passes evenly from the weight to the whole change, as in the programs
    whose files have `dora_scale`; else it scales the factors before the lengths are taken, as in peft.
    """

    lengths: Tensor  # (O,) or (I,)
    axis: Axis
    blends: bool

    def check(self, shape: Shape) -> None:
        _expect(self.lengths.numel() == shape[0 if self.axis == "rows" else 1])

    def scaled(self, weight: Tensor) -> Tensor:
        """`weight` (O, I, K…) with these lengths."""
        kept = 0 if self.axis == "rows" else 1
        rest = [axis for axis in range(weight.ndim) if axis != kept]
        norms = torch.linalg.vector_norm(weight, dim=rest, keepdim=True)
        lengths = self.lengths.reshape([-1 if axis == kept else 1 for axis in range(weight.ndim)])
        return weight * (lengths / norms.clamp_min(torch.finfo(torch.float32).tiny))


@dataclass(frozen=True)
class LayerChange:
    """All that one file does to one layer."""

    factors: Factors | None  # None: the bias alone
    scale: float = 1.0  # alpha / rank
    magnitude: Magnitude | None = None
    bias: Tensor | None = None  # (O,)

    def check(self, shape: Shape) -> None:
        """Raises `ValueError` where the factors make no weight of this shape (O, I, K…)."""
        if self.factors is not None:
            self.factors.check(shape)
        if self.magnitude is not None:
            self.magnitude.check(shape)
        if self.bias is not None:
            _expect(self.bias.numel() == shape[0])

    def addition(self, weight: Tensor, strength: float) -> Tensor:
        """What is added to the float32 `weight` (O, I, K…), on its device."""
        if self.factors is None:
            return torch.zeros_like(weight)
        change = self.to(weight.device)
        if change.factors is None:  # for the type checker
            raise AssertionError
        added = change.factors.product().reshape(weight.shape) * self.scale
        if change.magnitude is None:
            return added * strength
        if change.magnitude.blends:
            return (change.magnitude.scaled(weight + added) - weight) * strength
        return change.magnitude.scaled(weight + added * strength) - weight

    def to(self, device: torch.device) -> LayerChange:
        """A copy with its tensors on `device`, in float32."""
        return _moved(self, device)


Counted = tuple[LayerChange, float]  # a change and how strongly it counts


def changed(weight: Tensor, counted: Sequence[Counted]) -> Tensor:
    """`weight` (O, I, K…) with all changes, each computed from the unchanged one; float32, a copy."""
    own = weight.detach().float()
    total = own.clone()
    for change, strength in counted:
        total += change.addition(own, strength)
    return total


def changed_bias(bias: Tensor, counted: Sequence[Counted]) -> Tensor:
    """The same for a layer's bias (O,)."""
    total = bias.detach().float().clone()
    for change, strength in counted:
        if change.bias is not None:
            total += change.bias.to(total) * strength
    return total


def _moved(value: LayerChange, device: torch.device) -> LayerChange:
    def move(item: Any) -> Any:
        if isinstance(item, Tensor):
            return item.to(device, torch.float32)
        if isinstance(item, tuple):
            return tuple(map(move, item))
        if isinstance(item, (LowRank, Hadamard, Kronecker, Full, Magnitude)):
            return type(item)(**{name: move(part) for name, part in vars(item).items()})
        return item

    moved = {name: move(part) for name, part in vars(value).items()}
    return LayerChange(**moved)


def _whole(factor: Tensor | tuple[Tensor, Tensor]) -> Tensor:
    return factor if isinstance(factor, Tensor) else factor[0] @ factor[1]


def _whole_shape(factor: Tensor | tuple[Tensor, Tensor]) -> Shape:
    if isinstance(factor, Tensor):
        return tuple(factor.shape)
    a, b = factor
    _expect(a.ndim == b.ndim == 2 and a.shape[1] == b.shape[0])
    return (a.shape[0], b.shape[1])


def _expect(fits: bool) -> None:
    if not fits:
        raise ValueError("the factors do not make a weight of this shape")
