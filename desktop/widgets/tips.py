"""Tooltips of whole sentences: always plain text, broken into lines, and heard by screen readers."""

from __future__ import annotations

import html

from PySide6.QtWidgets import QWidget


def rich(text: str) -> str:
    """Plain text for a tooltip: Qt breaks only rich text into lines and would read tags in the plain."""
    lines = "<br>".join(html.escape(line) for line in text.splitlines())
    return f"<qt>{lines}</qt>" if text else ""


def set_tip(widget: QWidget, text: str) -> None:
    """`text` as the tooltip and the spoken description of `widget`."""
    widget.setToolTip(rich(text))
    widget.setAccessibleDescription(text)
