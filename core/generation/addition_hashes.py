"""LoRAs and embeddings as a recipe keeps them; their files are hashed beside the drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.contract.additions import NAME_MAX, EmbeddingRecord, LoraRecord
from core.files.models.hashes import file_hash, numbers_hash
from core.generation.additions import Additions, UsedLora
from core.generation.hashing import ModelHash
from core.generation.picture_words import PictureWords


@dataclass(frozen=True)
class AdditionHashes:
    """All of a request: path → its hash, as soon as that is known."""

    used: Additions
    whole: Mapping[str, ModelHash]
    numbers: Mapping[str, ModelHash]  # of LoRAs alone, by which other programs know them

    @staticmethod
    def of(used: Additions) -> AdditionHashes:
        paths = dict.fromkeys(map(str, used.files()))
        loras = dict.fromkeys(lora.info.path for lora in used.loras)
        return AdditionHashes(
            used,
            {path: ModelHash(path, file_hash) for path in paths},
            {path: ModelHash(path, numbers_hash) for path in loras},
        )

    def loras(self, index: int) -> tuple[LoraRecord, ...]:
        """Those of picture `index`. Raises as `hashes.numbers_hash`."""
        return tuple(self._lora(used) for used in self.used.stacks[index])

    def embeddings(self, words: PictureWords) -> tuple[EmbeddingRecord, ...]:
        """Those that a picture's texts call, by the words that they have there. Raises as `hashes.file_hash`."""
        return tuple(
            EmbeddingRecord(
                name=each.info.name[:NAME_MAX],
                hash=self.whole[each.info.path].value(),
                token=None if name == each.info.name else name,
            )
            for each in self.used.embeddings
            for name in each.said_in(words)
        )

    def _lora(self, used: UsedLora) -> LoraRecord:
        path = used.info.path
        return LoraRecord(
            name=used.info.name[:NAME_MAX],
            hash=self.whole[path].value(),
            numbers_hash=self.numbers[path].value(),
            weight=used.weight,
            text_weight=used.text_weight,
        )
