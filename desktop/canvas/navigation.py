"""Zoom and pan by wheel, mouse and keys: turns events into viewports. Paints nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from desktop.canvas.viewport import Viewport

WHEEL_STEP = 1.2  # factor for one notch of the wheel
NOTCH = 120.0  # Qt's eighths of a degree a notch
KEY_STEP = 48.0  # px an arrow key pans in hand mode
_ARROWS = {
    Qt.Key.Key_Left: (KEY_STEP, 0.0),
    Qt.Key.Key_Right: (-KEY_STEP, 0.0),
    Qt.Key.Key_Up: (0.0, KEY_STEP),
    Qt.Key.Key_Down: (0.0, -KEY_STEP),
}


class Navigation:
    """Which way of moving is on.

    Attributes: `hand` the hand is the tool (H); `space` the space bar is held.
    """

    def __init__(self) -> None:
        self.hand = False
        self.space = False
        self._last: QPointF | None = None

    @property
    def dragging(self) -> bool:
        return self._last is not None

    def cursor(self) -> Qt.CursorShape:
        """The shape that tells what a press would do."""
        if self.dragging:
            return Qt.CursorShape.ClosedHandCursor
        return (
            Qt.CursorShape.OpenHandCursor if self.hand or self.space else Qt.CursorShape.ArrowCursor
        )

    def press(self, event: QMouseEvent) -> bool:
        """Begin to pan; False where this press means something else."""
        middle = event.button() == Qt.MouseButton.MiddleButton
        left = event.button() == Qt.MouseButton.LeftButton and (self.hand or self.space)
        if middle or left:
            self._last = event.position()
        return middle or left

    def move(self, event: QMouseEvent, viewport: Viewport) -> Viewport:
        if self._last is None:
            return viewport
        way = event.position() - self._last
        self._last = event.position()
        return viewport.panned(way.x(), way.y())

    def release(self) -> None:
        self._last = None

    def stop(self) -> None:
        """The focus went elsewhere: no key is held any more."""
        self._last = None
        self.space = False

    def wheel(self, event: QWheelEvent, viewport: Viewport) -> Viewport:
        """Zoom around the pointer."""
        notches = event.angleDelta().y() / NOTCH
        at = event.position()
        return viewport.scaled_to(viewport.scale * WHEEL_STEP**notches, at.x(), at.y())

    def key(self, event: QKeyEvent, viewport: Viewport) -> Viewport | None:
        """A viewport where the key moves or changes something here, else None.

        H takes and leaves the hand, Escape leaves it; the arrows pan while it is taken.
        """
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.space = True
            return viewport
        if key == Qt.Key.Key_H or (key == Qt.Key.Key_Escape and self.hand):
            self.hand = not self.hand
            return viewport
        if self.hand and key in _ARROWS:
            return viewport.panned(*_ARROWS[Qt.Key(key)])
        return None
