"""A widget that looks at a frame through a viewport: zoom, pan and their keys. Draws nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.canvas.navigation import Navigation
from desktop.canvas.viewport import Viewport

ZOOM_STEP = 1.25  # factor of Zoom in and Zoom out


class ZoomView(QWidget):
    """Wheel, middle drag, Space or H and drag; subclasses paint by `viewport()`.

    Signals: `zoom_changed(zoom)`; 1.0 is one pixel of the picture for one of the screen.
    """

    zoom_changed = Signal(float)

    def __init__(self, frame: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._viewport = Viewport(*frame)
        self._navigation = Navigation()

    def viewport(self) -> Viewport:
        return self._viewport

    def zoom(self) -> float:
        """1.0 = one pixel of the picture for one of the screen."""
        return self._viewport.scale * self.devicePixelRatioF()

    @Slot(int, int)
    def set_frame_size(self, width: int, height: int) -> None:
        """The frame is `width` × `height` px of the picture."""
        self._look(self._viewport.framed(width, height))

    @Slot()
    def fit(self) -> None:
        """The whole frame, as large as there is room."""
        self._look(self._viewport.fit())

    @Slot()
    def actual_size(self) -> None:
        """100 %."""
        self.set_zoom(1.0)

    @Slot()
    def toggle_fit(self) -> None:
        """100 % where the whole frame is seen, else the whole frame."""
        if self._viewport.fitted:
            self.actual_size()
        else:
            self.fit()

    @Slot(float)
    def set_zoom(self, zoom: float) -> None:
        """Zoom around the middle of the view."""
        view = self._viewport
        scale = zoom / self.devicePixelRatioF()
        self._look(view.scaled_to(scale, view.view_width / 2, view.view_height / 2))

    @Slot()
    def zoom_in(self) -> None:
        self.set_zoom(self.zoom() * ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        self.set_zoom(self.zoom() / ZOOM_STEP)

    def _look(self, viewport: Viewport) -> None:
        changed = viewport.scale != self._viewport.scale
        self._viewport = viewport
        self.update()
        if changed:
            self.zoom_changed.emit(self.zoom())

    def sizeHint(self) -> QSize:
        return QSize(640, 640)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._look(self._viewport.resized(self.width(), self.height()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.zoom_changed.emit(self.zoom())  # the same frame has other pixels to show it
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._look(self._navigation.wheel(event, self._viewport))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._navigation.press(event):
            self._point()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._navigation.dragging:
            self._look(self._navigation.move(event, self._viewport))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._navigation.release()
        self._point()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moved = self._navigation.key(event, self._viewport) if plain(event) else None
        if moved is None:
            super().keyPressEvent(event)
        else:
            self._point()
            self._look(moved)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._navigation.space = False
            self._point()
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._navigation.stop()
        self._point()
        self.update()

    def _point(self) -> None:
        self.setCursor(self._navigation.cursor())


def plain(event: QKeyEvent) -> bool:
    """No modifier but the keypad's."""
    return event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
