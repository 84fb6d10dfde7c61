"""What people type and paste, and what a server may not call its files."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.files.downloads import names
from core.files.downloads.names import Source, read_source

NAME = "stable-diffusion-v1-5/stable-diffusion-v1-5"
FILE = "v1-5-pruned-emaonly.safetensors"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (NAME, Source(NAME)),
        (f"  {NAME}\n", Source(NAME)),
        (f"https://huggingface.co/{NAME}", Source(NAME)),
        (f"huggingface.co/{NAME}/", Source(NAME)),
        (f"https://hf.co/{NAME}?library=diffusers#use", Source(NAME)),
        (f"HTTPS://HuggingFace.co/models/{NAME}", Source(NAME)),
        (f"https://huggingface.co/{NAME}/tree/fp16", Source(NAME, "fp16")),
        (f"https://huggingface.co/{NAME}/tree/refs%2Fpr%2F7/unet", Source(NAME, "refs/pr/7")),
        (f"https://huggingface.co/{NAME}/blob/main/{FILE}", Source(NAME, "main", FILE)),
        (
            f"https://huggingface.co/{NAME}/resolve/v1/{FILE}?download=true",
            Source(NAME, "v1", FILE),
        ),
        (f"https://huggingface.co/{NAME}/discussions/3", Source(NAME)),
        (f"https://mirror.example/{NAME}", Source(NAME)),
    ],
)
def test_names_and_addresses(text, source):
    assert read_source(text, "https://mirror.example") == source


@pytest.mark.parametrize(
    "text",
    [
        *("", "swan", "a/b/c", "../b", "a/..", "a b/c", "owner/na--me", "owner/name.git", "-a/b"),
        *(
            "https://evil.example/a/b",
            "ftp://huggingface.co/a/b",
            "file:///etc/passwd",
            "a/" + "b" * 97,
        ),
        *("https://huggingface.co/datasets/a/b", "https://huggingface.co/spaces/a/b"),
        *("https://huggingface.co/", "https://huggingface.co/a", "https://huggingface.co@evil/a/b"),
        "https://huggingface.co/a/b/blob/main/..%2f..%2fetc",
        "https://huggingface.co/a/b/tree/..",
    ],
)
def test_everything_else_is_refused(text):
    with pytest.raises(InvalidValue):
        read_source(text)


@settings(max_examples=100, deadline=None)
@given(st.text("ab/.:-_?%#@ü\n 2fhuggincoetrs", max_size=60))
def test_whatever_is_typed_there_is_an_answer(text):
    try:
        source = read_source(text)
    except InvalidValue:
        return
    assert names.repository(source.repo)


@pytest.mark.parametrize("name", ["model_index.json", "unet/config.json", "a b/ü (1).safetensors"])
def test_plain_names_are_safe(name):
    assert names.is_safe(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", ".hidden", "a/.git/config"),
        *("C:\\x", "a\\b", "a:b", "con", "NUL.json", "unet/com1.txt", "a\0b", "a\nb", "a\u202eb"),
        *("a ", " a", "a.", "x" * 201, "ü" * 150, "/".join("abcdefgh"), "a*", 'a"b', "\udcff"),
    ],
)
def test_other_names_are_not(name):
    assert not names.is_safe(name)


@pytest.mark.parametrize("text", ["main", "v1.0", "refs/pr/1", "0" * 40, "feature/x+y"])
def test_revisions(text):
    assert names.revision(text) == text


@pytest.mark.parametrize("text", ["", "..", "a/../b", "a b", "-x", "a//b", "a/", "a?b", "x" * 300])
def test_what_is_no_revision(text):
    with pytest.raises(InvalidValue):
        names.revision(text)
