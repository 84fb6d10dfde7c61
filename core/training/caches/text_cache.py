"""What the frozen text encoder says about every caption, computed once where it fits in memory.

Each context is a function of its caption's place in a fixed order, never of the batch it is asked for
in: rounding must not depend on which step a run was resumed at.

Axes: B batch, L tokens, D width, U distinct captions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor

from core.contract.training import LoopConfig
from core.text.encoder import TextEncoder
from core.text.tokenizer import Tokenizer
from core.training.data.dataset import Progress, memory_allowance
from core.training.task import Setting

ENCODE_BATCH = 64  # captions


class TextCache:
    """Contexts of captions and of the empty text."""

    def __init__(
        self, encoder: TextEncoder, tokenizer: Tokenizer, setting: Setting[LoopConfig]
    ) -> None:
        self._encoder, self._tokenizer, self._setting = encoder, tokenizer, setting
        texts = sorted({"", *setting.pictures.captions})
        self._rows = {text: row for row, text in enumerate(texts)}
        width, length = encoder.config.hidden_size, tokenizer.length
        self._shape = (len(texts), length, width)
        self._kept: Tensor | None = None  # (U, L, D) in the precision of the forward pass

    @property
    def fits(self) -> bool:
        count, length, width = self._shape
        return count * length * width * self._setting.dtype.itemsize <= memory_allowance()

    def prepare(self) -> Iterator[Progress]:
        """Encode all captions; where they do not fit, nothing: they are encoded when asked for."""
        if not self.fits:
            return
        texts = list(self._rows)
        kept = torch.empty(self._shape, dtype=self._setting.dtype)
        for first in range(0, len(texts), ENCODE_BATCH):
            part = texts[first : first + ENCODE_BATCH]
            kept[first : first + len(part)] = self._encode(part).to("cpu")
            yield Progress("captions_read", first + len(part), len(texts))
        self._kept = kept

    def contexts(self, texts: Sequence[str]) -> Tensor:
        """(B, L, D) on the device."""
        if self._kept is None:  # one by one, so that the company does not matter
            return torch.cat([self._encode([text]) for text in texts])
        rows = torch.tensor([self._rows[text] for text in texts])
        return self._kept[rows].to(self._setting.device)

    @torch.no_grad()
    def _encode(self, texts: Sequence[str]) -> Tensor:
        ids = torch.tensor([self._tokenizer.encode(text) for text in texts])
        with self._setting.autocast():
            context = self._encoder(ids.to(self._setting.device)).context
        return context.to(self._setting.dtype)
