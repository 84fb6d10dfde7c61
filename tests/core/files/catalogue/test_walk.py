"""What is found in a folder by names alone, and what cannot keep us there."""

import os
from pathlib import Path

import pytest

from core.files.catalogue import walk as module
from core.files.catalogue.layouts import Place
from core.files.catalogue.walk import model_names, walk
from tests.support.opened_files import OpenedFiles


def touch(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def found(root: Path, expects=None) -> list[str]:
    place = Place(root, str(root), expects)
    return [str(c.path.relative_to(root)) for c in walk(place).candidates]


def test_weights_are_found_at_any_depth_and_hidden_ones_not(tmp_path):
    for name in ("b.ckpt", "a/A.SAFETENSORS", "a/b/c.pt", ".x.ckpt", ".h/y.ckpt", "z.txt", "z.bin"):
        touch(tmp_path / name)
    assert found(tmp_path) == ["a/A.SAFETENSORS", "a/b/c.pt", "b.ckpt"]
    assert found(tmp_path, "embedding") == ["a/A.SAFETENSORS", "a/b/c.pt", "b.ckpt", "z.bin"]


def test_a_model_folder_is_one_thing(tmp_path, make_model):
    folder = make_model("whole")
    touch(tmp_path / "part/config.json")
    touch(tmp_path / "part/diffusion_pytorch_model.fp16.safetensors")
    touch(tmp_path / "plain/config.json")  # of some other program
    touch(tmp_path / "plain/x.safetensors")
    assert found(tmp_path) == ["part", "plain/x.safetensors", "whole"]
    (before,) = walk(Place(folder, "")).candidates
    touch(folder / "unet/diffusion_pytorch_model.safetensors", b"other")
    (after,) = walk(Place(folder, "")).candidates
    assert before.is_folder
    assert before.stamp != after.stamp


def test_nothing_is_opened(tmp_path, make_model):
    make_model("whole")
    touch(tmp_path / "a.safetensors")
    with OpenedFiles() as seen:
        walk(Place(tmp_path, ""))
    assert not [path for path in seen.paths if path.startswith(str(tmp_path))]


def test_what_lies_beside_counts(tmp_path):
    touch(tmp_path / "a.safetensors")
    (before,) = walk(Place(tmp_path, "")).candidates
    touch(tmp_path / "A.Preview.PNG")
    touch(tmp_path / "a.civitai.info")
    touch(tmp_path / "another.json")
    (after,) = walk(Place(tmp_path, "")).candidates
    assert set(after.beside) == {".preview.png", ".civitai.info"}
    assert before.stamp != after.stamp


def test_a_file_that_was_added_by_itself(tmp_path):
    path = touch(tmp_path / "a.safetensors")
    touch(tmp_path / "b.safetensors")
    touch(tmp_path / "a.png")
    (candidate,) = walk(Place(path, "")).candidates
    assert candidate.path == path
    assert set(candidate.beside) == {".png"}
    gone = walk(Place(tmp_path / "c.safetensors", ""))
    assert (gone.candidates, gone.problem.reason) == ([], "it is not there")


def test_links_in_a_circle_end(tmp_path):
    touch(tmp_path / "in/a.ckpt")
    (tmp_path / "in/back").symlink_to(tmp_path)
    (tmp_path / "dangling.ckpt").symlink_to(tmp_path / "none")
    walked = walk(Place(tmp_path, ""))
    assert [candidate.path.name for candidate in walked.candidates] == ["a.ckpt"]
    assert "dangling" in walked.problem.path


def test_a_folder_without_end_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "FOUND_MAX", 10)
    for number in range(20):
        touch(tmp_path / f"{number}.ckpt")
    assert walk(Place(tmp_path, "")).problem.reason == "it holds too many files"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look anywhere")
def test_a_folder_one_may_not_look_into_spoils_no_other(tmp_path):
    touch(tmp_path / "a.ckpt")
    touch(tmp_path / "locked/b.ckpt")
    (tmp_path / "locked").chmod(0)
    walked = walk(Place(tmp_path, ""))
    (tmp_path / "locked").chmod(0o700)
    assert len(walked.candidates) == 1
    assert walked.problem.path.endswith("locked")


def test_names_that_are_no_text(tmp_path):
    for name in (b"\xff\xfe.ckpt", "\u202etxt.ckpt".encode(), b"a\nb.ckpt", b"[b]?*.ckpt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
    assert len(walk(Place(tmp_path, "")).candidates) == 4


def test_names_of_models_leave_out_places_for_other_things(tmp_path):
    touch(tmp_path / "a.ckpt")
    assert list(model_names(Place(tmp_path, "", "model"))) == [tmp_path / "a.ckpt"]
    assert list(model_names(Place(tmp_path, "", "lora"))) == []
