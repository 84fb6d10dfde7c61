"""The finished LoRA: what lies in its file, what it is called, what the library shows of it."""

import pytest
import torch
from safetensors import safe_open

from core.contract.teaching import DreamBoothConfig
from core.files.catalogue.scan import scan
from core.files.models import addition_folders
from core.training.results.subject import library_copy, put_into_library, result_name


def config(**changes):
    return DreamBoothConfig(photos="p", class_noun="teddy bear", output="o", **changes)


@pytest.mark.parametrize(
    ("name", "token", "called"),
    [
        (None, "sks", "sks-teddy-bear"),
        ("My bear", "sks", "My-bear"),
        (None, "<my*>", "-my-teddy-bear".strip("-")),
    ],
)
def test_what_it_is_called_is_a_name_that_a_file_can_have(name, token, called):
    assert result_name(config(name=name, token=token)) == called


@pytest.fixture
def result(make_dream, opened, tmp_path):
    task = opened(make_dream(prior="none", rank=2, alpha=1.0))
    folder = tmp_path / "result"
    folder.mkdir()
    task.export(folder)
    return folder


def test_the_file_holds_halves_with_an_alpha_a_layer(result):
    with safe_open(result / "sks-dog.safetensors", "pt") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        assert file.metadata()["ss_output_name"] == "sks-dog"
    assert {t.dtype for t in tensors.values()} == {torch.float16}
    alphas = {float(t) for name, t in tensors.items() if name.endswith(".alpha")}
    assert alphas == {1.0}
    assert {p.suffix for p in result.iterdir()} == {".safetensors", ".json", ".png"}


def test_the_library_shows_it_at_once_with_its_trigger_and_picture(result, make_dream, home):
    shown = put_into_library(result, make_dream())
    assert shown == addition_folders.loras() / "sks-dog.safetensors"
    assert put_into_library(result, make_dream()) == shown, "once is enough"
    found = addition_folders.find_lora("sks-dog")
    assert (found.name, found.words[0]) == ("sks-dog", "sks dog")
    steps = scan()
    while True:
        try:
            next(steps)
        except StopIteration as end:
            entries = end.value.entries
            break
    entry = next(e for e in entries if e.name == "sks-dog")
    assert (entry.kind, entry.card.triggers[0]) == ("lora", "sks dog")
    assert entry.card.picture == str(shown.with_suffix(".png"))


def test_a_later_result_can_take_the_place_of_the_copy_in_the_library(result, make_dream, home):
    shown = put_into_library(result, make_dream())
    assert library_copy(result, make_dream()) == shown
    renamed = shown.with_name("sks-dog-mine.safetensors")
    shown.rename(renamed)
    assert library_copy(result, make_dream()) == renamed
    (result / "sks-dog.safetensors").write_bytes(b"other")
    assert library_copy(result, make_dream()) is None
    assert put_into_library(result, make_dream(), renamed) == renamed
    assert renamed.read_bytes() == b"other"
    assert library_copy(result, make_dream(method="full", prior="none")) is None


def test_notes_and_pictures_of_others_keep_their_name(result, make_dream, home):
    folder = addition_folders.loras()
    folder.mkdir(parents=True, exist_ok=True)
    others = {"sks-dog.json": b"mine", "sks-dog-2.pt": b"weights"}
    for name, content in others.items():
        (folder / name).write_bytes(content)
    shown = put_into_library(result, make_dream())
    assert shown.name == "sks-dog-3.safetensors"
    shown.with_suffix(".json").write_bytes(b"changed")
    assert put_into_library(result, make_dream()) == shown
    assert shown.with_suffix(".json").read_bytes() == b"changed"
    assert {name: (folder / name).read_bytes() for name in others} == others
