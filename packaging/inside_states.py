"""What screenshots show of the Inside page: each topic on a picture that is recorded with the starter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtGui import QPixmap

from desktop.window_pages import INSIDE

if TYPE_CHECKING:
    from shown_states import Stage


def inside(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """Nothing recorded yet, then topic after topic."""
    stage.engine()
    stage.welcome(False)
    window = stage.window
    window.pages.show_page(INSIDE)
    page, run = window.inside, window.inside.states.run
    stage.rest()
    yield "-empty", stage.look()
    window.inside_verbs.draw_example()
    stage.until(lambda: run.run is not None)
    run.step = 7
    stage.rest(2.0)
    yield "-film", stage.look()
    for key in ("guidance", "words", "compare", "autoencoder", "noise"):
        if key in page.rows:
            topic = page.show_topic(key)
            stage.rest(1.5)
            topic.attempt.click()
            stage.rest(3.0)
            yield f"-{key}", stage.look()
