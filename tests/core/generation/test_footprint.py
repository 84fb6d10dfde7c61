"""Bytes of each phase, from shapes."""

from dataclasses import replace

import pytest
import torch

from core.checkpoints.folder import load_folder
from core.files import folders
from core.generation.footprint import Outline, Picture, Runtime, footprint
from core.networks.activations import unet_numbers

CPU = Runtime("cpu", 4)
SMALL = Picture(32, 32, passes=2)


@pytest.fixture
def outline(tiny_model) -> Outline:
    return Outline.of(tiny_model, "sd1")


@pytest.fixture(scope="module")
def starter() -> Outline:
    folder = folders.resources() / "models" / "starter"
    cpu = torch.device("cpu")
    return Outline.of(load_folder(folder, device=cpu, dtype=torch.float32, parts=()), "sd1")


def test_weights_are_counted_without_reading_them(starter) -> None:
    folder = folders.resources() / "models" / "starter"
    for part, name in (("unet", "unet"), ("vae", "vae"), ("text", "text_encoder")):
        stored = sum(path.stat().st_size for path in (folder / name).glob("*.safetensors"))
        assert stored / 2 * 0.98 < starter.numbers[part] < stored / 2  # they are half precision


def test_with_everything_there_all_weights_count_in_every_phase(outline) -> None:
    found = footprint(outline, SMALL, CPU, ())
    assert set(found.weights.values()) == {4 * sum(outline.numbers.values())}
    assert set(found.work) == {"encode_text", "denoise", "decode"}


def test_offloading_counts_the_part_at_work(outline) -> None:
    found = footprint(outline, replace(SMALL, from_picture=True), CPU, ("offload",))
    assert found.weights["denoise"] == 4 * outline.numbers["unet"]
    assert found.weights["encode_text"] == 4 * outline.numbers["text"]
    assert found.weights["decode"] == found.weights["encode_picture"] == 4 * outline.numbers["vae"]


def test_passes_apart_take_less_of_the_network_only(starter) -> None:
    both, apart = (footprint(starter, Picture(256, 256, 2), CPU, s) for s in ((), ("apart",)))
    assert apart.work["denoise"] < both.work["denoise"]
    assert apart.work["decode"] == both.work["decode"]
    unguided = footprint(starter, Picture(256, 256, 1), CPU, ())
    assert unguided.work["denoise"] == apart.work["denoise"]


def test_tiles_help_from_the_second_one_on(starter) -> None:
    for side, helps in ((512, False), (1024, True)):
        picture = Picture(side, side, 2, from_picture=True)
        whole, tiled = (footprint(starter, picture, CPU, s) for s in ((), ("tiled",)))
        for stage in ("decode", "encode_picture"):
            assert (tiled.work[stage] < 0.6 * whole.work[stage]) is helps


def test_half_precision_is_half_of_weights_and_maps(outline) -> None:
    full, half = (footprint(outline, SMALL, Runtime("cuda", n), ()) for n in (4, 2))
    assert half.weights["denoise"] * 2 == full.weights["denoise"]
    assert half.peak() < full.peak()


def test_attention_that_is_not_fused_takes_more(starter) -> None:
    picture = Picture(512, 512, 2)
    cuda, mps = (footprint(starter, picture, Runtime(kind, 2), ()) for kind in ("cuda", "mps"))
    assert mps.work["denoise"] > cuda.work["denoise"]


def test_the_process_counts_on_top(outline) -> None:
    there = footprint(outline, SMALL, replace(CPU, base=10**9), ())
    assert there.peak() == footprint(outline, SMALL, CPU, ()).peak() + 10**9


def test_a_correction_is_of_the_work_not_of_the_weights(outline) -> None:
    found = footprint(outline, SMALL, CPU, ())
    stage = found.widest()
    assert found.peak(2.0) == found.peak() + found.work[stage]


def test_each_prompt_joined_by_and_is_one_more_pass(starter) -> None:
    two, five = (footprint(starter, Picture(256, 256, n), CPU, ()).work for n in (2, 5))
    maps = [unet_numbers(starter.unet, n, 32, 32) * CPU.number for n in (2, 5)]
    assert five["denoise"] - two["denoise"] == maps[1] - maps[0] > 0
    assert five["decode"] == two["decode"]
    apart = (footprint(starter, Picture(256, 256, n), CPU, ("apart",)).work for n in (2, 5))
    assert len({tuple(work.items()) for work in apart}) == 1
