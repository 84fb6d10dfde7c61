"""What people give to a teaching by mistake: one sentence each, and nothing is lost."""

import errno
import shutil
import signal
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.contract.errors import Cancelled
from core.contract.request import SEED_MAX
from core.files import operations
from core.training import teaching
from core.training.subject import class_pictures

SHORT = "--steps 4 --checkpoint-every 2 --resolution 32 --no-judge --device cpu"
WAYS = {
    "dreambooth": "--class-noun dog --rank 2 --prior none",
    "embedding": "--token <plush> --init-word dog",
    "finetune": "--rank 2",
}
in_every_way = pytest.mark.parametrize("teach", WAYS, indirect=True)


def noise(path: Path, seed: int, side: int = 40) -> None:
    rgb = np.random.default_rng(seed).integers(0, 255, (side, side, 3), dtype=np.uint8)
    Image.fromarray(rgb).save(path)


def huge(path: Path) -> None:
    """Its header says 400 megapixels; nothing of it is decoded."""
    noise(path, 1)
    data = bytearray(path.read_bytes())
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    path.write_bytes(data)


@pytest.fixture
def folder(tmp_path):
    """An empty folder with a name of no ASCII."""
    place = tmp_path / "Fotos ä 日本"
    place.mkdir()
    return place


@pytest.fixture
def teach(request, run, tmp_path, tiny_model_folder):
    """A function: folder of photos and further arguments → what the command line did, `output` within the test's folder."""
    way = getattr(request, "param", "dreambooth")

    def call(photos, *more, output="run"):
        source = "--data" if way == "finetune" else "--photos"
        needed = (source, photos, "--model", tiny_model_folder, *WAYS[way].split())
        return run("train", way, *needed, *SHORT.split(), "--output", tmp_path / output, *more)

    return call


def sentences(outcome):
    return [line for line in outcome.err.replace("\r", "\n").splitlines() if line.strip()]


@in_every_way
@pytest.mark.parametrize(
    ("place", "why"), [("", "it holds no pictures"), ("gone", "there is no such folder")]
)
def test_a_folder_without_pictures_is_refused_and_nothing_is_made(
    teach, folder, tmp_path, place, why
):
    outcome = teach(folder / place)
    assert outcome.status == 2
    assert sentences(outcome) == [f"The training folder {folder / place} cannot be used: {why}."]
    assert not (tmp_path / "run").exists()
    assert list(folder.iterdir()) == []


def two_pictures(folder, **texts):
    """Captioned both; `texts` are files beside them, by name without the dot."""
    for name in "ab":
        noise(folder / f"{name}.png", 1)
        (folder / f"{name}.txt").write_text("a thing")
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_bytes(text)


@pytest.mark.parametrize("teach", ["finetune"], indirect=True)
@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"b_txt": b" "}, "b.png has no caption"),
        ({"b_txt": b"\xff"}, "b.txt cannot be read as text"),
        ({"metadata_jsonl": b"a.png: a thing"}, "line 1 of metadata.jsonl is not JSON"),
        (
            {"metadata_jsonl": b'{"file_name": "c.png", "text": "a thing"}'},
            "line 1 of metadata.jsonl names c.png, which does not exist",
        ),
        ({"metadata_jsonl": b'{"file_name": "a.png"}'}, "a.png has no caption"),
    ],
)
def test_captions_that_are_missing_or_wrong_are_told(teach, folder, tmp_path, texts, why):
    two_pictures(folder, **texts)
    outcome = teach(folder)
    assert outcome.status == 2
    assert sentences(outcome) == [f"The training folder {folder} cannot be used: {why}."]
    assert not (tmp_path / "run").exists()


@in_every_way
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda path: path.write_text("no picture"), "no picture of a kind that can be opened"),
        (huge, "more than 100 megapixels"),
    ],
    ids=["unreadable", "400 megapixels"],
)
def test_photos_none_of_which_can_be_used_are_refused(teach, folder, tmp_path, make, why):
    make(folder / "a.png")
    (folder / "a.txt").write_text("a thing")
    outcome = teach(folder)
    assert outcome.status == 2
    assert sentences(outcome)[-1].endswith(f"none of its photos can be used (a.png: {why}).")
    assert not (tmp_path / "run").exists()


@in_every_way
def test_what_can_be_used_is_learned_and_the_rest_is_told_each_in_one_sentence(teach, folder):
    noise(folder / "Größe 😀.png", 1)
    (folder / "b.jpg").write_text("no picture")
    huge(folder / "c.png")
    Image.new("RGB", (1, 1), "red").save(folder / "d.png")
    for path in list(folder.iterdir()):
        path.with_suffix(".txt").write_text("a thing")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    outcome = teach(folder)
    assert outcome.status == 0
    told = sentences(outcome)
    assert [line for line in told if "left out" in line] == [
        "Photos that cannot be read are left out: b.jpg, c.png (no picture of a kind that can be opened)."
    ]
    assert "Photos with less than 32 px are enlarged: d.png." in told
    assert sum(line.startswith("Few photos (2)") for line in told) == 1
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_the_same_photo_three_times_is_told(teach, folder):
    for name in "abc":
        noise(folder / f"{name}.png", 1)
    outcome = teach(folder)
    assert outcome.status == 0
    assert sum("are the same picture" in line for line in sentences(outcome)) == 1


