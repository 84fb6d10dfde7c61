"""How long the window stands still while somebody drags the sliders of the Inside page. Prints JSON.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/benches/scrubbing.py [--seconds 4]

The real window with the real engine and the starter. A clock of 1 ms ticks beside the sliders; what a tick
is late, the window stood still. Percentiles in ms, for each slider; the engine answers meanwhile. On a busy machine
the clock is also late because others work: `work_p99` is what the window itself worked between two ticks. Nothing
of the person's own is touched.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
MOVES_MS = 8  # between two moves of a slider: faster than a hand


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=4.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="reverie-bench-") as home:
        os.environ |= {
            "REVERIE_HOME": home,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        sys.stdout.write(json.dumps(measured(seconds)) + "\n")
        sys.stdout.flush()
        os._exit(0)  # Qt's own ending is not what is measured


def measured(seconds: float) -> dict[str, object]:
    from PySide6.QtCore import QEventLoop, QPointF, QTimer
    from PySide6.QtWidgets import QApplication

    from desktop import app as start
    from desktop import theme
    from desktop.engine.client import EngineClient
    from desktop.garbage import GarbageCollector
    from desktop.main_window import MainWindow
    from desktop.pages.names import INSIDE
    from desktop.settings import Settings

    application = QApplication(sys.argv[:1])
    start.prepare(application)
    theme.theme().apply("light")
    client = EngineClient(parent=application)
    window = MainWindow(client, Settings())
    GarbageCollector(application).settle()
    window.resize(1280, 800)
    window.show()
    client.start()

    def rest(ms: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    def until(reached: Callable[[], bool]) -> None:
        end = time.monotonic() + 300
        while not reached():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            rest(20)

    until(lambda: client.info is not None)
    window.pages.show_page(INSIDE)
    window.inside.page.topic()
    window.inside.verbs.draw_example()
    run = window.inside.states.run
    until(lambda: run.run is not None)

    def stalls(move: Callable[[int], None]) -> dict[str, float]:
        late: list[float] = []
        work: list[float] = []
        last, worked = time.perf_counter(), time.thread_time()

        def tick() -> None:
            nonlocal last, worked
            now, spent = time.perf_counter(), time.thread_time()
            late.append(max(0.0, 1000 * (now - last) - 1.0))
            work.append(1000 * (spent - worked))
            last, worked = now, spent

        clock, mover, moved = QTimer(interval=1), QTimer(interval=MOVES_MS), [0]

        def go() -> None:
            moved[0] += 1
            move(moved[0])

        clock.setTimerType(_precise())
        mover.setTimerType(_precise())
        clock.timeout.connect(tick)
        mover.timeout.connect(go)
        before = time.thread_time()
        last = time.perf_counter()
        clock.start()
        mover.start()
        rest(round(seconds * 1000))
        clock.stop()
        mover.stop()
        ordered, worked_by = sorted(late), sorted(work)
        return {
            "moves": moved[0],
            "p50": round(ordered[len(ordered) // 2], 2),
            "p99": round(ordered[int(len(ordered) * 0.99)], 2),
            "largest": round(ordered[-1], 2),
            "work_p99": round(worked_by[int(len(worked_by) * 0.99)], 2),
            "work_ms_a_move": round(1000 * (time.thread_time() - before) / max(1, moved[0]), 2),
        }

    steps = run.run.steps
    film = window.inside.page.show_topic("film")
    rest(1500)
    found = {"idle": stalls(lambda n: None)}
    found["film"] = stalls(lambda n: film.steps.slider.setValue(_there_and_back(n, steps)))
    guidance = window.inside.page.show_topic("guidance")
    rest(1500)
    found["guidance"] = stalls(lambda n: guidance.set_scale(_there_and_back(n, 200) / 10))
    words = window.inside.page.show_topic("words")
    until(lambda: bool(words.chips))

    def point(number: int) -> None:
        share = _there_and_back(number, 100) / 100
        words.picture.hovered.emit(QPointF(share, 0.5))
        words.chips[number % len(words.chips)].pointed.emit(number % 3 != 0)

    rest(500)
    found["words"] = stalls(point)
    noise = window.inside.page.show_topic("noise")
    rest(3000)
    found["noise"] = stalls(lambda n: noise.go_to(_there_and_back(n, 1000)))
    return found


def _there_and_back(number: int, count: int) -> int:
    place = number % (2 * count - 2) if count > 1 else 0
    return place if place < count else 2 * count - 2 - place


def _precise() -> object:
    from PySide6.QtCore import Qt

    return Qt.TimerType.PreciseTimer


if __name__ == "__main__":
    main()
