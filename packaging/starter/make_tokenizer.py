"""The starter model's tokenizer: a small byte-level BPE in the files of CLIP's.

Run as `python packaging/starter/make_tokenizer.py --output FOLDER`. Every word of the captions and
every rare word is one piece; any other text falls apart into smaller pieces, bytes at worst. It
encodes nothing: `core/text/tokenizer.py` does.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

from vocabulary import RARE_WORDS, known_words, read_vocabulary

START, END = "<|startoftext|>", "<|endoftext|>"
WORD_END = "</w>"
LENGTH = 77  # pieces of an encoded text, start and end included
SPLIT = re.compile(r"[a-z]+|[0-9]|[^\sa-z0-9]+")  # CLIP's pattern, for lower-case ASCII

Merge = tuple[str, str]


def byte_letters() -> list[str]:
    """The letter that stands for each byte, in CLIP's order: printable bytes first (GPT-2)."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printable]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(len(others))]


def learn_merges(words: list[str]) -> list[Merge]:
    """Merge the commonest pair of neighbours, ties by spelling, until each word is one piece."""
    split = {word: [*word[:-1], word[-1] + WORD_END] for word in sorted(set(words))}
    merges: list[Merge] = []
    while True:
        pairs = Counter(pair for pieces in split.values() for pair in pairwise(pieces))
        if not pairs:
            return merges
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for word, pieces in split.items():
            split[word] = merged(pieces, best)


def merged(pieces: list[str], pair: Merge) -> list[str]:
    """The pieces with every occurrence of the pair joined, from the left."""
    result: list[str] = []
    for piece in pieces:
        if result and (result[-1], piece) == pair:
            result[-1] += piece
        else:
            result.append(piece)
    return result


def single_words() -> list[str]:
    """Everything that has to be one piece, as CLIP's pattern splits it."""
    known = known_words(read_vocabulary())
    text = " ".join(phrase for phrases in known.values() for phrase in phrases)
    return [*SPLIT.findall(text), *RARE_WORDS]


def tokenizer_files() -> dict[str, str]:
    """File name → content, as diffusers lays out a `tokenizer` folder."""
    merges = learn_merges(single_words())
    letters = byte_letters()
    pieces = [*letters, *(letter + WORD_END for letter in letters)]
    pieces += [first + second for first, second in merges] + [START, END]
    vocab = {piece: number for number, piece in enumerate(pieces)}
    if len(vocab) != len(pieces):
        raise ValueError("two merges make the same piece")
    specials = {"bos_token": START, "eos_token": END, "pad_token": END, "unk_token": END}
    config = {
        **specials,
        "add_prefix_space": False,
        "do_lower_case": True,
        "errors": "replace",
        "model_max_length": LENGTH,
        "tokenizer_class": "CLIPTokenizer",
    }
    lines = ["#version: 0.2", *(f"{first} {second}" for first, second in merges)]
    return {
        "vocab.json": json.dumps(vocab, ensure_ascii=False),
        "merges.txt": "\n".join(lines) + "\n",
        "tokenizer_config.json": json.dumps(config, indent=2) + "\n",
        "special_tokens_map.json": json.dumps(specials, indent=2) + "\n",
    }


def write_tokenizer(folder: Path) -> int:
    """Write the files; returns the number of pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    files = tokenizer_files()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return len(json.loads(files["vocab.json"]))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make the starter model's tokenizer.")
    default = Path(__file__).with_name("configs") / "tokenizer"
    parser.add_argument("--output", type=Path, default=default)
    options = parser.parse_args(arguments)
    print(f"{write_tokenizer(options.output)} pieces")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
