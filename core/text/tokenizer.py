"""CLIP's byte-level BPE: text to token ids, equal to transformers' `CLIPTokenizer`.

Pure Python over data that was read elsewhere (`core/checkpoints/tokenizer_files.py`): knows no file,
no JSON and no torch. The normaliser and the word pattern are fixed here; what a model folder says
about them is ignored, so that no file brings a regular expression of its own.
"""

from __future__ import annotations

import copy
import functools
import heapq
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from core.contract.additions import called, folded

END_OF_WORD = "</w>"
START = "<|startoftext|>"
END = "<|endoftext|>"

# White_Space of Unicode; Python's str.isspace() also counts U+001C to U+001F, the reference does not.
_SPACES = frozenset(
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_CONTRACTIONS = ("'s", "'t", "'re", "'ve", "'m", "'ll", "'d")
_CACHE_WORDS = 65_536  # words whose pieces are remembered
_ORDERED = 10_000  # merges from which on their order tells how common words are


class Tokenizer:
    """Words to ids by the vocabulary and the ranked merges of one model.

    `special` are texts taken whole wherever they stand in a prompt exactly so, each with its id: start,
    end, the padding (in SD 2 that is "!") and `added`. Every merge's parts and result are in `vocab`.
    """

    def __init__(
        self,
        vocab: Mapping[str, int],
        merges: Sequence[tuple[str, str]],
        pad_id: int | None = None,  # None: the end token pads
        start_id: int | None = None,
        end_id: int | None = None,
        length: int = 77,  # tokens of a prompt with start, end and padding
        added: Mapping[str, int] | None = None,  # further texts taken whole
    ) -> None:
        self.vocab = dict(vocab)
        self.merges = tuple(merges)
        self.start_id = vocab[START] if start_id is None else start_id
        self.end_id = vocab[END] if end_id is None else end_id
        self.pad_id = self.end_id if pad_id is None else pad_id
        self.length = length
        names = {index: name for name, index in {**vocab, **(added or {})}.items()}
        marks = {names[i]: i for i in (self.start_id, self.end_id, self.pad_id)}
        self.special = {**marks, **(added or {})}
        longest_first = sorted(self.special, key=lambda name: (-len(name), name))
        self._specials = re.compile("|".join(map(re.escape, longest_first)))
        self._ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        self._bytes = byte_alphabet()
        self._names: dict[str, tuple[int, ...]] = {}
        self._called = called(())
        self._word_ids = functools.lru_cache(_CACHE_WORDS)(self._bpe)

    def reads_as(self, other: Tokenizer) -> bool:
        """Whether every text has the same ids in both."""
        names = ("vocab", "merges", "special", "pad_id", "start_id", "end_id", "length")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def named(self, names: Mapping[str, Sequence[int]]) -> Tokenizer:
        """The same with words of an embedding each, which stand for the ids given, found before any other."""
        other = copy.copy(self)
        other._names = {folded(name): tuple(ids) for name, ids in names.items()}
        other._called = called(names)
        labels = ((name, ids) for name, ids in names.items())
        other.special = self.special | {
            name if number == 0 else f"{name}_{number}": index
            for name, ids in labels
            for number, index in enumerate(ids)
        }
        return other

    def words(self, text: str) -> list[tuple[str, tuple[int, ...]]]:
        """The words of a text as the model sees them (normalised), each with its ids.

        A word of more than one id is one that the vocabulary does not hold whole.
        """
        begin, found = 0, []
        for match in self._called.finditer(text):
            found += self._own_words(text[begin : match.start()])
            found.append((match[0], self._names[folded(match[0])]))
            begin = match.end()
        return [*found, *self._own_words(text[begin:])]

    def units(self, text: str) -> list[tuple[int, ...]]:
        """`pieces` in groups that are not to be parted: all vectors of an embedding, any other piece alone."""
        found: list[tuple[int, ...]] = []
        for word, ids in self.words(text):
            is_embedding = self._names.get(folded(word)) == ids
            found += [ids] if is_embedding else [(piece,) for piece in ids]
        return found

    def _own_words(self, text: str) -> list[tuple[str, tuple[int, ...]]]:
        """Those of the vocabulary."""
        return [
            (word, (self.special[word],) if special else self._word_ids(word))
            for word, special in self._split(text)
        ]

    def rarity(self, text: str) -> float | None:
        """How rare a word of one piece is where the merges were counted, 0 … 1: the commonest were made first.

        None for any other text, and where a vocabulary is too small to tell. A rare word may mean something.
        """
        words = self.words(text) if len(self.merges) >= _ORDERED else []
        if len(words) != 1 or len(words[0][1]) != 1:
            return None
        (piece,) = words[0][1]
        ranks = (n for n, pair in enumerate(self.merges) if self.vocab["".join(pair)] == piece)
        rank = next(ranks, None)
        return None if rank is None else rank / len(self.merges)

    def pieces(self, text: str) -> list[int]:
        """Ids of a text, without start, end and padding, at any length."""
        return [piece for _, ids in self.words(text) for piece in ids]

    def encode(self, text: str) -> list[int]:
        """Exactly `length` ids: start, as many pieces as fit, end, padding."""
        ids = [self.start_id, *self.pieces(text)[: self.length - 2], self.end_id]
        return ids + [self.pad_id] * (self.length - len(ids))

    def _split(self, text: str) -> Iterator[tuple[str, bool]]:
        """Words, and whether each is a special token. Those are found before anything is normalised."""
        begin = 0
        for match in self._specials.finditer(text):
            yield from (
                (word, False) for word in split_words(normalise(text[begin : match.start()]))
            )
            yield match[0], True
            begin = match.end()
        yield from ((word, False) for word in split_words(normalise(text[begin:])))

    def _bpe(self, word: str) -> tuple[int, ...]:
        """Ids of one word: its bytes, joined by the merge of lowest rank, leftmost first, while there is one.

        A heap of candidate pairs over a linked list keeps a word of n bytes at O(n log n).
        """
        symbols: list[str | None] = [self._bytes[b] for b in word.encode("utf-8", "replace")]
        symbols[-1] = f"{symbols[-1]}{END_OF_WORD}"
        following = [*range(1, len(symbols)), -1]
        before = [*range(-1, len(symbols) - 1)]
        heap = [
            (rank, i)
            for i in range(len(symbols) - 1)
            if (rank := self._rank(symbols, i, i + 1)) >= 0
        ]
        heapq.heapify(heap)
        while heap:
            rank, left = heapq.heappop(heap)
            right = following[left]
            if symbols[left] is None or right < 0 or self._rank(symbols, left, right) != rank:
                continue  # one of the two has been joined to another neighbour meanwhile
            symbols[left] = f"{symbols[left]}{symbols[right]}"
            symbols[right] = None
            following[left] = following[right]
            if following[left] >= 0:
                before[following[left]] = left
            for i, j in ((before[left], left), (left, following[left])):
                if i >= 0 and j >= 0 and (new := self._rank(symbols, i, j)) >= 0:
                    heapq.heappush(heap, (new, i))
        return tuple(self.vocab.get(s, self.end_id) for s in symbols if s is not None)

    def _rank(self, symbols: list[str | None], left: int, right: int) -> int:
        """Rank of the merge of two neighbours, -1 if there is none."""
        a, b = symbols[left], symbols[right]
        return -1 if a is None or b is None else self._ranks.get((a, b), -1)


def normalise(text: str) -> str:
    """Canonical composition, runs of white space to one space, lower case letter by letter.

    Letter by letter, as the reference does it: `str.lower` on the whole would turn a final sigma into ς.
    """
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if c in _SPACES else c.lower() for c in composed)


