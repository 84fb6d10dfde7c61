"""Small squares side by side, each with a word under it, one of them marked: click or arrow keys choose another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop import theme
from desktop.canvas.picture_cache import PictureCache

GAP = 8  # px between two
WORDS = 18  # px, of the line under them
MARK = 2  # px around the marked one


@dataclass(frozen=True)
class Thumb:
    """The `place`-th square from the left of a picture as high as a square, or its upper left one."""

    key: float
    text: str
    path: str
    place: int = 0


class ThumbStrip(QWidget):
    """Signals: `chosen(float)` the key of one. Attributes: `key` of the marked one, `says` for those who cannot see it."""

    chosen = Signal(float)

    def __init__(self, cache: PictureCache, name: str, side: int) -> None:
        """`name` for those who cannot see it; `side` of a square in px."""
        super().__init__()
        self._cache, self._side = cache, side
        self.says = ""
        self._thumbs: list[Thumb] = []
        self.key = -1.0
        self.setFixedHeight(side + 2 * MARK + WORDS + 4)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        cache.ready.connect(lambda *_: self.update())

    def show_thumbs(self, thumbs: Sequence[Thumb], key: float) -> None:
        """From left to right; `key` of the marked one."""
        self._thumbs, self.key = list(thumbs), key
        here = next((thumb.text for thumb in thumbs if thumb.key == key), "")
        self.setAccessibleDescription(" ".join(filter(None, (here, self.says))))
        self.update()

    def place_of(self, key: float) -> QRect:
        """Where a square lies; empty where there is no room for it."""
        seen = [thumb.key for thumb in self._seen()]
        if key not in seen:
            return QRect()
        left = seen.index(key) * self._step + MARK + 1
        return QRect(left, MARK + 1, self._side, self._side)

    @property
    def _step(self) -> int:
        return self._side + GAP

    @property
    def _marked(self) -> int:
        """The place of the marked one among all, −1 for none."""
        keys = [thumb.key for thumb in self._thumbs]
        return keys.index(self.key) if self.key in keys else -1

    def _seen(self) -> list[Thumb]:
        """Those there is room for: the ones around the marked one, or the last."""
        room = max(1, self.width() // self._step)
        place = self._marked if self._marked >= 0 else len(self._thumbs) - 1
        first = min(max(0, place - room // 2), max(0, len(self._thumbs) - room))
        return self._thumbs[first : first + room]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for thumb in self._seen():
            box, is_marked = self.place_of(thumb.key), thumb.key == self.key
            image = self._cache.get(thumb.path)
            if image is None:
                painter.fillRect(box, theme.colour("stripe"))
            else:
                side = min(image.width(), image.height())
                painter.drawImage(box, image, QRect(thumb.place * side, 0, side, side))
            if is_marked:
                role = "accent_line" if self.hasFocus() else "edge"
                painter.setPen(QPen(theme.colour(role), MARK))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(-MARK, -MARK, MARK, MARK))
            painter.setPen(theme.colour("text" if is_marked else "second"))
            below = QRect(box.left() - GAP // 2, box.bottom() + MARK + 1, self._step, WORDS)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), thumb.text)
        if self.hasFocus() and self._marked < 0:
            painter.setPen(QPen(theme.colour("accent_line"), MARK))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = int(event.position().x()) // self._step
        seen = self._seen()
        if 0 <= place < len(seen):
            self.chosen.emit(seen[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
        else:
            self.walk(move)

    def walk(self, move: int) -> None:
        """To a neighbour of the marked one; where none is, to the first or the last."""
        last = len(self._thumbs) - 1
        if last < 0:
            return
        beside = self._marked + move if self._marked >= 0 else (0 if move > 0 else last)
        self.chosen.emit(self._thumbs[min(max(beside, 0), last)].key)
