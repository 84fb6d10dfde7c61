"""Teaching against a plain loop written after diffusers' examples: images a second and memory at the peak.

    .venv/bin/python tests/benches/teaching/compare.py [--model sd1 sdxl] [--method lora full embedding]
        [--side PX] [--batch-size N] [--optimizer adamw|adafactor] [--checkpointing] [--dtype bfloat16]
        [--steps 20] [--rounds 3] [--peer plain cached] [--limits | --count]

Models have the published sizes and random weights, which are made on the spot ("tiny-sd1" and "tiny-sdxl" are for
trying the bench itself). Each side works in a process of its own, in turn, `rounds` times; medians are compared. The
peers: `plain` encodes photo and text in each step, as the examples do; `cached` once before, as they can be told to.
One JSON object a row: `ratio` above 1 is how much faster ours is, `memory` below 1 how much less it takes.

`--limits`, on a CUDA device: our whole training of Stable Diffusion 1 at 512 x 512, from the photos to the file, with
no more of the device than 6 GiB (LoRA) and 12 GiB (all weights, with Adafactor).

`--count`, on a CPU: bytes of tensors at the peak, which is what a card would count, and no times.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from tests.benches.teaching.models import SIZES, make
from tests.benches.teaching.work import METHODS, Work, megabytes

ONE_SIDE = Path(__file__).with_name("one_side.py")
PEERS = ("plain", "cached")
# What is told of a row: ours as a part of the peer's
RATIOS = {"ratio": "images_per_second", "memory": "peak_mb", "tensors": "allocated_mb"}
LIMITS = {"lora": 6, "full": 12}  # GiB
LIMITED = "sd1"
TOO_LONG = 240  # s, of one process on a GPU
QUIET = {
    "TRANSFORMERS_VERBOSITY": "error",
    "DIFFUSERS_VERBOSITY": "error",
    "TQDM_DISABLE": "1",
    "HF_HUB_OFFLINE": "1",
}


def main() -> int:
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        rows = _limits(options, Path(folder)) if options.limits else _rows(options, Path(folder))
        for row in rows:
            sys.stdout.write(json.dumps(row) + "\n")
            sys.stdout.flush()
    return 0


def _options() -> argparse.Namespace:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", nargs="+", choices=SIZES, default=["sd1", "sdxl"])
    parser.add_argument("--method", nargs="+", choices=METHODS, default=METHODS)
    parser.add_argument("--side", type=int)
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--optimizer", choices=("adamw", "adafactor"), default="adamw")
    parser.add_argument("--checkpointing", action="store_true")
    parser.add_argument("--dtype", default="bfloat16" if device == "cuda" else "float32")
    parser.add_argument("--device", default=device)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", nargs="+", choices=PEERS, default=PEERS)
    parser.add_argument("--limits", action="store_true")
    parser.add_argument("--count", action="store_true")
    return parser.parse_args()


def _rows(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    for name in options.model:
        make(SIZES[name], folder / name)
        for method in options.method:
            work = _work(options, name, method, folder)
            yield {"model": name, **_row(work, options.peer, options.rounds, folder)}


def _work(options: argparse.Namespace, name: str, method: Any, folder: Path) -> Work:
    size = SIZES[name]
    return Work(
        *(str(folder / name), method, options.side or size.side),
        batch_size=options.batch_size or size.batch_size,
        steps=options.steps,
        device=options.device,
        dtype=options.dtype,
        optimizer=options.optimizer,
        gradient_checkpointing=options.checkpointing,
        counted=options.count,
    )


def _row(work: Work, peers: Sequence[str], rounds: int, folder: Path) -> dict[str, Any]:
    """Ours and the peers in turn."""
    found: dict[str, list[dict[str, Any]]] = {side: [] for side in ("ours", *peers)}
    for _ in range(rounds):
        for side, figures in found.items():
            if not any("error" in one for one in figures):  # it would fail again
                figures.append(_run(work, folder, side))
    told = {side: _summary(figures, timed=not work.counted) for side, figures in found.items()}
    row = {field: getattr(work, field) for field in ("method", "side", "batch_size", "dtype")}
    row |= {"optimizer": work.optimizer, "checkpointing": work.gradient_checkpointing, **told}
    for peer in peers:
        for name, field in RATIOS.items():
            mine, other = told["ours"].get(field), told[peer].get(field)
            row[f"{name}_to_{peer}"] = round(mine / other, 3) if mine and other else None
    return row


def _summary(rounds: Sequence[dict[str, Any]], *, timed: bool) -> dict[str, Any]:
    errors = [figures["error"] for figures in rounds if "error" in figures]
    if errors:
        return {"error": errors[0]}
    speeds = [figures["images_per_second"] for figures in rounds]
    speed = {
        "images_per_second": round(statistics.median(speeds), 4),
        "of": [round(speed, 4) for speed in speeds],
    }
    return (speed if timed else {}) | {
        "peak_mb": megabytes(max(figures["peak_bytes"] for figures in rounds)),
        "allocated_mb": megabytes(max(figures["allocated_bytes"] for figures in rounds)),
        "loss": round(statistics.mean(rounds[0]["losses"]), 3),
        "prepare_seconds": round(statistics.median(f["prepare_seconds"] for f in rounds), 2),
        "learned": rounds[0]["learned"],
    }


def _limits(options: argparse.Namespace, folder: Path) -> Iterator[dict[str, Any]]:
    if options.device != "cuda":
        raise SystemExit(
            "--limits needs a CUDA device: nothing else can be told how much it may use."
        )
    make(SIZES[LIMITED], folder / LIMITED)
    for method, room in LIMITS.items():
        work = dataclasses.replace(
            _work(options, LIMITED, method, folder),
            batch_size=1,
            optimizer="adafactor" if method == "full" else "adamw",
            gradient_checkpointing=True,
        )
        told = _run(work, folder, "limited", str(room))
        peak = megabytes(told.pop("peak_bytes", -1))
        yield {"model": LIMITED, "method": method, "limit_gib": room, **told, "peak_mb": peak}


def _run(work: Work, folder: Path, *how: str) -> dict[str, Any]:
    """In a process of its own, with an empty home of Reverie's."""
    home, begun = {"REVERIE_HOME": str(folder / "home")}, time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, str(ONE_SIDE), *how],
            input=work.text(),
            stdout=subprocess.PIPE,
            env=os.environ | QUIET | home,
            text=True,
            check=True,
            timeout=TOO_LONG if torch.device(work.device).type == "cuda" else None,
        )
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError) as failed:
        found = {"error": f"{type(failed).__name__}: {failed}"[:300]}
    told = {key: value for key, value in found.items() if key != "losses"}
    spent = round(time.monotonic() - begun)
    sys.stderr.write(f"{Path(work.model).name} {work.method} {how} {spent} s: {told}\n")
    return found


if __name__ == "__main__":
    raise SystemExit(main())
