"""The line around the part of a photo that is learned: black and white in turn, so that it is seen on any photo."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

DASH = 3.0  # widths of the line, as long as the gap


def paint_crop_line(painter: QPainter, box: QRectF, width: float) -> None:
    """`width` in px."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("black"), width))
    painter.drawRect(box)
    white = QPen(QColor("white"), width)
    white.setCapStyle(Qt.PenCapStyle.FlatCap)
    white.setDashPattern([DASH, DASH])
    painter.setPen(white)
    painter.drawRect(box)
