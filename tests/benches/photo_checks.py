"""How long the window stands still while photos are checked in the background.

    .venv/bin/python tests/benches/photo_checks.py [COUNT [KIND]]

COUNT photos of 12 megapixels (200), of which a KIND (pet, person …) is to be learned, are dropped on the Teach page of the real window, whose event loop is asked every
5 ms how late it is. One JSON object on stdout: lateness in ms (median, p99, longest), the processor's time that the
window's thread itself spent between two such moments (own, which other programs do not disturb), and the seconds it took.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
SIZE = (4000, 3000)  # px
TICK = 5  # ms


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    kind = sys.argv[2] if len(sys.argv) > 2 else "pet"
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"REVERIE_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        folder = Path(home) / "photos"
        folder.mkdir()
        make_photos(folder, count)
        sys.stdout.write(json.dumps(measure(folder, count, kind)) + "\n")


def make_photos(folder: Path, count: int) -> None:
    """Eight different pictures, each many times: what is decoded is a whole file every time."""
    rng = np.random.default_rng(0)
    for number in range(min(8, count)):
        small = rng.integers(0, 255, (150, 200, 3), dtype=np.uint8)
        Image.fromarray(small).resize(SIZE, Image.Resampling.BICUBIC).save(
            folder / f"{number}.jpg", quality=88
        )
    for number in range(8, count):
        (folder / f"{number}.jpg").write_bytes((folder / f"{number % 8}.jpg").read_bytes())


def measure(folder: Path, count: int, kind: str) -> dict[str, float]:
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop import app as start
    from desktop.engine.client import EngineClient
    from desktop.main_window import MainWindow
    from desktop.settings import Settings

    application = QApplication(sys.argv[:1])
    start.prepare(application)
    window = MainWindow(EngineClient(), Settings())
    window.resize(1280, 800)
    window.show()
    window.pages.show_page("teach")
    late: list[float] = []
    own: list[float] = []
    last = [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        now, spent = time.perf_counter(), time.thread_time()
        late.append(1000 * (now - last[0]) - TICK)
        own.append(1000 * (spent - last[1]))
        last[:] = now, spent

    timer = QTimer(interval=TICK)
    timer.timeout.connect(tick)
    checks, loop = window.teaching.page.checks, QEventLoop()
    checks.progress_changed.connect(lambda p: loop.quit() if p == (count, count) else None)
    began = time.perf_counter()
    timer.start()
    window.teaching.wizard_verbs.teach_from([str(folder)])
    window.teaching.page.wizard.what.change(kind=kind, agreed=True)
    window.teaching.page.wizard.bar.button(1).click()
    loop.exec()
    timer.stop()
    seconds = time.perf_counter() - began
    window.close()
    median, p99 = np.quantile(late, [0.5, 0.99])
    found = {"median_ms": median, "p99_ms": p99, "longest_ms": max(late), "seconds": seconds}
    found |= {"own_p99_ms": np.quantile(own, 0.99), "own_longest_ms": max(own)}
    return {"photos": count, **{name: round(float(value), 1) for name, value in found.items()}}


if __name__ == "__main__":
    main()