def split_words(text: str) -> Iterator[str]:
    """The words of a normalised text: contractions, runs of letters, single digits, runs of the rest."""
    here = 0
    while here < len(text):
        if text[here] == " ":
            here += 1
            continue
        whole = next((s for s in (START, END) if text.startswith(s, here)), None)
        if whole is not None:  # only what normalising made: the reference then cuts it in three
            yield from (whole[:2], whole[2:-2], whole[-2:])
            here += len(whole)
            continue
        end = _word_end(text, here)
        yield text[here:end]
        here = end


def _word_end(text: str, here: int) -> int:
    """Where the word that begins at `here` ends."""
    for contraction in _CONTRACTIONS:
        if text.startswith(contraction, here):
            return here + len(contraction)
    kind = _kind(text[here])
    end = here + 1
    while kind != "N" and end < len(text) and _kind(text[end]) == kind:
        end += 1
    return end


def _kind(character: str) -> str:
    """L letter, N number, space, or O anything else."""
    if character in _SPACES:
        return " "
    category = unicodedata.category(character)[0]
    return category if category in "LN" else "O"


@functools.cache
def byte_alphabet() -> tuple[str, ...]:
    """The printable character that stands for each byte, in byte order (Radford et al. 2019, GPT-2)."""
    kept = {*range(33, 127), *range(161, 173), *range(174, 256)}
    spare = iter(range(256, 512))
    return tuple(chr(b) if b in kept else chr(next(spare)) for b in range(256))
