"""What screenshots show of the Inside page: each topic on a picture that is recorded with the starter."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QPixmap
from stage import Stage

from desktop.pages.names import INSIDE
from desktop.widgets.picture_tile import PictureTile


def inside(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """Nothing recorded yet, then topic after topic."""
    stage.engine()
    stage.welcome(False)
    window = stage.window
    window.pages.show_page(INSIDE)
    page = window.inside.page
    stage.rest()
    if page.states.run.run is None:
        yield "-empty", stage.look()
    for name, picture in (("film", film), ("words", words)):
        for _part, seen in picture(stage):
            yield f"-{name}", seen
    film_topic = page.show_topic("film")
    film_topic.branch.click()
    stage.rest()
    yield "-branch", stage.look()
    guidance = page.show_topic("guidance")
    guidance.attempt.click()
    stage.until(lambda: is_developed(guidance.tiles["guided"]))
    stage.rest()
    yield "-guidance", stage.look()
    compare = page.show_topic("compare")
    compare.attempt.click()
    stage.until(lambda: compare.compare.found is not None)
    stage.rest()
    yield "-compare", stage.look()
    coder = page.show_topic("autoencoder")
    stage.until(lambda: coder.coder.passage is not None)
    coder.attempt.click()
    stage.until(lambda: coder.coder.poke is not None)
    stage.rest(1.0)
    yield "-autoencoder", stage.look()
    noise = page.show_topic("noise")
    noise.attempt.click()
    stage.until(lambda: is_developed(noise.guess))
    noise.measure.click()
    stage.until(lambda: len(noise.noise.points) > 6)
    yield "-noise", stage.look()


def film(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """The film of a swan at a step in the middle."""
    _recorded(stage)
    topic = stage.window.inside.page.show_topic("film")
    topic.form.closed.emit()  # another state may have left it open
    topic.go_to(7)
    stage.until(lambda: is_developed(topic.tiles["noise"]))
    stage.rest()
    yield "", stage.look()


def words(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """Where the swan was looked up."""
    _recorded(stage)
    topic = stage.window.inside.page.show_topic("words")
    stage.until(lambda: len(topic.chips) > 1 and topic.picture.image() is not None)
    if not topic.chips[1].isChecked():
        topic.chips[1].click()
    topic.chips[1].clearFocus()
    stage.rest()
    yield "", stage.look()


def is_developed(tile: PictureTile) -> bool:
    """Whether what is seen is no quick look any more."""
    return tile.image() is not None and not tile.note()


def _recorded(stage: Stage) -> None:
    """The page with the example."""
    stage.engine()
    stage.welcome(False)
    window = stage.window
    window.pages.show_page(INSIDE)
    if window.inside.states.run.run is None:
        window.inside.verbs.draw_example()
        stage.until(lambda: window.inside.states.run.run is not None)
