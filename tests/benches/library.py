"""How long a library of 1,000 files takes to open: the first look, later ones, and the page in the window.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benches/library.py

Prints one JSON object: seconds on the clock, and seconds of work that the processor did for them. The files are small, their headers honest (a whole model's has thousands
of names, so a first look at real files takes longer, once). Nothing of the person's own is touched.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
COUNT = 1000


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="reverie-bench-") as home:
        os.environ |= {"REVERIE_HOME": home, "QT_QPA_PLATFORM": "offscreen"}
        fill(Path(home) / "disk")
        sys.stdout.write(json.dumps(measured()) + "\n")
        sys.stdout.flush()
        os._exit(0)  # Qt's own ending is not what is measured


def fill(root: Path) -> None:
    """1,000 files in ten folders."""
    from core.files.catalogue import folder_list
    from tests.support.single_weights import EMBEDDING, LORA, VAE, model, write

    kinds = [model("sd1"), model("sdxl"), LORA, EMBEDDING, VAE]
    for number in range(COUNT):
        said = {"modelspec.title": f"Model {number}", "modelspec.trigger_phrase": f"word {number}"}
        write(root / f"{number % 10}/m{number}.safetensors", kinds[number % 5], said)
    folder_list.add(root)


def measured() -> dict[str, object]:
    from core.files import store
    from core.files.catalogue import index
    from core.files.catalogue.scan import scan

    result: dict[str, object] = {"entries": COUNT}
    result["first_look"] = taken(lambda: store.drained(scan()))
    result["later_look"] = taken(lambda: store.drained(scan()))
    result["index_read"] = taken(index.load)
    return {**result, **window(), "index_mb": round(index.path().stat().st_size / 1e6, 2)}


def window() -> dict[str, object]:
    """From the click on Library to the painted page, with what the last start knew."""
    from PySide6.QtWidgets import QApplication

    from desktop import app as start
    from desktop import settings as keys
    from desktop import theme
    from desktop.engine.client import EngineClient
    from desktop.main_window import MainWindow
    from desktop.settings import Settings

    app = QApplication(sys.argv[:1])
    start.prepare(app)
    theme.theme().apply("light")
    settings = Settings()
    settings.put(keys.WELCOMED, True)
    made: list[MainWindow] = []
    opening = taken(lambda: made.append(MainWindow(EngineClient(parent=app), settings)))
    (shown,) = made
    shown.show()
    app.sendPostedEvents()

    def load() -> None:
        shown.library.load()
        while not shown.library.catalogue.entries:
            app.sendPostedEvents()
            time.sleep(0.001)

    def open_page() -> None:
        shown.pages.show_page("library")
        shown.grab()

    def search() -> None:
        shown.models.page.search.setText("m77")
        shown.grab()

    names = ("window", "entries_in_window", "page_painted", "search_painted")
    times = (opening, taken(load), taken(open_page), taken(search))
    assert shown.models.page.rows.rowCount() == 11
    return dict(zip(names, times, strict=True))


def taken(work) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    spent = time.process_time() - processor
    return round(time.perf_counter() - clock, 3), round(spent, 3)


if __name__ == "__main__":
    main()
