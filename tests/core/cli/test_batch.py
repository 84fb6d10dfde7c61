"""`reverie batch`: checked as a whole, named by line, resumed, shared."""

import json

import pytest
from PIL import Image

from core.cli import batch
from core.files.pictures import images


@pytest.fixture
def write(tmp_path, tiny_model_folder):
    """A function: requests (objects or raw lines) → the file."""

    def call(*requests):
        path = tmp_path / "requests.jsonl"
        lines = [
            r if isinstance(r, str) else json.dumps({"model": str(tiny_model_folder), **r})
            for r in requests
        ]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return call


def names(folder):
    return sorted(path.name for path in folder.glob("*.png"))


def recipe(path):
    return json.loads(images.read_texts(path)["reverie"])


def test_each_line_becomes_a_picture_named_by_its_line(run, write, tmp_path):
    path = write({"prompt": "a swan", "seed": 1}, "", {"prompt": "a duck", "count": 2}, "  ")
    outcome = run("batch", path, "--output", tmp_path / "out")
    assert outcome.status == 0
    assert names(tmp_path / "out") == ["000001.png", "000003-0001.png", "000003-0002.png"]
    assert [line.rsplit("/", 1)[1] for line in outcome.out.splitlines()] == names(tmp_path / "out")
    assert recipe(tmp_path / "out/000001.png")["seed"] == 1


def test_a_line_may_repaint(run, refused, write, tmp_path):
    Image.new("RGB", (32, 32), "teal").save(tmp_path / "teal.png")
    Image.new("L", (32, 32), 255).save(tmp_path / "mask.png")
    line = {"prompt": "a swan", "init": str(tmp_path / "teal.png"), "fill": "noise"}
    path = write(line | {"mask": str(tmp_path / "mask.png")})
    assert run("batch", path, "--output", tmp_path / "out").status == 0
    assert recipe(tmp_path / "out/000001.png")["fill"] == "noise"
    again = run("batch", path, "--output", tmp_path / "out")
    assert "1 of 1 requests are done already." in again.err
    assert "line 1" in refused("batch", write(line), "--output", tmp_path / "no")
    missing = line | {"mask": str(tmp_path / "none.png")}
    assert "none.png" in refused("batch", write(missing), "--output", tmp_path / "no")
    assert not (tmp_path / "no").exists()


def test_a_second_run_goes_on_where_the_first_stopped(run, write, tmp_path):
    path = write({"prompt": "a swan"}, {"prompt": "a duck", "count": 3})
    out = tmp_path / "out"
    run("batch", path, "--output", out)
    before = {name: (out / name).read_bytes() for name in names(out)}
    stamp = (out / "000001.png").stat().st_mtime_ns
    for name in ("000002-0001.png", "000002-0003.png"):
        (out / name).unlink()
    outcome = run("batch", path, "--output", out)
    assert outcome.status == 0
    assert "1 of 2 requests are done already." in outcome.err
    assert (out / "000001.png").stat().st_mtime_ns == stamp
    for name, data in before.items():  # the same seeds, so the same pixels
        again = images.read_picture(out / name)
        (tmp_path / "before.png").write_bytes(data)
        assert images.pixel_hash(again) == images.pixel_hash(
            images.read_picture(tmp_path / "before.png")
        )
    assert run("batch", path, "--output", out).out == ""


def test_a_picture_of_something_else_is_not_taken_for_done(run, refused, write, tmp_path):
    run("batch", write({"prompt": "a swan", "seed": 1}), "--output", tmp_path / "out")
    for other in ({"prompt": "a duck", "seed": 1}, {"prompt": "a swan", "seed": 2}, {"prompt": "a swan", "seed": 1, "steps": 9}):  # fmt: skip
        assert "already there" in refused("batch", write(other), "--output", tmp_path / "out")
    (tmp_path / "out/000001.png").write_bytes(b"precious")
    assert "already there" in refused(
        "batch", write({"prompt": "a swan", "seed": 1}), "--output", tmp_path / "out"
    )


