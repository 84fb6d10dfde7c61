"""Draw an SVG in the sizes an icon theme wants: `icons.py SVG THEME-FOLDER NAME`. Runs where Qt is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)


def draw(source: Path, folder: Path, name: str) -> None:
    """`folder`/SIZExSIZE/apps/NAME.png for each size, and the SVG itself below scalable/."""
    scalable = folder / "scalable/apps"
    scalable.mkdir(parents=True)
    shutil.copyfile(source, scalable / f"{name}.svg")
    renderer = QSvgRenderer(str(source))
    for size in SIZES:
        target = folder / f"{size}x{size}/apps/{name}.png"
        target.parent.mkdir(parents=True)
        if not picture(renderer, size).save(str(target)):
            raise OSError(f"{target} could not be written")


def picture(renderer: QSvgRenderer, size: int) -> QImage:
    """The icon, `size` × `size` px, on nothing."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    application = QGuiApplication(sys.argv[:1])
    draw(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
