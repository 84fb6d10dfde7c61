"""Both forms of a tokenizer folder give the reference's ids; anything else is refused by name."""

import json

import pytest

from core.checkpoints import tokenizer_files
from core.checkpoints.tokenizer_files import read_tokenizer, write_tokenizer
from core.contract.errors import ConfigInvalid, ModelIncomplete
from core.text.tokenizer import END, START, Tokenizer

TEXTS = ("a graceful swan, oil on canvas", "", "it's <|endoftext|> ! !!", "白鳥 " * 90)
FORMS = ("pair", "joined", "joined with merges as text")


@pytest.fixture
def folder(vocab, model, tmp_path):
    """A function that writes a folder in one of the forms, with further JSON files in it."""

    def make(form="pair", **files):
        part = tmp_path / "tokenizer"
        part.mkdir()
        pairs = [list(pair) for pair in model.tokenizer.merges]
        if form == "pair":
            (part / "vocab.json").write_text(json.dumps(vocab))
            lines = ["#version: 0.2", *(" ".join(pair) for pair in pairs)]
            (part / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        else:
            merges = pairs if form == "joined" else [" ".join(pair) for pair in pairs]
            data = {
                "version": "1.0",
                "added_tokens": [
                    {"id": vocab[t], "content": t, "normalized": False, "special": True}
                    | dict.fromkeys(("single_word", "lstrip", "rstrip"), False)
                    for t in (START, END)
                ],
                "model": {"type": "BPE", "vocab": vocab, "merges": merges},
            }
            (part / "tokenizer.json").write_text(json.dumps(data))
        for name, content in files.items():
            (part / f"{name}.json").write_text(json.dumps(content))
        return tmp_path

    return make


def read(folder, vocab, extra=0, length=77):
    return read_tokenizer(folder, length=length, vocab_size=len(vocab) + extra)


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "files",
    [
        {},
        {"special_tokens_map": {"pad_token": "!"}},
        {"tokenizer_config": {"pad_token": "!"}},
        {"tokenizer_config": {"pad_token": {"content": "!", "__type": "AddedToken"}}},
        {"special_tokens_map": {"pad_token": END}, "tokenizer_config": {"pad_token": "!"}},
        {"special_tokens_map": {"pad_token": "!"}, "tokenizer_config": {"pad_token": END}},
        {"special_tokens_map": {"bos_token": START}, "tokenizer_config": {"pad_token": "!"}},
        {"tokenizer_config": {"model_max_length": 20}},
    ],
)
def test_both_forms_pad_and_cut_as_the_reference(folder, vocab, form, files):
    from transformers import CLIPTokenizer

    path = folder(form, **files)
    ours = read(path, vocab)
    theirs = CLIPTokenizer.from_pretrained(path / "tokenizer")
    length = min(theirs.model_max_length, 77)
    assert ours.length == length
    for text in TEXTS:
        want = theirs(text, padding="max_length", max_length=length, truncation=True)
        assert ours.encode(text) == want.input_ids


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("place", ["added_tokens", "tokenizer_config"])
def test_a_token_added_later_is_found_where_it_is_listed(folder, vocab, place):
    from transformers import CLIPTokenizer

    top = len(vocab)
    token = {"content": "<sks>", "special": False, "normalized": True}
    token |= dict.fromkeys(("single_word", "lstrip", "rstrip"), False)
    listed = {"<sks>": top}
    if place == "tokenizer_config":
        listed = {"added_tokens_decoder": {str(top): token}}
    path = folder("pair", **{place: listed})
    theirs = CLIPTokenizer.from_pretrained(path / "tokenizer")("a <sks>!").input_ids
    assert top in theirs
    assert read(path, vocab, extra=1).pieces("a <sks>!") == theirs[1:-1]
    with pytest.raises(ConfigInvalid, match="<sks>"):
        read(path, vocab)


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_what_transformers_saves_is_read_and_what_we_save_transformers_reads(
    tmp_path, vocab, model
):
    from transformers import CLIPTokenizer

    merges = list(model.tokenizer.merges)
    theirs = CLIPTokenizer(vocab=vocab, merges=merges, pad_token="!", model_max_length=77)
    theirs.save_pretrained(tmp_path / "theirs" / "tokenizer")
    ours = read(tmp_path / "theirs", vocab)
    (tmp_path / "ours" / "tokenizer").mkdir(parents=True)
    write_tokenizer(tmp_path / "ours" / "tokenizer", ours)
    back = CLIPTokenizer.from_pretrained(tmp_path / "ours" / "tokenizer")
    for text in TEXTS:
        want = theirs(text, padding="max_length", truncation=True).input_ids
        assert ours.encode(text) == want
        assert back(text, padding="max_length", truncation=True).input_ids == want


