"""A request drawn to its end, and what came of it."""

from __future__ import annotations

from pathlib import Path

from core.contract import events as ev
from core.contract.recipe import Recipe
from core.files.pictures import images
from core.generation.generate import generate


def run(request, loader, stop_after: int | None = None) -> list[ev.Event]:
    """All events; with `stop_after`, Stop is pressed when so many have come (previews aside)."""
    seen: list[ev.Event] = []

    def cancelled() -> bool:
        return stop_after is not None and len(without_previews(seen)) >= stop_after

    for event in generate(request, loader, cancelled, "job 1"):
        seen.append(event)
    return seen


def without_previews(events: list[ev.Event]) -> list[ev.Event]:
    """How many previews there are depends on the clock."""
    return [event for event in events if not isinstance(event, ev.Preview)]


def done(events: list[ev.Event]) -> list[ev.ImageDone]:
    return [event for event in events if isinstance(event, ev.ImageDone)]


def recipe_of(event: ev.ImageDone) -> Recipe:
    return Recipe.from_json(images.read_texts(event.path)[images.RECIPE_KEY])


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
