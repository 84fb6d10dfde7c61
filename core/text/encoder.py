"""CLIP: words (and, for judging, pictures) to vectors, by transformers' networks from our own configs.

Nothing here reads a file: weights are filled in by `core/checkpoints`. Built under
`torch.device("meta")` the modules take no memory and draw no random numbers until then.

Axes: B batch, L tokens, D width, P projection, S picture side in px.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPVisionConfig,
    CLIPVisionModelWithProjection,
)

from core.text.configs import ImageConfig, TextConfig

LOGIT_SCALE_START = 2.6592  # ln(1 / 0.07), Radford et al. 2021


@dataclass(frozen=True)
class EncodedText:
    """What CLIP makes of a text; which of it a U-Net is told is not decided here."""

    context: Tensor  # (B, L, D)
    pooled: Tensor  # (B, D) the end token's place; projected, (B, P), where the encoder does that


class TextEncoder(nn.Module):
    """Token ids to a context. The text half of CLIP, without its projection."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__()
        self.config = config
        self.model = CLIPTextModel(CLIPTextConfig(**_settings(config)))
        _restore_places(self.model)

    def forward(
        self, ids: Tensor, back: int = 0, normed: bool = True, extra: Tensor | None = None
    ) -> EncodedText:
        """ids (B, L) whole numbers → context (B, L, D). `extra` (E, D) are the vectors of ids behind the vocabulary.

        The context is what comes out of the last layer, or of the one `back` layers before it
        (0 … `num_hidden_layers`), through the final norm unless told otherwise. Pooled is always the last's.
        """
        with _longer(self.model.embeddings, extra):
            out = self.model(input_ids=ids, output_hidden_states=back > 0 or not normed)
        context = out.last_hidden_state
        if (
            out.hidden_states is not None
        ):  # what went into the first layer, then what came out of each
            context = out.hidden_states[-1 - back]
            context = self.model.final_layer_norm(context) if normed else context
        return EncodedText(context, self.pool(out.pooler_output))

    def pool(self, pooled: Tensor) -> Tensor:
        """What is made of the end token's place (B, D)."""
        return pooled


class ProjectedTextEncoder(TextEncoder):
    """SDXL's second: its pooled text goes through the projection into the space shared with pictures."""

    def __init__(self, config: TextConfig) -> None:
        super().__init__(config)
        self.text_projection = nn.Linear(config.hidden_size, config.projection_dim, bias=False)

    def pool(self, pooled: Tensor) -> Tensor:
        """(B, D) → (B, P)."""
        projected: Tensor = self.text_projection(pooled)
        return projected


class ImageEncoder(nn.Module):
    """Pictures to the space that they share with texts, and the two numbers that join it to a `TextEncoder`.

    `text_projection` (D → P) and `logit_scale` (natural logarithm) live here and not in the text
    encoder, because a Stable Diffusion model's text encoder is stored without them.
    """

    def __init__(self, config: ImageConfig, text_width: int) -> None:
        super().__init__()
        self.config = config
        self.model = CLIPVisionModelWithProjection(CLIPVisionConfig(**_settings(config)))
        _restore_places(self.model)
        self.text_projection = nn.Linear(text_width, config.projection_dim, bias=False)
        self.logit_scale = nn.Parameter(torch.tensor(LOGIT_SCALE_START))

    def forward(self, pixels: Tensor) -> Tensor:
        """pixels (B, 3, S, S) in the range that the encoder was trained on, [-1, 1] for the starter → (B, P) of length 1."""
        return F.normalize(self.model(pixel_values=pixels).image_embeds, dim=-1)

    def project_text(self, pooled: Tensor) -> Tensor:
        """`EncodedText.pooled` (B, D) → (B, P) of length 1, comparable with `forward`'s rows by their dot product."""
        return F.normalize(self.text_projection(pooled), dim=-1)


class LongerTable(nn.Module):
    """A table of tokens with some rows more, which lie by themselves."""

    def __init__(self, own: nn.Embedding, extra: Tensor) -> None:
        super().__init__()
        self.own, self.extra = own, extra.to(own.weight)

    def forward(self, ids: Tensor) -> Tensor:
        """(B, L) → (B, L, D)."""
        rows = self.own.num_embeddings
        known = self.own(ids.clamp(max=rows - 1))
        more = self.extra[(ids - rows).clamp(min=0)]
        return torch.where((ids < rows).unsqueeze(-1), known, more)


@contextmanager
def _longer(embeddings: nn.Module, extra: Tensor | None) -> Iterator[None]:
    """While it runs the encoder's table has the rows of `extra`, too; its own is not touched."""
    if extra is None:
        yield
        return
    own = embeddings.get_submodule("token_embedding")
    if not isinstance(own, nn.Embedding):
        raise TypeError("two texts at once in one encoder")
    embeddings.token_embedding = LongerTable(own, extra)
    try:
        yield
    finally:
        embeddings.token_embedding = own


def _settings(config: TextConfig | ImageConfig) -> dict[str, Any]:
    """The config for transformers, with the attention kernel that diffusers' pipelines get."""
    return {**dataclasses.asdict(config), "attn_implementation": "sdpa"}


def _restore_places(model: nn.Module) -> None:
    """Give the position counters, which no file holds, real numbers even in a model built without memory."""
    for module in model.modules():
        places = getattr(module, "position_ids", None)
        if isinstance(places, Tensor):
            count = torch.arange(places.shape[-1], device="cpu").expand((1, -1))
            module.register_buffer("position_ids", count, persistent=False)
