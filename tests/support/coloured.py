"""The syntax colours that lie over a text, read back as a person sees them."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument


def coloured(document: QTextDocument) -> list[tuple[str, str]]:
    """What has a colour of its own, and which."""
    found, block = [], document.firstBlock()
    while block.isValid():
        for look in block.layout().formats():
            cursor = QTextCursor(block)
            cursor.setPosition(block.position() + look.start)
            cursor.setPosition(cursor.position() + look.length, QTextCursor.MoveMode.KeepAnchor)
            found.append((cursor.selectedText(), look.format.foreground().color().name()))
        block = block.next()
    return found
