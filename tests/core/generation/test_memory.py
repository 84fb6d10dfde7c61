"""The plan: the fastest way that fits, what is next after it did not, and what is told."""

from dataclasses import replace

import pytest
import torch

from core.contract import events as ev
from core.contract.errors import OutOfMemory
from core.generation import memory
from core.generation.footprint import Outline, Picture
from core.generation.machine import UNKNOWN, DeviceMemory
from core.generation.memory import LADDER, Choice, choose, stage_of
from core.generation.peaks import Peaks
from core.networks.configs import UNetConfig, VAEConfig

GB = 10**9
SD1 = Outline(
    "sd1",
    UNetConfig(),
    VAEConfig(),
    {"text": 123_060_480, "unet": 859_520_964, "vae": 83_653_863},
    {"text": 37_945_344, "unet": 29_491_200, "vae": 2_359_296},
)


@pytest.fixture
def plan(monkeypatch, tmp_path):
    """A plan on a card with so many free GB, or none that is told."""

    def make(free: float | None, side=512, savings=None, **picture) -> Choice:
        room = UNKNOWN if free is None else round(free * GB)
        monkeypatch.setattr(memory, "device_memory", lambda device: DeviceMemory(24 * GB, room, 0))
        return choose(
            SD1,
            Picture(side, side, **{"passes": 2, **picture}),
            torch.device("cuda"),
            torch.float16,
            base=7,
            peaks=Peaks(tmp_path / "peaks.json"),
            savings=savings,
        )

    return make


def test_plenty_of_memory_saves_nothing(plan) -> None:
    choice = plan(12)
    assert (choice.savings, choice.fits(), choice.fitting()) == ((), True, ())


def test_a_system_that_does_not_tell_is_trusted(plan) -> None:
    assert plan(None).savings == ()
    assert plan(None).fits()


def test_the_fastest_way_that_fits_is_taken(plan) -> None:
    """From the largest room to the smallest the ways come in the order of the ladder, none of them skipped back."""
    places = []
    for tenths in range(120, 5, -1):
        choice = plan(tenths / 10, side=1024)
        if choice.fits():
            places.append(LADDER.index(choice.savings))
    assert places == sorted(places)
    assert len(set(places)) >= 3
    assert places[0] == 0
    assert LADDER[places[-1]][0] == "offload"


def test_where_nothing_fits_the_least_is_taken_and_a_size_that_would_fit_is_told(plan) -> None:
    choice = plan(2.5, side=2048)
    assert not choice.fits()
    assert choice.needed() == min(choice.needed(way) for way in LADDER)
    width, height = choice.fitting()
    assert width == height < 2048
    assert plan(2.5, side=width).fits()
    assert not plan(2.5, side=width + 64).fits()


def test_a_room_in_which_no_size_fits(plan) -> None:
    assert plan(0.1).fitting() == ()


def test_a_shape_is_kept(plan) -> None:
    choice = replace(plan(2.5), picture=Picture(2048, 1024, passes=2), savings=LADDER[-1])
    width, height = choice.fitting()
    assert width == pytest.approx(2 * height, abs=16)
    assert width % 8 == height % 8 == 0


def test_what_a_person_chose_is_kept_to_but_for_offloading(plan) -> None:
    assert plan(12, savings=("tiled", "apart")).savings == ("apart", "tiled")
    assert plan(1.0, side=1024, savings=("tiled",)).savings == ("offload", "tiled")
    assert plan(1.0, side=1024, savings=()).savings == ("offload",)


@pytest.mark.parametrize(
    ("stage", "way"), [("decode", ("tiled",)), ("denoise", ("offload", "apart")), (None, None)]
)
def test_after_memory_ran_out_comes_what_helps_there(plan, stage, way) -> None:
    choice = plan(12, side=1024)
    smaller = choice.smaller(stage)
    assert smaller.needed() < choice.needed() or stage is not None
    if way is not None:
        assert smaller.savings == way


def test_where_nothing_needs_less_there_is_nothing_next(plan) -> None:
    choice = replace(plan(12), savings=LADDER[-1])
    assert all(choice.smaller(stage) is None for stage in ("denoise", "decode", None))
    assert plan(12, savings=("offload",)).smaller("denoise") is None


def test_reading_the_words_has_only_offloading(plan) -> None:
    assert plan(12).smaller("encode_text").savings == ("offload",)


def test_what_was_measured_corrects_the_formula(plan, tmp_path) -> None:
    class Meter:
        def __init__(self, peak: int) -> None:
            self.peak = lambda: peak

    first = plan(12)
    found = first.footprint(())
    measured = found.weights["denoise"] + 2 * found.work[found.widest()]
    first.learn(Peaks(tmp_path / "peaks.json"), Meter(measured))
    corrected = plan(12)
    assert corrected.needed() == pytest.approx(measured, rel=0.01)
    assert corrected.event("a").measured
    first.learn(Peaks(tmp_path / "peaks.json"), Meter(UNKNOWN))
    assert plan(12).needed() == corrected.needed()


def test_what_is_told(plan) -> None:
    told = plan(2.5, side=2048).event("a")
    assert ev.from_line(ev.to_line(told)) == told
    assert told.needed < told.full
    assert not told.fits
    assert told.free == round(2.5 * GB)
    assert len(told.fitting) == 2


def test_the_failure_says_what_the_plan_knows(plan) -> None:
    found = OutOfMemory("cuda", 9, 5)
    assert plan(12).error(found) == OutOfMemory(found.device, -1, -1)
    told = plan(1.0, side=2048).error(found)
    assert told.needed > told.free == GB


def test_loading_is_no_stage() -> None:
    assert stage_of("load") is None
    assert stage_of("decode") == "decode"


def test_the_process_itself_counts_on_the_cpu_only(plan) -> None:
    assert plan(12).runtime.base == 0
