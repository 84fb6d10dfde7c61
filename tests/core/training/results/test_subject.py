"""The finished LoRA: what lies in its file, what it is called, what the library shows of it."""

import pytest
import torch
from PIL import Image
from safetensors import safe_open

from core.contract.teaching import DreamBoothConfig, FinetuneConfig
from core.files import store
from core.files.catalogue import addition_folders
from core.files.catalogue.scan import scan
from core.files.pictures.images import read_picture
from core.training.results.names import result_name, trigger
from core.training.results.subject import library_copy, put_into_library


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


def shown_in_the_library(name):
    entries = store.drained(scan()).entries
    return next(entry for entry in entries if entry.name == name)


@pytest.fixture
def result(make_dream, opened, tmp_path):
    task = opened(make_dream(prior="none", rank=2, alpha=1.0))
    folder = tmp_path / "result"
    folder.mkdir()
    task.export(folder, 4)
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
    entry = shown_in_the_library("sks-dog")
    assert (entry.kind, entry.card.triggers[0]) == ("lora", "sks dog")
    assert entry.card.picture == str(shown.with_suffix(".png"))


@pytest.mark.parametrize(("form", "called"), [("folder", "my-run"), ("single-file", "sks-dog")])
def test_the_library_shows_a_whole_model_by_its_name_with_its_words_and_picture(
    form, called, make_dream, opened, tmp_path
):
    full = {"method": "full", "prior": "none", "output": str(tmp_path / "my-run")}
    config = make_dream(**full, result_format=form)
    task, folder = opened(config), tmp_path / "my-run" / "result"
    folder.mkdir()
    task.export(folder, 4, Image.new("RGB", (32, 32), "red"))
    put_into_library(folder, config)
    entry = shown_in_the_library(called)
    assert (entry.kind, entry.title, entry.card.triggers) == ("model", called, ("sks dog",))
    assert read_picture(entry.card.picture).getpixel((0, 0)) == (255, 0, 0)


def test_a_fine_tune_is_called_by_the_words_that_were_put_into_its_captions():
    style = FinetuneConfig(data="d", output="o", trigger="sks style")
    assert (trigger(style), result_name(style)) == ("sks style", "sks-style")
    assert trigger(FinetuneConfig(data="d", output="o")) == ""


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
