"""Which word each place of the picture looked up: cross-attention, computed beside the fused one.

The picture is drawn by the fused kernel as always; hooks hear the queries and keys that go into it, and
the probabilities are computed from these once more. So a traced picture equals an untraced one bit for
bit, and without a probe nothing is computed. Layers of one stage of the U are averaged, so are heads.

Axes: B rows of a batch, N heads, K head width, S = h·w places, L tokens, G groups of tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.attention import Attention, TransformerBlock

Size = tuple[int, int]  # h, w


@dataclass(frozen=True)
class Asked:
    """A row of the batch whose words are to be told apart, and how."""

    row: int
    groups: Tensor  # (L, G): 1 where a token belongs to a group; rows sum to 1


class AttentionProbe:
    """Hears all cross-attention of one U-Net, whose stages are named as in its parameters."""

    def __init__(self, unet: nn.Module) -> None:
        self._layers: list[tuple[str, Attention]] = [
            (_stage(name), block.attn2)
            for name, block in unet.named_modules()
            if isinstance(block, TransformerBlock)
        ]

    @property
    def stages(self) -> tuple[str, ...]:
        """Names of the stages that look words up, from the first asked to the last."""
        return tuple(dict.fromkeys(stage for stage, _ in self._layers))

    @contextmanager
    def hearing(self, asked: Sequence[Asked], latents: Size) -> Iterator[list[dict[str, Tensor]]]:
        """Within the block one call of the U-Net is heard, for `latents` of h × w cells.

        Yields a list that afterwards has for each of `asked` its stages with maps (G,h,w), float32 on
        the network's device. Over G each place sums to 1.
        """
        found: list[dict[str, Tensor]] = []
        ears = [_Ear(stage, layer, asked) for stage, layer in self._layers]
        try:
            for ear in ears:
                ear.open()
            yield found
        finally:
            for ear in ears:
                ear.close()
        found += [
            _by_stage([(ear.stage, ear.shares[number]) for ear in ears], latents)
            for number in range(len(asked))
        ]


class _Ear:
    """On one layer: takes the queries when they are made, and works when the keys are there, too."""

    def __init__(self, stage: str, layer: Attention, asked: Sequence[Asked]) -> None:
        self.stage = stage
        self.shares: list[Tensor] = []  # (S, G) for each of `asked`
        self._layer, self._asked = layer, asked
        self._q: Tensor | None = None
        self._handles: list[torch.utils.hooks.RemovableHandle] = []

    def open(self) -> None:
        self._handles = [
            self._layer.to_q.register_forward_hook(self._hear_q),
            self._layer.to_k.register_forward_hook(self._hear_k),
        ]

    def close(self) -> None:
        for handle in self._handles:
            handle.remove()

    def _hear_q(self, module: nn.Module, given: object, q: Tensor) -> None:
        self._q = q

    def _hear_k(self, module: nn.Module, given: object, k: Tensor) -> None:
        q, self._q = self._q, None
        if q is None:
            raise AssertionError("queries come first")
        heads = self._layer.heads
        self.shares = [
            shares(q[a.row], k[a.row], heads) @ a.groups.to(q.device) for a in self._asked
        ]


def shares(q: Tensor, k: Tensor, heads: int) -> Tensor:
    """Queries (S, N·K) and keys (L, N·K) → how much each place takes of each token (S, L), float32.

    softmax(q kᵀ / √K) (Vaswani et al. 2017, eq. 1), mean over heads; each row sums to 1.
    """
    split_q = q.unflatten(-1, (heads, -1)).transpose(0, 1)  # (N, S, K)
    split_k = k.unflatten(-1, (heads, -1)).transpose(0, 1)  # (N, L, K)
    scores = split_q @ (split_k.transpose(1, 2) * split_q.shape[-1] ** -0.5)
    return scores.softmax(dim=-1, dtype=torch.float32).mean(dim=0)


def resized(maps: Tensor, size: Size) -> Tensor:
    """Maps (G,h,w) at another size. Both ways are weighted means, so sums over G stay what they were."""
    if tuple(maps.shape[-2:]) == size:
        return maps
    if maps.shape[-2] >= size[0] and maps.shape[-1] >= size[1]:
        return F.adaptive_avg_pool2d(maps[None], size)[0]
    return F.interpolate(maps[None], size, mode="bilinear", align_corners=False)[0]


def averaged(maps: Mapping[str, Tensor], size: Size) -> Tensor:
    """The mean over stages, each brought to `size` → (G, *size). At least one stage."""
    return torch.stack([resized(each, size) for each in maps.values()]).mean(dim=0)


def _by_stage(heard: Sequence[tuple[str, Tensor]], latents: Size) -> dict[str, Tensor]:
    """(stage, shares (S,G)) of each layer → maps (G,h,w) of each stage."""
    layers: dict[str, list[Tensor]] = {}
    for stage, share in heard:
        layers.setdefault(stage, []).append(share)
    return {
        stage: _to_map(torch.stack(each).mean(dim=0), latents) for stage, each in layers.items()
    }


def _to_map(share: Tensor, latents: Size) -> Tensor:
    """(S, G) → (G, h, w); which halving of `latents` a stage works at, its S tells."""
    height, width = latents
    while height * width > len(share):
        height, width = -(-height // 2), -(-width // 2)
    return share.T.unflatten(1, (height, width)).contiguous()


def _stage(name: str) -> str:
    """`down_blocks.1.attentions.0…` → `down_blocks.1`; the middle has no number."""
    first, second = name.split(".")[:2]
    return f"{first}.{second}" if second.isdigit() else first
