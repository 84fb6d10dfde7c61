"""The words panel with what helps to write: syntax in colours, completion, earlier prompts, styles."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtTest import QTest
from stage import Picture, Stage

from core.files import styles
from core.files.styles import Style

SYNTAX = "a (swan:1.3) on a [blue:green:0.5] background, {oil|ink} painting # one of two"
STYLES = (
    Style("Oil painting", "thick brush strokes, canvas", "photo"),
    Style("Line drawing", "black ink on white paper, thin lines", ""),
)


def prompts(stage: Stage) -> Iterator[Picture]:
    """What stands in the field, and the lists that drop from it."""
    stage.pictures(1)
    section = stage.window.page.words.words
    stage.write(SYNTAX)
    stage.rest()
    yield "-syntax", stage.look()
    stage.write("a s")
    section.prompt.moveCursor(section.prompt.textCursor().MoveOperation.End)
    QTest.keyClicks(section.prompt, "w")
    stage.rest()
    if section.prompt.completer_list.is_open():
        yield "-completion", stage.look(section.prompt.completer_list.popup())
        section.prompt.completer_list.close()
    for style in STYLES:
        styles.put(style)
    for name, button in (("-history", section.history), ("-styles", section.styles)):
        button.click()
        stage.rest()
        yield name, stage.look(button.popup)
        button.popup.hide()
    stage.write("")
