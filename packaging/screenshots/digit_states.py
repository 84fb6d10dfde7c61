"""What screenshots show of the Inside page's two topics about small networks on digits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtGui import QPixmap
from stage import Stage

from desktop.pages.names import INSIDE

STEPS_SEEN = 25  # of a training
STEPS_WATCHED = 320  # three samples of it
AT_ONCE = 40  # steps that are waited for, as patient as for anything


def digits(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """A 3 with noise on it, one made in two ways, a training that has just begun, and what it has written."""
    stage.engine()
    stage.welcome(False)
    window = stage.window
    window.pages.show_page(INSIDE)
    watch = window.inside.page.show_topic("watch")
    stage.rest()
    yield "-watch-empty", stage.look()
    topic = window.inside.page.show_topic("digits")
    topic.attempt.click()
    stage.until(lambda: (topic.draw.meter.value() or 0) > 0)
    stage.rest()
    yield "-draw", stage.look()
    topic.show_part("make")
    topic.make.start()
    stage.until(lambda: not topic.lanes["make"].busy)
    stage.rest()
    yield "-make", stage.look()
    topic.show_part("train")
    topic.train.start()
    stage.until(lambda: topic.train.steps_seen() >= STEPS_SEEN)
    stage.rest()
    yield "-train", stage.look()
    window.inside.page.show_topic("watch")
    stage.until(lambda: bool(watch.foot.text()))
    stage.rest()
    yield "-watch", stage.look()
    topic.stop_asked.emit()
    stage.until(lambda: not topic.lanes["train"].busy)


def made(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """A 3 that was made in two ways."""
    topic = _topic(stage)
    topic.show_part("make")
    topic.make.start()
    stage.until(lambda: not topic.lanes["make"].busy)
    stage.rest()
    yield "", stage.look()


def watched(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """A training of digits that has come some way."""
    topic = _topic(stage)
    topic.start_training()
    for steps in range(AT_ONCE, STEPS_WATCHED + 1, AT_ONCE):
        stage.until(lambda steps=steps: topic.train.steps_seen() >= steps)
    watch = stage.window.inside.page.show_topic("watch")
    stage.until(lambda: watch.view.sample.image() is not None)
    stage.rest()
    yield "", stage.look()
    topic.stop_asked.emit()
    stage.until(lambda: not topic.lanes["train"].busy)


def _topic(stage: Stage) -> Any:
    """The page with its topic about digits."""
    stage.engine()
    stage.welcome(False)
    stage.window.pages.show_page(INSIDE)
    return stage.window.inside.page.show_topic("digits")
