"""One entry from one file: its kind, what it says, and what is wrong with it."""

import json
import os

import pytest

from core.contract import codec
from core.contract import errors as e
from core.contract.downloads import Record, RemoteFile
from core.files.catalogue.inspect import entry_of
from core.files.catalogue.layouts import Place
from core.files.catalogue.walk import walk
from tests.support.single_weights import EMBEDDING, LORA, VAE, model, write


def only(path, expects=None):
    (candidate,) = walk(Place(path, str(path), expects)).candidates
    return entry_of(candidate)


def test_a_model_says_what_the_library_says(tmp_path):
    said = {"modelspec.title": "My XL", "modelspec.license": "mit"}
    found = only(write(tmp_path / "xl.safetensors", model("sdxl", v_pred=(0,)), said))
    assert (found.kind, found.family, found.label) == ("model", "sdxl", "SDXL · v")
    assert (found.name, found.title, found.card.licence) == ("xl", "My XL", "mit")
    assert found.model.prediction == "v"
    assert found.bytes == (tmp_path / "xl.safetensors").stat().st_size
    assert found.is_usable


@pytest.mark.parametrize(
    ("tensors", "kind"), [(VAE, "vae"), (LORA, "lora"), (EMBEDDING, "embedding")]
)
def test_additions_are_known_wherever_they_lie(tmp_path, tensors, kind):
    found = only(write(tmp_path / "a.safetensors", tensors), "model")
    assert (found.kind, found.problem) == (kind, None)


def test_what_is_something_else_is_shown_with_its_name(tmp_path):
    tensors = {"double_blocks.0.img_attn.qkv.weight": (2, 2)}
    found = only(write(tmp_path / "flux.safetensors", tensors))
    assert found.kind == "other"
    assert found.problem.error().what == "FLUX"


def test_a_model_folder_and_the_folder_of_a_vae(tmp_path, make_model):
    folder = make_model("whole")
    (folder / "README.md").write_text("---\nlicense: mit\n---\n")
    found = only(folder)
    assert (found.kind, found.is_folder, found.card.licence) == ("model", True, "mit")
    assert found.bytes == found.model.bytes
    part = only(folder / "vae")
    assert (part.kind, part.problem) == ("vae", None)
    other = only(folder / "unet")
    assert "only a U-Net" in other.problem.error().what


def test_where_it_was_downloaded_from(tmp_path, make_model):
    folder, file = make_model("whole"), write(tmp_path / "a.safetensors", LORA)
    files = (RemoteFile("a.safetensors", file.stat().st_size),)
    record = Record("owner/name", "c" * 40, "main", "full", "openrail", "https://hub", files)
    before = only(file).stamp
    (folder / "download.json").write_text(json.dumps(codec.to_json(record)))
    (tmp_path / "a.download.json").write_text(json.dumps(codec.to_json(record)))
    for found in (only(folder), only(file)):
        assert (found.card.origin, found.card.licence) == ("owner/name at cccccccccc", "openrail")
    assert only(file).stamp != before, "so that it is read again"


def test_pictures_and_words_from_inside_and_beside(tmp_path):
    path = write(tmp_path / "a.safetensors", LORA, {"modelspec.trigger_phrase": "one"})
    (tmp_path / "a.preview.png").write_bytes(b"png")
    (tmp_path / "a.civitai.info").write_text(json.dumps({"trainedWords": ["two", "one"]}))
    found = only(path)
    assert found.card.triggers == ("one", "two")
    assert found.card.picture == str(tmp_path / "a.preview.png")


def lying(path, length=None, header=b"{}"):
    path.write_bytes((len(header) if length is None else length).to_bytes(8, "little") + header)
    return path


def test_hostile_files_are_entries_with_a_reason(tmp_path):
    big = tmp_path / "big.safetensors"
    with big.open("wb") as file:
        file.write((100 * 2**20).to_bytes(8, "little") + b"{")
        file.truncate(8 + 100 * 2**20)
    half = write(tmp_path / "half.safetensors", model("sd1"))
    os.truncate(half, half.stat().st_size - 100)
    page = tmp_path / "page.safetensors"
    page.write_text("<!doctype html><html>Not found</html>")
    pipe = tmp_path / "pipe.safetensors"
    os.mkfifo(pipe)
    empty = tmp_path / "empty.safetensors"
    empty.touch()
    for path, kind in (
        (big, e.WeightsHeaderInvalid),
        (lying(tmp_path / "far.safetensors", 2**60), e.WeightsHeaderInvalid),
        (lying(tmp_path / "json.safetensors", header=b"{" * 50), e.WeightsHeaderInvalid),
        (half, e.WeightsTruncated),
        (page, e.WeightsRefused),
        (pipe, e.FileUnreadable),
        (empty, e.WeightsRefused),
    ):
        found = only(path)
        assert isinstance(found.problem.error(), kind), path
        assert found.path == str(path)


def test_a_name_that_plays_tricks_is_shown_plain(tmp_path):
    path = write(tmp_path / "a\u202efdp\n\t<b>.safetensors", LORA)
    assert only(path).name == "a fdp <b>"
    broken = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.safetensors")
    write(path, LORA).rename(broken)
    found = only(type(path)(broken))
    assert found.name == "\ufffd"
    assert found.path == broken


def test_a_model_whose_folder_lies_about_itself_is_still_there(make_model):
    folder = make_model("bad", {"unet/config.json": {"_class_name": "Evil"}})
    found = only(folder)
    assert (found.kind, found.model) == ("model", None)
    assert found.problem is not None
