"""What the text encoders say of the few texts of a training: computed once, or anew where the encoders learn."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import torch
from torch import Tensor

from core.diffusion.denoiser import Conditioning
from core.training.taught import Taught, joined

AT_ONCE = 64  # texts that are encoded together


class KnownTexts:
    """A closed list of texts. All are told at the length of the longest: it changes what a U-Net says."""

    def __init__(self, taught: Taught, texts: Sequence[str], *, live: bool) -> None:
        self._taught, self._texts, self._live = taught, tuple(dict.fromkeys(texts)), live
        self._row = {text: row for row, text in enumerate(self._texts)}
        self._kept: Conditioning | None = None

    def prepare(self) -> None:
        """Encode all where they cannot change, and give the encoders' place on the device free."""
        if self._live:
            return
        # In RAM: for all captions of a folder a device has no room.
        parts = range(0, len(self._texts), AT_ONCE)
        said = [_moved(self.now(self._texts[n : n + AT_ONCE]), "cpu") for n in parts]
        self._kept = joined(said)
        for encoder in self._taught.texts.values():
            encoder.to("cpu")

    def told(self, texts: Sequence[str]) -> Conditioning:
        """For each text; with gradient where the encoders learn.

        Any other text is encoded now, wherever the encoders are.
        """
        if not self._row.keys() >= set(texts):
            return self._elsewhere(texts)
        rows = torch.tensor([self._row[text] for text in texts])
        told = self._kept
        if told is None:
            used = sorted(set(rows.tolist()))
            told = self._said([self._texts[row] for row in used])
            rows = torch.tensor([used.index(row) for row in rows.tolist()])
        found = Conditioning(_rows(told.context, rows), _maybe(told.pooled, rows))
        return _moved(found, self._taught.device)

    def _elsewhere(self, texts: Sequence[str]) -> Conditioning:
        encoders = self._taught.texts.values()
        places = {encoder: next(encoder.parameters()).device for encoder in encoders}
        for encoder in places:
            encoder.to(self._taught.device)
        said = self.now(texts)
        for encoder, place in places.items():
            encoder.to(place)
        return said

    @torch.no_grad()
    def now(self, texts: Sequence[str]) -> Conditioning:
        """As the encoders are at the moment, without gradient."""
        return self._said(texts)

    def _said(self, texts: Sequence[str]) -> Conditioning:
        """What the encoders say; where drawing has zeros in place of no words, a picture without words has them, too.

        Only so it is that branch, from which guidance goes away, that is kept.
        """
        told = self._taught.told(texts, self._chunks)
        if not self._taught.zeros or "" not in texts:
            return told
        silent = torch.tensor([not text for text in texts], device=told.context.device)
        context = told.context.masked_fill(silent[:, None, None], 0.0)
        pooled = None if told.pooled is None else told.pooled.masked_fill(silent[:, None], 0.0)
        return Conditioning(context, pooled)

    @functools.cached_property
    def _chunks(self) -> int:
        """Of the longest."""
        return self._taught.chunks(self._texts)


def _moved(told: Conditioning, device: torch.device | str) -> Conditioning:
    pooled = None if told.pooled is None else told.pooled.to(device)
    return Conditioning(told.context.to(device), pooled)


def _rows(tensor: Tensor, rows: Tensor) -> Tensor:
    return tensor[rows.to(tensor.device)]


def _maybe(tensor: Tensor | None, rows: Tensor) -> Tensor | None:
    return None if tensor is None else _rows(tensor, rows)
