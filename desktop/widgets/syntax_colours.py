"""Colours for the syntax of a prompt, laid over a text: no part of the document, so nothing to undo."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from core.prompt.spans import Kind, Span
from desktop import theme
from desktop.widgets.prompt_places import Units

ROLES: dict[Kind, str] = {
    "bracket": "second",
    "weight": "second",
    "stray": "warning",
    "keyword": "link",
    "name": "link",
    "comment": "placeholder",
}


def colour(document: QTextDocument, spans: Sequence[Span]) -> None:
    """Give `spans`, in order, the colours of their kinds, and the rest none."""
    units, waiting = Units(document.toPlainText()), deque(spans)
    block = document.firstBlock()
    while block.isValid():
        looks, end = [], block.position() + block.length()
        while waiting and units.of(waiting[0].start) < end:
            looks.append(_look(waiting.popleft(), units, block))
        block.layout().setFormats(looks)
        block = block.next()


def _look(span: Span, units: Units, block: QTextBlock) -> QTextLayout.FormatRange:
    """How a span looks in the line where it begins."""
    look, last = QTextLayout.FormatRange(), block.position() + block.length() - 1
    look.start = units.of(span.start) - block.position()
    look.length = min(units.of(span.end), last) - units.of(span.start)
    look.format = QTextCharFormat()
    look.format.setForeground(theme.colour(ROLES[span.kind]))
    return look