def test_a_second_run_of_that_name_leaves_the_first_alone(teach, folder, tmp_path):
    noise(folder / "a.png", 1)
    assert teach(folder).status == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    outcome = teach(folder)
    assert outcome.status == 2
    (said,) = sentences(outcome)
    assert str(tmp_path / "run") in said
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert teach(folder, "--seed", 1, output="other").status == 0  # another LoRA of that name
    loras = {path.name for path in (tmp_path / "home").rglob("sks-dog*.safetensors")}
    assert loras == {"sks-dog.safetensors", "sks-dog-2.safetensors"}


def test_a_folder_whose_name_is_no_utf8_is_refused_before_anything_is_made(teach, tmp_path):
    odd = tmp_path / "alt \udcff"
    odd.mkdir()
    noise(odd / "a.png", 1)
    outcome = teach(odd)
    assert outcome.status == 2
    assert "rename the folder" in sentences(outcome)[-1]
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("teach", "flag"),
    [
        ("dreambooth", "--class-noun"),
        ("dreambooth", "--class-prompt"),
        ("dreambooth", "--name"),
        ("embedding", "--init-word"),
        ("finetune", "--trigger"),
    ],
    indirect=["teach"],
)
def test_words_that_are_no_utf8_are_refused_before_anything_is_made(teach, folder, tmp_path, flag):
    two_pictures(folder)
    outcome = teach(folder, flag, "B\udce4r")
    assert outcome.status == 2
    (said,) = sentences(outcome)
    assert said.startswith(f"{flag} must be UTF-8 text")
    assert "folder" not in said
    assert not (tmp_path / "run").exists()


@in_every_way
@pytest.mark.parametrize(
    ("flag", "value", "why"),
    [
        ("--seed", 2**64 - 1, "at least 0 and below 2^63"),
        ("--seed", SEED_MAX + 1, "at least 0 and below 2^63"),
        ("--resolution", 8, "a multiple of 8 between 16 and 4096 pixels"),
    ],
)
def test_numbers_that_nothing_can_be_made_of_are_refused(teach, folder, tmp_path, flag, value, why):
    two_pictures(folder)
    outcome = teach(folder, flag, value)
    assert outcome.status == 2
    assert sentences(outcome) == [f"{flag} must be {why}, not {value}."]
    assert not (tmp_path / "run").exists()


@in_every_way
def test_the_largest_seed_and_the_smallest_pictures_are_learned_from(teach, folder, tmp_path):
    """Its samples are drawn from the seed and the ones behind it."""
    two_pictures(folder)
    noise(folder / "long.png", 1)
    (folder / "long.txt").write_text("a thing")
    outcome = teach(folder, "--seed", SEED_MAX, "--resolution", 16, "--steps", 2)
    assert outcome.status == 0, outcome.err
    assert (tmp_path / "run/samples/step-000002.png").is_file()


def test_a_stop_amid_the_class_pictures_says_that_it_can_go_on(teach, folder, monkeypatch):
    """The last prior that is named counts."""
    noise(folder / "a.png", 1)
    real = class_pictures.generate

    def stopped(*arguments):
        signal.raise_signal(signal.SIGINT)
        return real(*arguments)

    prior = ("--prior", "pictures", "--prior-count", 1)
    monkeypatch.setattr(class_pictures, "generate", stopped)
    outcome = teach(folder, *prior)
    assert outcome.status == 130
    assert "The training waits before its first step: the same with --resume goes on." in sentences(
        outcome
    )
    monkeypatch.setattr(class_pictures, "generate", real)
    assert teach(folder, *prior, "--resume").status == 0


def test_a_stop_before_anything_is_written_promises_nothing(teach, folder, tmp_path, monkeypatch):
    noise(folder / "a.png", 1)

    def stopped(*_arguments, **_more):
        raise Cancelled

    monkeypatch.setattr(teaching, "photos", stopped)
    outcome = teach(folder)
    assert outcome.status == 130
    assert "--resume" not in outcome.err
    assert not (tmp_path / "run").exists()


def test_a_photo_whose_name_is_no_utf8_is_learned_from(teach, folder):
    noise(folder / "alt \udcff.png", 1)
    assert teach(folder).status == 0


def test_photos_that_are_deleted_while_it_runs_are_not_missed(teach, folder, tmp_path):
    noise(folder / "a.png", 1)
    assert teach(folder, "--steps", 2).status == 0
    shutil.rmtree(folder)
    outcome = teach(folder, "--resume")
    assert outcome.status == 0, outcome.err
    assert (tmp_path / "run/checkpoints/step-000004/manifest.json").is_file()


class Filling(operations.Operations):
    """The disk is full as soon as a second checkpoint is written."""

    def create(self, path, mode):
        if "step-000004" in str(path):
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        return super().create(path, mode)


def test_a_disk_that_fills_up_at_a_checkpoint_keeps_the_one_before_and_goes_on(
    teach, folder, tmp_path
):
    noise(folder / "a.png", 1)
    with operations.using(Filling()):
        outcome = teach(folder)
    assert outcome.status == 1
    waits, full = sentences(outcome)[-2:]
    assert waits == "The training waits at step 2: the same with --resume goes on."
    assert full.startswith("The disk is full at ")
    assert [path.name for path in (tmp_path / "run/checkpoints").iterdir()] == ["step-000002"]
    assert teach(folder, "--resume").status == 0