BAD = {
    "no JSON": ("{", "line 2"),
    "no object": ("[1]", "line 2"),
    "deep": ("[" * 100_000, "line 2"),
    "no prompt": ('{"seed": 1}', "line 2: prompt"),
    "unknown field": ('{"prompt": "a", "colour": 1}', "line 2: colour"),
    "own output": ('{"prompt": "a", "output": "x"}', "line 2: output"),
    "wrong type": ('{"prompt": 5}', "line 2: prompt"),
    "strength of nothing": ('{"prompt": "a", "strength": 0.5}', "line 2: strength"),
    "not finite": ('{"prompt": "a", "init": "a.png", "strength": NaN}', "line 2: strength"),
    "out of range": ('{"prompt": "a", "width": 130}', "line 2: width"),
    "no model": ('{"prompt": "a", "model": "nowhere"}', "nowhere"),
    "no start": ('{"prompt": "a", "init": "missing.png", "model": "MODEL"}', "missing.png"),
}


@pytest.mark.parametrize(("line", "told"), BAD.values(), ids=BAD)
def test_one_bad_line_refuses_the_whole_file(
    refused, write, tmp_path, tiny_model_folder, line, told
):
    line = line.replace("MODEL", str(tiny_model_folder))
    path = write({"prompt": "a swan"}, line)
    assert told in refused("batch", path, "--output", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_files_that_cannot_be_read(refused, tmp_path):
    (tmp_path / "latin.jsonl").write_bytes(b'{"prompt": "\xe9"}')
    for name in ("missing.jsonl", "latin.jsonl", "."):
        refused("batch", tmp_path / name, "--output", tmp_path / "out")


def test_missing_seeds_are_the_same_in_every_run_and_differ_by_line(write, tmp_path):
    path = write(*[{"prompt": "a swan"}] * 5)
    seeds = [[x.request.seed for x in batch.read_lines(path, tmp_path)] for _ in range(2)]
    assert seeds[0] == seeds[1]
    assert len(set(seeds[0])) == 5


def test_processes_share_the_lines(run, write, tmp_path, monkeypatch):
    path = write(*[{"prompt": "a swan"}] * 5)
    monkeypatch.setenv("WORLD_SIZE", "2")
    monkeypatch.setenv("RANK", "1")
    run("batch", path, "--output", tmp_path / "out")
    assert names(tmp_path / "out") == ["000002.png", "000004.png"]
    monkeypatch.setenv("RANK", "0")
    run("batch", path, "--output", tmp_path / "out")
    assert len(names(tmp_path / "out")) == 5


@pytest.mark.parametrize(("rank", "world"), [("2", "2"), ("-1", "2"), ("x", "2"), ("0", "0")])
def test_a_strange_share_is_refused(refused, write, tmp_path, monkeypatch, rank, world):
    monkeypatch.setenv("RANK", rank)
    monkeypatch.setenv("WORLD_SIZE", world)
    refused("batch", write({"prompt": "a swan"}), "--output", tmp_path / "out")


def test_a_line_that_fails_is_told_and_the_others_are_drawn(
    run, write, tmp_path, tiny_model_folder, monkeypatch
):
    path = write({"prompt": "a swan", "device": "mps"}, {"prompt": "a duck"})
    outcome = run("batch", path, "--output", tmp_path / "out")
    assert outcome.status == 1
    assert outcome.err.startswith("line 1: This computer has no usable device")
    assert names(tmp_path / "out") == ["000002.png"]


def test_a_file_where_the_folder_should_be(refused, write, tmp_path):
    (tmp_path / "out").write_text("precious")
    assert "out" in refused("batch", write({"prompt": "a swan"}), "--output", tmp_path / "out")
    assert (tmp_path / "out").read_text() == "precious"


def test_input_at_fault_in_every_line_is_2_and_leaves_no_folder(run, write, tmp_path):
    outcome = run(
        "batch", write({"prompt": "a swan", "device": "mps"}), "--output", tmp_path / "out"
    )
    assert outcome.status == 2
    assert not (tmp_path / "out").exists()


def test_the_line_of_a_missing_model_is_told(refused, write, tmp_path):
    path = write({"prompt": "a swan"}, {"prompt": "a swan", "model": "none"})
    assert refused("batch", path, "--output", tmp_path / "out").startswith(
        "line 2: There is no model"
    )


@pytest.mark.parametrize(
    "more",
    [{"negative": "blue"}, {"negative": ""}, {"spacing": "trailing"}, {"prediction": "v"}, {"clip_skip": 2}],
    ids=lambda more: str(more),
)  # fmt: skip
def test_a_changed_line_is_not_done(run, refused, write, tmp_path, more):
    line = {"prompt": "a swan", "seed": 1}
    assert run("batch", write(line), "--output", tmp_path / "out").status == 0
    assert "already there" in refused("batch", write(line | more), "--output", tmp_path / "out")
