"""What is told of a run: names and figures that a page can rely on."""

import pytest
from PIL import Image

from core.explain.painted import Choice
from core.explain.recording import Recording
from core.explain.run_answers import film_answer, guidance_answer, step_answers, word_overlays


@pytest.fixture
def run(ask, drawn) -> Recording:
    recording = Recording(maps=True)
    drawn(ask(sampler="euler_a"), recording)
    return recording


def test_a_film_without_a_map_for_glances_has_its_numbers(run) -> None:
    whole = film_answer(run)
    run.preview = None
    blind = film_answer(run)
    assert blind.glances == {}
    assert blind.figures == whole.figures
    assert [s["name"] for s in blind.figures["stages"]] == [
        "down_blocks.0",
        "mid_block",
        "up_blocks.1",
    ]
    assert "added-002" in whole.glances
    assert "added-003" not in whole.glances


def test_a_step_is_developed_tile_by_tile(run, loader) -> None:
    first, last = (
        [name for answer in step_answers(loader.loaded, run, step) for name in answer.pictures]
        for step in (0, 3)
    )
    assert first == ["guess", "noised", "noise", "added"]
    assert last == ["guess", "noised", "noise"]


def test_guidance_tells_the_runs_own_scale(run) -> None:
    answer = guidance_answer(None, run, 1, 9.0)
    assert (answer.figures["guidance_scale"], answer.figures["of_the_run"]) == (9.0, 5.0)
    assert set(answer.glances) == {"without", "with", "guided", "difference"}


def test_the_picture_lies_under_each_word(run) -> None:
    found = word_overlays(run, Choice())
    assert list(found) == ["00-a", "01-swan", "02-and", "03-an", "04-apple"]
    run.image = None
    assert word_overlays(run, Choice()) == {}
    run.image = Image.new("RGB", (64, 64))
