"""Ids equal transformers' CLIPTokenizer, for any text; and what `Tokenizer` promises besides."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.text.tokenizer import END, START, Tokenizer, byte_alphabet, normalise, split_words

# Characters that this Python does not know yet may have got a class since, which the oracle knows.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cn"))
PIECES = st.sampled_from(
    [
        *("swan", "Teddy", "abcdeabc", "ABBA", "deadbeef", "it's", "don't", "we're", "I'VE", "'d"),
        *("'", "''", "'store", "!'s", "...", "!!", "(oil:1.2)", "[x]", "<lora:a:1>", "-", "_", "#"),
        *("0", "42", "3.14", "½", "Ⅷ", "٣", "1st", " ", "  ", "\t\n", "\u00a0", "\u3000", "\u200b"),
        *("\x1c", "\x85", "é", "e\u0301", "ΟΔΟΣ", "İ", "ß", "ﬁ", "Ǆ", "白鳥", "ひらがな", "백조"),
        *("🦢", "👩‍🎨", "🏳️‍🌈", START, END, START.upper(), "<|endoftext", END + "!", "a" + START),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(CHARACTERS, max_size=12)), max_size=12).map("".join)


@pytest.fixture(scope="module")
def reference(vocab, merges):
    from transformers import CLIPTokenizer

    return CLIPTokenizer(vocab=vocab, merges=merges)


@pytest.mark.oracle
@settings(max_examples=400, deadline=None)
@given(text=TEXTS)
def test_ids_equal_the_reference(tokenizer, reference, text):
    assert tokenizer.pieces(text) == reference(text).input_ids[1:-1]


@pytest.mark.oracle
@settings(max_examples=200, deadline=None)
@given(text=st.text("abcde ", max_size=60))
def test_merges_are_taken_in_the_order_of_their_rank(tokenizer, reference, text):
    assert tokenizer.pieces(text) == reference(text).input_ids[1:-1]


@pytest.mark.oracle
@settings(max_examples=100, deadline=None)
@given(text=st.lists(PIECES, max_size=60).map(" ".join), length=st.integers(3, 77))
def test_encoding_truncates_and_pads_as_the_reference(vocab, merges, reference, text, length):
    ours = Tokenizer(vocab, merges, length=length).encode(text)
    theirs = reference(text, padding="max_length", max_length=length, truncation=True).input_ids
    assert ours == theirs


@pytest.mark.oracle
def test_every_character_is_classed_as_the_reference_does(tokenizer, reference):
    kept = (c for c in map(chr, range(0x20000)) if unicodedata.category(c) not in ("Cn", "Cs"))
    # Of the many thousand ideographs and syllables, which are all alike, a sample.
    characters = [c for c in kept if unicodedata.category(c) != "Lo" or ord(c) % 29 == 0]
    texts = [f"a{c}1{c}!{c}" for c in characters]
    theirs = reference(texts).input_ids
    wrong = [
        (c, t, ids)
        for c, t, ids in zip(characters, texts, theirs, strict=True)
        if tokenizer.pieces(t) != ids[1:-1]
    ]
    assert not wrong
    assert len(characters) > 10_000


@pytest.mark.oracle
def test_the_padding_of_sd2_is_a_token_of_its_own_in_a_text(vocab, merges):
    from transformers import CLIPTokenizer

    reference = CLIPTokenizer(vocab=vocab, merges=merges, pad_token="!")
    ours = Tokenizer(vocab, merges, pad_id=vocab["!"], length=16)
    for text in ("hey! it!s", "", "!", "swan !!"):
        theirs = reference(text, padding="max_length", max_length=16).input_ids
        assert ours.encode(text) == theirs


def test_an_added_token_is_taken_whole_the_longest_first(vocab, merges):
    top = len(vocab)
    tokenizer = Tokenizer(vocab, merges, added={"<sks>": top, "<sks>!": top + 1})
    assert tokenizer.pieces("a<sks>!b <sks>") == [vocab["a</w>"], top + 1, vocab["b</w>"], top]


def test_encode_frames_the_words(tokenizer, vocab):
    ids = tokenizer.encode("swan")
    assert ids[:3] == [vocab[START], vocab["swan</w>"], vocab[END]]
    assert len(ids) == 77
    assert set(ids[3:]) == {vocab[END]}


@pytest.mark.parametrize("length", [75, 76, 300])
def test_encode_keeps_the_end_when_it_truncates(tokenizer, length):
    ids = tokenizer.encode("swan " * length)
    assert len(ids) == 77
    assert ids[-1] == tokenizer.end_id
    assert tokenizer.end_id not in ids[:-1]


def test_words_tells_which_are_whole(tokenizer, vocab):
    words = tokenizer.words("Swan  sks")
    assert words[0] == ("swan", (vocab["swan</w>"],))
    assert words[1][0] == "sks"
    assert len(words[1][1]) > 1


def test_words_and_pieces_agree(tokenizer):
    text = "it's 42 swans " + END + " 白鳥!"
    assert [i for _, ids in tokenizer.words(text) for i in ids] == tokenizer.pieces(text)


def test_rarity_is_told_of_one_piece_of_a_large_vocabulary(tokenizer):
    clip = clip_tokenizer(zero_padded=False)
    assert clip.rarity("Dog") < clip.rarity("corgi") < 0.9 < clip.rarity("sks") < 1
    for text in ("", "zwx", "sks dog", START, "q", "!"):
        assert clip.rarity(text) is None
    assert clip.named({"sks": (0,)}).rarity("sks") is None, "an embedding is called so"
    assert tokenizer.rarity("swan") is None, "its order tells nothing"


def test_a_lone_surrogate_is_no_crash(tokenizer):
    assert tokenizer.pieces("\ud800") == tokenizer.pieces("?")


def test_bytes_outside_a_small_vocabulary_become_the_unknown_token():
    tokenizer = Tokenizer({"a": 0, "a</w>": 1, START: 2, END: 3}, [])
    assert tokenizer.pieces("aba") == [0, 3, 1]


def test_a_very_long_word_takes_no_square_time(tokenizer):
    assert len(tokenizer.pieces("z" * 200_000)) == 200_000


def test_byte_alphabet_is_a_bijection_on_printable_characters():
    assert len(set(byte_alphabet())) == 256
    assert all(c.isprintable() and not c.isspace() for c in byte_alphabet())


def test_normalise_composes_lowers_and_widens_no_space():
    assert normalise("E\u0301Σ\t\u3000x") == "éσ  x"


def test_split_words_never_loses_a_letter():
    text = "it's 10 o'clock, <|endoftext|>!"
    assert "".join(split_words(text)) == text.replace(" ", "")


def test_words_of_embeddings_come_before_all_others(tokenizer) -> None:
    named = tokenizer.named({"Blot": (900, 901), "<b>": (902,)})
    own = tokenizer.pieces
    assert named.pieces("a blot, <B>c") == [*own("a"), 900, 901, *own(","), 902, *own("c")]
    assert named.words("BLOT") == [("BLOT", (900, 901))]
    assert named.pieces("blots") == own("blots")
    assert 900 not in tokenizer.pieces("blot")
    assert {named.special[name] for name in ("Blot", "Blot_1", "<b>")} == {900, 901, 902}


def test_an_embedding_is_found_in_turkish_capitals(tokenizer) -> None:
    named = tokenizer.named({"istanbul": (900, 901)})
    assert named.pieces("İstanbul") == named.pieces("ISTANBUL") == [900, 901]


def test_units_keep_the_vectors_of_an_embedding_together(tokenizer) -> None:
    named = tokenizer.named({"blot": (900, 901)})
    found = named.units("qzx blot, BLOT c")
    assert [piece for unit in found for piece in unit] == named.pieces("qzx blot, BLOT c")
    assert [unit for unit in found if len(unit) > 1] == [(900, 901)] * 2


def test_two_with_the_same_words_and_padding_read_alike(vocab, merges, tokenizer) -> None:
    assert tokenizer.reads_as(Tokenizer(vocab, merges))
    assert not tokenizer.reads_as(Tokenizer(vocab, merges, pad_id=0))
    assert not tokenizer.reads_as(tokenizer.named({"x": (1,)}))
