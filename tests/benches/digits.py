"""How long the pages about digits take: a score, a digit in both ways, and both trainings. Prints JSON.

    .venv/bin/python tests/benches/digits.py [--steps 60]

Processor and wall seconds on one thread, as the engine works. Of the trainings some steps are done, and the rest is
worked out from their middle: the page promises minutes for as many steps as it asks for.
"""

from __future__ import annotations

import argparse
import base64
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.contract import events as ev
from core.contract.digits import SIDE, DigitsConfig, MakeDigit, ScoreDigit, TrainDigits
from core.contract.errors import Cancelled
from core.explain.digits.live import live
from core.explain.digits.make import made
from core.explain.digits.model import shipped
from core.explain.digits.score import score_answer
from desktop.panels.inside.digit_train_part import CHECKPOINT, STEPS

SCORES = 200


def timed(work: Callable[[], object]) -> dict[str, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return {
        "wall": round(time.perf_counter() - wall, 4),
        "processor": round(time.process_time() - cpu, 4),
    }


def training(task: str, steps: int) -> dict[str, float]:
    """Seconds for all steps that the page asks for, of which `steps` are done."""
    with tempfile.TemporaryDirectory() as folder:
        config = DigitsConfig(
            task=task, output=str(Path(folder) / "run"), steps=STEPS[task], pictures=6000,
            ema_decay=0.99, device="cpu", checkpoint_every=CHECKPOINT, report_every=25,
        )  # fmt: skip
        began, done = time.perf_counter(), [0]
        marks: list[float] = []

        def enough() -> bool:
            return done[0] >= steps

        events: Iterator[ev.Event] = live(TrainDigits(config), enough, "bench")
        with suppress(Cancelled):
            for event in events:
                if isinstance(event, ev.TrainStep):
                    done[0] = event.step
                    marks.append(time.perf_counter())
        before = marks[0] - began
        each = (marks[-1] - marks[0]) / (len(marks) - 1)  # looks, figures and samples included
    return {"before_the_first": round(before, 2), "a_step": round(each, 4),
            "whole_minutes": round((before + each * STEPS[task]) / 60, 2)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=60)
    steps = parser.parse_args().steps
    torch.set_num_threads(1)
    model = shipped()
    drawing = base64.b64encode(bytes(SIDE * SIDE)).decode("ascii")
    score_answer(model, ScoreDigit(drawing))  # warm
    scores = []
    for number in range(SCORES):
        began = time.perf_counter()
        score_answer(model, ScoreDigit(drawing, number))
        scores.append(1000 * (time.perf_counter() - began))
    found = {
        "score_ms": {"median": round(statistics.median(scores), 2), "largest": round(max(scores), 2)},
        "make_seconds": timed(lambda: list(made(model, MakeDigit(3)))),
        **{task: training(task, steps) for task in STEPS},
    }  # fmt: skip
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