def test_ours_survive_the_round_trip(tmp_path, vocab, model):
    ours = Tokenizer(
        vocab, model.tokenizer.merges, pad_id=vocab["!"], length=33, added={"<x>": len(vocab)}
    )
    (tmp_path / "tokenizer").mkdir()
    write_tokenizer(tmp_path / "tokenizer", ours)
    back = read(tmp_path, vocab, extra=1)
    assert (back.vocab, back.merges, back.special) == (ours.vocab, ours.merges, ours.special)
    assert (back.pad_id, back.start_id, back.end_id, back.length) == (
        *(ours.pad_id, ours.start_id, ours.end_id),
        33,
    )


def test_windows_line_ends_make_no_difference(folder, vocab, model):
    path = folder()
    merges = path / "tokenizer" / "merges.txt"
    merges.write_bytes(merges.read_bytes().replace(b"\n", b"\r\n"))
    assert read(path, vocab).merges == model.tokenizer.merges


def test_a_pattern_in_the_file_is_ignored(folder, vocab):
    path = folder("joined")
    file = path / "tokenizer" / "tokenizer.json"
    data = json.loads(file.read_text())
    data["pre_tokenizer"] = {"type": "Split", "pattern": {"Regex": "(a+)+$"}}
    data["normalizer"] = {"type": "Prepend", "prepend": "x"}
    file.write_text(json.dumps(data))
    assert read(path, vocab).pieces("swan") == [vocab["swan</w>"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vocab", {}),
        ("vocab", {START: 0, END: 0}),
        ("vocab", {START: 0, END: "1"}),
        ("vocab", {START: 0, END: True}),
        ("vocab", {START: 0, END: -1}),
        ("vocab", {START: 0, END: 10**7}),
        ("vocab", {START: 0, END: 1, "": 2}),
        ("vocab", {START: 0, END: 1, "x" * 2000: 2}),
        ("vocab", [START, END]),
        ("tokenizer_config", {"pad_token": "<pad>"}),
        ("tokenizer_config", {"model_max_length": 2}),
        ("tokenizer_config", {"model_max_length": "long"}),
        ("tokenizer_config", {"added_tokens_decoder": {"x": {}}}),
        ("tokenizer_config", {"added_tokens_decoder": {"1": "x"}}),
        ("tokenizer_config", {"added_tokens_decoder": {"9" * 5000: {"content": "x"}}}),
        ("added_tokens", {"<x>": 10**6}),
        ("tokenizer", {"model": {"type": "Unigram"}}),
        ("tokenizer", {"model": {"type": "BPE", "vocab": {START: 0, END: 1}, "merges": "a b"}}),
        ("tokenizer", {"model": {"vocab": {START: 0, END: 1}, "merges": [["a", "b"]]}}),
        ("tokenizer", {"model": {"vocab": {START: 0, END: 1}, "merges": [[1, 2]]}}),
        (
            "tokenizer",
            {"model": {"vocab": {START: 0, END: 1}, "merges": []}, "added_tokens": {"a": 1}},
        ),
        ("tokenizer", {"model": None}),
    ],
)
def test_what_breaks_the_schema_is_refused(folder, vocab, name, content):
    path = folder()
    (path / "tokenizer" / f"{name}.json").write_text(json.dumps(content))
    with pytest.raises(ConfigInvalid):
        read(path, vocab)


@pytest.mark.parametrize("line", ["s", "s w a", "s  w", "sw zz"])
def test_a_line_of_merges_that_is_none_is_refused(folder, vocab, line):
    path = folder()
    with (path / "tokenizer" / "merges.txt").open("a") as file:
        file.write(line + "\n")
    with pytest.raises(ConfigInvalid, match=r"merges\["):
        read(path, vocab)


def test_too_much_is_refused_before_it_is_parsed(folder, vocab, monkeypatch):
    path = folder()
    monkeypatch.setattr(tokenizer_files, "VOCABULARY_BYTES", 100)
    with pytest.raises(ConfigInvalid, match="at most 100 bytes"):
        read(path, vocab)


def test_a_missing_file_is_named(folder, vocab):
    path = folder()
    (path / "tokenizer" / "merges.txt").unlink()
    with pytest.raises(ModelIncomplete, match=r"merges\.txt"):
        read(path, vocab)
