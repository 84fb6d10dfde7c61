"""How long the first look at each page takes, and at each topic of the page Inside. Prints JSON, in ms.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benches/first_look.py

Pages are made, and their code is read, at the first look: `wall` is what a person waits, `work` what the window's
thread worked. The real window, without an engine. Nothing of the person's own is touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="reverie-bench-") as home:
        os.environ |= {
            "REVERIE_HOME": home,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        sys.stdout.write(json.dumps(measured()) + "\n")
        sys.stdout.flush()
        os._exit(0)  # Qt's own ending is not what is measured


def measured() -> dict[str, dict[str, float]]:
    from PySide6.QtWidgets import QApplication

    from desktop import app as start
    from desktop import theme
    from desktop.engine.client import EngineClient
    from desktop.main_window import MainWindow
    from desktop.pages.names import INSIDE, LIBRARY, TEACH
    from desktop.settings import Settings

    application = QApplication(sys.argv[:1])
    start.prepare(application)
    theme.theme().apply("light")
    window = MainWindow(EngineClient(parent=application), Settings())
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    found: dict[str, dict[str, float]] = {}

    def look(name: str, show: Callable[[], object]) -> None:
        wall, work = time.perf_counter(), time.thread_time()
        show()
        application.processEvents()
        found[name] = {
            "wall": round(1000 * (time.perf_counter() - wall), 1),
            "work": round(1000 * (time.thread_time() - work), 1),
        }

    for key in (LIBRARY, TEACH, INSIDE):
        look(key, lambda key=key: window.pages.show_page(key))
    for key in list(window.inside.page.rows)[1:]:
        look(f"inside-{key}", lambda key=key: window.inside.page.show_topic(key))
    return found


if __name__ == "__main__":
    main()
