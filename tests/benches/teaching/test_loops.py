"""Both sides of the comparison do the same work, on tiny models. No time is tested."""

import math

import pytest

from tests.benches.teaching import compare, diffusers_loop, one_side, ours
from tests.benches.teaching.models import SIZES, make
from tests.benches.teaching.work import METHODS, Work

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore::FutureWarning")]
# Networks that know nothing answer noise of unit size with noise of unit size.
ERROR, NEAR = 2.0, 1.0


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module", params=["tiny-sd1", "tiny-sdxl"])
def model(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench") / request.param
    make(SIZES[request.param], folder)
    return folder


def work(model, method, **settings):
    size = SIZES[model.name]
    shared = {"batch_size": size.batch_size, "steps": 2, "device": "cpu", "dtype": "float32"}
    return Work(str(model), method, size.side, **shared | settings)


@pytest.mark.parametrize("method", METHODS)
def test_the_same_numbers_learn_and_err_alike(model, method, tmp_path):
    asked = work(model, method)
    mine = ours.measured(asked, tmp_path / "run")
    for cached in (False, True):
        other = diffusers_loop.measured(asked, cached=cached)
        assert other.learned == mine.learned
        assert len(other.losses) == len(mine.losses) == asked.steps
        for loss in (*mine.losses, *other.losses):
            assert math.isfinite(loss)
            assert abs(loss - ERROR) < NEAR


@pytest.mark.parametrize("method", METHODS)
def test_both_take_the_other_settings(model, method, tmp_path):
    asked = work(model, method, optimizer="adafactor", gradient_checkpointing=True)
    for figures in (
        ours.measured(asked, tmp_path / "run"),
        diffusers_loop.measured(asked, cached=True),
    ):
        assert figures.images_per_second > 0
        assert all(map(math.isfinite, figures.losses))


def test_the_word_moves_alone(model):
    loop = diffusers_loop.Loop(work(model, "embedding", learning_rate=1.0), cached=False)
    before = [table.detach().clone() for table in loop.parameters]
    loop.step()
    for table, was in zip(loop.parameters, before, strict=True):
        assert (table[:-1] == was[:-1]).all()
        assert (table[-1] != was[-1]).any()


def test_a_work_travels_as_text():
    asked = Work("m", "full", 512, 1, 3, "cpu", "float32", optimizer="adafactor")
    assert Work.of(asked.text()) == asked


@pytest.mark.parametrize("method", ["lora", "full"])
def test_the_whole_training_that_limits_are_tried_on_ends_with_a_result(model, method, tmp_path):
    asked = work(model, method, optimizer="adafactor", gradient_checkpointing=True, batch_size=1)
    assert one_side.whole(asked, tmp_path)["done"]
    assert any((tmp_path / "run" / "result").iterdir())


def test_limits_are_of_a_gpu_alone(monkeypatch):
    monkeypatch.setattr("sys.argv", ["compare.py", "--limits", "--device", "cpu"])
    with pytest.raises(SystemExit, match="needs a CUDA device"):
        compare.main()


@pytest.mark.slow
def test_a_row_tells_both_ratios(tmp_path):
    folder = tmp_path / "tiny-sd1"
    make(SIZES["tiny-sd1"], folder)
    row = compare._row(work(folder, "lora"), ["cached"], 1, tmp_path)
    mine, other = row["ours"], row["cached"]
    for ratio, field in (("ratio", "images_per_second"), ("memory", "peak_mb")):
        assert row[f"{ratio}_to_cached"] == pytest.approx(mine[field] / other[field], rel=0.02)
    assert mine["learned"] == other["learned"]
    assert row["tensors_to_cached"] is None  # nobody counts


@pytest.mark.slow
def test_counted_are_the_bytes_of_tensors_and_no_times(tmp_path):
    folder = tmp_path / "tiny-sd1"
    make(SIZES["tiny-sd1"], folder)
    row = compare._row(work(folder, "full", counted=True), ["cached"], 1, tmp_path)
    weights = (
        4 * row["ours"]["learned"] / 1e6
    )  # MB: and as much of gradients, twice of the optimiser
    for side in ("ours", "cached"):
        assert 4 * weights < row[side]["allocated_mb"] < row[side]["peak_mb"]
        assert "images_per_second" not in row[side]
    assert row["tensors_to_cached"] > 0
    assert row["ratio_to_cached"] is None
