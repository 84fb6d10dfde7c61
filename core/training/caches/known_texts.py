"""What the text encoders say of the few texts of a training: computed once, or anew where the encoders learn."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import torch

from core.diffusion.conditioning import Conditioning, joined
from core.training.taught import Taught, moved

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
        said = [self.now(self._texts[n : n + AT_ONCE]).to("cpu") for n in parts]
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
        return told.rows(rows).to(self._taught.device)

    def _elsewhere(self, texts: Sequence[str]) -> Conditioning:
        with moved(self._taught.texts.values(), self._taught.device):
            return self.now(texts)

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
        return told.silenced(torch.tensor([not text for text in texts]))

    @functools.cached_property
    def _chunks(self) -> int:
        """Of the longest."""
        return self._taught.chunks(self._texts)
