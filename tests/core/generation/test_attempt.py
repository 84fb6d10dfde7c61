"""Short of memory: once more in smaller pieces, then one sentence; never half a file, and the next picture is right.

Memory runs out at the n-th operation of torch, in the three ways that torch and Python tell it.
"""

import copy
import dataclasses
import gc
import os
import weakref
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from core.contract import events as ev
from core.contract import notices
from core.contract.errors import OutOfMemory
from core.contract.recipe import Recipe, recipe_to_request
from core.files.catalogue import addition_folders
from core.files.pictures import images
from core.generation import drawing, memory
from core.generation.generate import generate
from core.generation.loader import Loader
from core.generation.machine import DeviceMemory
from core.generation.peaks import Peaks
from tests.support.tracked_memory import ShortOfMemory

ERRORS = (
    lambda: torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
    lambda: RuntimeError(
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes"
    ),
    MemoryError,
)
TRIES = 10  # operations, evenly over a run: all of them take many minutes
EVERY = "REVERIE_EVERY_OPERATION"  # in the environment: all of them all the same


def run(request, loader) -> list[ev.Event]:
    return list(generate(request, loader, lambda: False, "a"))


def pixels(path: Path) -> np.ndarray:
    return np.asarray(images.read_picture(path))


def recipe(path: Path) -> Recipe:
    return Recipe.from_json(images.read_texts(path)[images.RECIPE_KEY])


@dataclasses.dataclass(frozen=True)
class TookAsMuch:
    """A meter that measured exactly what was expected."""

    expected: int

    def peak(self) -> int:
        return self.expected


def told(events, kind) -> list[ev.Event]:
    return [event for event in events if isinstance(event, kind)]


def error_of(request, loader) -> OutOfMemory | None:
    try:
        run(request, loader)
    except OutOfMemory as error:
        return error
    return None


