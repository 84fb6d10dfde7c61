"""The vocabulary follows from the merges."""

from core.text.tokenizer import END, START
from core.text.vocabulary import vocabulary


def test_bytes_then_merges_then_marks():
    vocab = vocabulary([("s", "w"), ("sw", "a</w>")])
    assert list(vocab.values()) == list(range(2 * 256 + 2 + 2))
    assert [vocab[name] for name in ("!", "!</w>", "sw", "swa</w>", START, END)] == [
        *(0, 256),
        *(512, 513),
        *(514, 515),
    ]