@pytest.fixture
def place(tmp_path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def model(tiny_model_folder, ask):
    """One picture of the tiny model from its folder."""

    def make(path: Path, **fields):
        short = {"steps": 1, "width": 32, "height": 32}
        return ask(model=str(tiny_model_folder), output=str(path), **(short | fields))

    return make


def count(request) -> int:
    """Operations of a whole run, with a loader of its own."""
    with ShortOfMemory(10**9, None, MemoryError) as watch:
        run(request, Loader())
    return watch.count


def tried(request) -> range:
    """The operations at which memory runs out, each in a run of its own."""
    most = count(request)
    return range(1, most + 1, 1 if os.environ.get(EVERY) else most // TRIES)


def test_memory_that_runs_out_once_costs_a_second_try(model, place) -> None:
    loader = Loader()
    run(model(place / "right.png"), loader)
    right, retries = pixels(place / "right.png"), 0
    for n in tried(model(place / "count.png")):
        path = place / f"{n}.png"
        loader.unload()  # loading is a part of it
        with ShortOfMemory(n, n, ERRORS[n % 3]):
            events = run(model(path), loader)
        retries += len(told(events, ev.Notice))
        assert np.abs(pixels(path).astype(int) - right).max() <= 1
        if recipe(path).savings in ((), ("offload",)):
            assert np.array_equal(pixels(path), right)
    assert retries > TRIES // 2
    assert len(list(place.iterdir())) == len(list(place.glob("*.png")))


def test_memory_that_stays_full_is_one_sentence_and_the_next_picture_is_right(model, place) -> None:
    loader = Loader()
    run(model(place / "right.png"), loader)
    right = pixels(place / "right.png")
    failed = 0
    for n in tried(model(place / "count.png")):
        path = place / f"{n}.png"
        loader.unload()  # loading is a part of it
        with ShortOfMemory(n, None, ERRORS[n % 3]):
            error = error_of(model(path), loader)
        if error is not None:
            failed += 1
            assert error.__context__ is None
            assert not path.exists()
        run(model(place / f"{n}-next.png"), loader)
        assert np.array_equal(pixels(place / f"{n}-next.png"), right)
    assert failed > TRIES // 2
    assert not list(place.glob(".*"))


def test_pictures_that_are_done_are_not_drawn_again(model, place, monkeypatch) -> None:
    """A folder of three; memory runs out while the second is decoded."""
    real, calls = drawing.decode, []

    def decode(bundle, path, x):
        calls.append(bundle.savings)
        if len(calls) == 2:
            raise MemoryError
        return real(bundle, path, x)

    monkeypatch.setattr(drawing, "decode", decode)
    events = run(model(place / "p.png", count=3), Loader())
    assert [event.index for event in told(events, ev.ImageDone)] == [0, 1, 2]
    assert sorted(p.name for p in place.iterdir()) == ["p-0001.png", "p-0002.png", "p-0003.png"]
    (notice,) = told(events, ev.Notice)
    assert (notice.code, notice.data["phase"]) == (notices.SMALLER_PIECES, "decode")
    assert calls == [(), (), ("offload",), ("offload",)]
    assert [recipe(p).savings for p in sorted(place.iterdir())] == [(), ("offload",), ("offload",)]


@pytest.mark.parametrize("savings", [("offload",), ("apart",), ("tiled",), memory.LADDER[-1]])
def test_in_smaller_pieces_it_is_the_same_picture(model, place, savings) -> None:
    """To the bit but for guidance in two passes, which may round otherwise."""
    run(model(place / "whole.png", steps=3, savings=()), Loader())
    run(model(place / "pieces.png", steps=3, savings=savings), Loader())
    whole, pieces = pixels(place / "whole.png"), pixels(place / "pieces.png")
    assert np.abs(whole.astype(int) - pieces).max() <= (1 if "apart" in savings else 0)
    assert recipe(place / "pieces.png").savings == savings


def test_a_start_picture_in_tiles(model, place, photo) -> None:
    init = str(photo(528, 40))
    for name, savings in (("whole", ()), ("tiled", ("tiled",))):
        run(
            model(place / f"{name}.png", init=init, width=528, height=40, savings=savings), Loader()
        )
    whole, tiled = pixels(place / "whole.png"), pixels(place / "tiled.png")
    assert whole.shape == tiled.shape == (40, 528, 3)
    assert np.abs(whole.astype(int) - tiled).mean() < 4  # a network of random weights


def test_a_recipe_draws_again_in_the_same_pieces(model, place) -> None:
    run(model(place / "one.png", savings=memory.LADDER[-1]), Loader())
    found = recipe(place / "one.png")
    request = recipe_to_request(found, model=model(place).model, output=str(place / "two.png"))
    assert request.savings == ("apart", "tiled")
    run(request, Loader())
    assert np.array_equal(pixels(place / "one.png"), pixels(place / "two.png"))


def test_the_plan_is_told_and_obeyed(model, place, monkeypatch) -> None:
    monkeypatch.setattr(memory, "device_memory", lambda device: DeviceMemory(9, 1, 0))
    events = run(model(place / "p.png"), Loader())
    (plan,) = told(events, ev.MemoryPlan)
    assert not plan.fits
    assert recipe(place / "p.png").savings == plan.savings != ()


def test_what_drawing_took_is_learned(model, place, short_decode, monkeypatch) -> None:
    """But nothing of a second try, which only decodes what the first one had drawn."""
    learn = memory.Choice.learn
    monkeypatch.setattr(
        memory.Choice,
        "learn",
        lambda choice, peaks, meter: learn(choice, peaks, TookAsMuch(choice.needed())),
    )
    run(model(place / "p.png", savings=()), Loader())
    (record,) = Peaks().records
    assert (record.device, record.way, record.ratio) == ("cpu", "", pytest.approx(1.0, abs=0.01))
    short_decode(1)
    events = run(model(place / "q.png", savings=()), Loader())
    assert len(told(events, ev.Notice)) == len(told(events, ev.ImageDone)) == 1
    assert Peaks().records == (record,)


def test_a_plan_that_needs_nothing_less_is_not_tried_twice(model, place, monkeypatch) -> None:
    calls = []

    def full(*arguments):
        calls.append(arguments)
        raise MemoryError

    monkeypatch.setattr(drawing, "decode", full)
    with pytest.raises(OutOfMemory):
        run(model(place / "p.png", savings=("offload",)), Loader())
    assert len(calls) == 1


@pytest.fixture
def short_decode(monkeypatch):
    """A function: how often decoding runs out of memory before it goes well."""
    real = drawing.decode

    def make(times: int) -> None:
        left = [MemoryError()] * times

        def decode(*arguments):
            if left:
                raise left.pop()
            return real(*arguments)

        monkeypatch.setattr(drawing, "decode", decode)

    return make


@pytest.mark.parametrize("savings", [None, ("apart",)])
def test_steps_that_are_done_are_not_taken_again(model, place, short_decode, savings) -> None:
    """Memory ran out in the decoding: what is kept is developed, bit by bit the same picture."""
    run(model(place / "right.png", steps=3, count=2, savings=savings), Loader())
    short_decode(1)
    events = run(model(place / "short.png", steps=3, count=2, savings=savings), Loader())
    assert len(told(events, ev.Step)) == 2 * 3
    phases = [event.phase for event in told(events, ev.Phase) if event.index == 0]
    assert phases.count("denoise") == 1
    assert phases.count("decode") == 2
    for number in ("0001", "0002"):
        right, short = (place / f"{name}-{number}.png" for name in ("right", "short"))
        assert np.array_equal(pixels(short), pixels(right))
        assert recipe(short).savings == ("offload", *(savings or ()))
    assert len(told(events, ev.Notice)) == 1


def test_a_decoding_that_fails_twice_is_one_sentence(model, place, short_decode) -> None:
    short_decode(2)
    assert error_of(model(place / "p.png"), Loader()) is not None
    assert not list(place.iterdir())


def test_a_recipe_tells_which_savings_shaped_what(model, place, short_decode, monkeypatch) -> None:
    """Steps in one batch, then decoded in tiles and told to ask apart: `again` gives the same bits."""
    way = memory.LADDER[-1]
    monkeypatch.setattr(
        memory.Choice, "smaller", lambda self, stage: dataclasses.replace(self, savings=way)
    )
    short_decode(1)
    run(model(place / "p.png", width=528, height=40, savings=()), Loader())
    assert recipe(place / "p.png").savings == ("offload", "tiled")
    again = recipe_to_request(
        recipe(place / "p.png"), model=model(place).model, output=str(place / "q.png")
    )
    run(again, Loader())
    assert np.array_equal(pixels(place / "p.png"), pixels(place / "q.png"))


def test_a_start_picture_is_encoded_as_its_recipe_says(
    model, place, photo, short_decode, monkeypatch
) -> None:
    """Tiles in the decoding would mean tiles in the encoding, too: then all is drawn again."""
    way = memory.LADDER[-1]
    monkeypatch.setattr(
        memory.Choice, "smaller", lambda self, stage: dataclasses.replace(self, savings=way)
    )
    short_decode(1)
    init = str(photo(528, 40))
    events = run(
        model(place / "p.png", init=init, width=528, height=40, steps=2, strength=1.0, savings=()),
        Loader(),
    )
    assert len(told(events, ev.Step)) == 2 * 2
    assert recipe(place / "p.png").savings == way


def test_a_word_that_names_an_embedding_of_another_width_is_drawn_as_a_word(ask, loader):
    folder = addition_folders.embeddings()
    folder.mkdir(parents=True)
    save_file({"emb_params": torch.ones(2, 17)}, folder / "swan.safetensors")
    events = run(ask(), loader)
    told = [e for e in events if isinstance(e, ev.Notice)]
    assert [(e.code, e.data["name"]) for e in told] == [(notices.EMBEDDING_FOREIGN, "swan")]
    (done,) = (e for e in events if isinstance(e, ev.ImageDone))
    assert recipe(done.path).embeddings == ()


def test_the_old_model_is_gone_before_another_is_read(info, tiny_model, ask):
    alive, kept = [], []

    def read(path, *, device, dtype, parts):
        if parts:
            gc.collect()
            alive.append(bool(kept) and kept[-1]() is not None)
        return copy.deepcopy(tiny_model)

    loader = Loader(find=lambda name: info, read=read)
    short = {"steps": 1, "width": 32, "height": 32, "overwrite": True}
    run(ask(**short), loader)
    kept.append(weakref.ref(loader.loaded))
    (Path(info.path) / "other.json").write_text("{}")  # its files changed: read anew
    run(ask(**short), loader)
    assert alive == [False, False]
