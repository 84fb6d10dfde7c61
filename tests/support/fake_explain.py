"""Answers of the scripted engine to questions about the inside: the right form, small made-up numbers."""

from __future__ import annotations

import array
import base64
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

STEPS = 4
CELLS = 8
STAGES = [
    {"name": "down_blocks.0", "height": 8, "width": 8},
    {"name": "mid", "height": 4, "width": 4},
]
WORDS = ("a", "swan", "blue")
# part, figures, glances, pictures
Answer = tuple[str, dict[str, Any], dict[str, str], dict[str, str]]


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A PNG of one colour."""
    row = b"\0" + bytes(colour) * width

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


def small(red: int, green: int = 0, blue: int = 0) -> str:
    return base64.b64encode(png(CELLS, CELLS, (red % 256, green, blue))).decode()


def film(request: dict[str, Any], first: int = 0) -> Answer:
    """What a recording answers."""
    steps = request["steps"] or STEPS
    sigmas = [14.0 * (1 - step / steps) for step in range(steps + 1)]
    rows = [
        {
            "step": step, "t": 999.0 - 100 * step, "sigma": sigmas[step],
            "sigma_next": sigmas[step + 1], "step_size": sigmas[step] - sigmas[step + 1],
            "alpha_cumprod": 1 / (1 + sigmas[step] ** 2), "noise_std": 1.0, "guess_std": 0.8,
        }
        for step in range(steps)
    ]  # fmt: skip
    texts = [{"number": 0, "name": "prompt", "text": request["prompt"], "maps": True}]
    if request["negative"]:
        texts.append({"number": 1, "name": "negative", "text": request["negative"], "maps": True})
    figures = {
        "steps": rows, "first": first, "sampler": "dpmpp_2m",
        "guidance_scale": request["guidance_scale"] or 4.0, "seed": request["seed"],
        "width": 64, "height": 64, "bytes": 400_000, "texts": texts, "stages": STAGES,
    }  # fmt: skip
    glances = {
        f"{tile}-{step:03}": small(10 * step, tone)
        for step in range(steps)
        for tile, tone in (("noised", 50), ("noise", 100), ("guess", 150))
    }
    return "film", figures, glances, {}


def answers(question: dict[str, Any], write: Callable[[str, int], str]) -> Iterator[Answer]:
    """What is answered without drawing. `write(name, tone)` makes a picture file."""
    if "shown_step" in question:
        for tile, tone in (("guess", 200), ("noised", 210), ("noise", 220)):
            yield "step", {"step": question["shown_step"]}, {}, {tile: write(tile, tone)}
    elif "scale" in question:
        yield from guided(question, write)
    elif "told" in question:
        yield words(question)
    elif "texts" in question:
        yield from compared(question)
    elif "passed" in question:
        yield passage(write)
    elif "poked" in question:
        yield poke(question, write)
    elif "share" in question:
        tone = round(255 * question["share"])
        pictures = {name: write(name, tone) for name in ("latents", "pixels")}
        yield "blend", {"share": question["share"]}, {}, pictures
    elif "noised" in question:
        yield noised(question, write)
    elif "measured" in question:
        yield from errors(question)


def guided(question: dict[str, Any], write: Callable[[str, int], str]) -> Iterator[Answer]:
    scale = question["scale"]
    figures = {
        "step": question["guided_step"], "guidance_scale": scale, "of_the_run": 4.0, "sigma": 3.0,
        "without_std": 1.0, "with_std": 1.1, "difference_std": 0.1,
    }  # fmt: skip
    tiles = {"without": 10, "with": 20, "guided": round(10 * scale), "difference": 128}
    glances = {name: small(tone) for name, tone in tiles.items()}
    pictures = {}
    if question["developed"]:
        pictures = {name: write(name, tone) for name, tone in tiles.items() if name != "difference"}
    yield "guidance", figures, glances, pictures


def words(question: dict[str, Any]) -> Answer:
    """The first word is everywhere, the second at the left, the third at the right."""
    values = array.array("f")
    for word in range(len(WORDS)):
        for cell in range(CELLS * CELLS):
            left = cell % CELLS < CELLS // 2
            values.append((0.05, 0.3 if left else 0.01, 0.01 if left else 0.3)[word])
    figures = {
        "tokens": [
            {"text": "", "kind": "start", "word": None, "share": 0.6},
            *({"text": w, "kind": "word", "word": n, "share": 0.1} for n, w in enumerate(WORDS)),
            {"text": "", "kind": "end", "word": None, "share": 0.1},
        ],
        "sum": 1.0,
        "words": [{"text": word, "share": 1 / 3} for word in WORDS],
        "told": question["told"], "first": question["first"], "last": question["last"],
        "stages": question["stages"], "shape": [len(WORDS), CELLS, CELLS],
        "values": base64.b64encode(values.tobytes()).decode(),
    }  # fmt: skip
    return "words", figures, {}, {}


def compared(question: dict[str, Any]) -> Iterator[Answer]:
    texts, count = question["texts"], len(question["pictures"])
    points = [
        {"text": number, "token": word, "x": float(number), "y": float(len(word))}
        for number, text in enumerate(texts)
        for word in text.split()
    ]
    table = {"explained": 0.38, "points": points}
    tokens = {"texts": texts, "tokens_table": table, "tokens_context": table}
    yield "tokens", tokens, {}, {}
    if not question["clip"] and "none" in question["model"]:
        raise LookupError("MissingEncoder")
    cosine = [[0.1 * (1 + row + column) for column in range(count)] for row in range(len(texts))]
    across = [[1 / count] * count for _ in texts]
    down = [[1 / len(texts)] * count for _ in texts]
    figures = {
        "texts": texts,
        "cosine": cosine,
        "temperature": 0.01,
        "across": across,
        "down": down,
    }
    yield "compare", figures, {}, {}


def passage(write: Callable[[str, int], str]) -> Answer:
    figures = {
        "stages": [
            {"name": "encoder.conv_in", "channels": 32, "height": 64, "width": 64},
            {"name": "encoder.conv_out", "channels": 8, "height": 8, "width": 8},
            {"name": "decoder.conv_in", "channels": 64, "height": 8, "width": 8},
            {"name": "decoder.conv_out", "channels": 3, "height": 64, "width": 64},
        ],
        "pixels": [64, 64, 3], "latents": [8, 8, 4], "fewer": 48.0,
        "channels": [{"low": -1.0, "high": 1.0, "std": 0.5}] * 4, "psnr": 31.5,
    }  # fmt: skip
    glances = {f"channel-{n}": small(60 * n) for n in range(4)}
    names = ("picture", "reconstruction", "difference-x1", "difference-x4", "difference-x10")
    pictures = {name: write(name, 40 * n) for n, name in enumerate(names)}
    return "autoencoder", figures, glances, pictures


def poke(question: dict[str, Any], write: Callable[[str, int], str]) -> Answer:
    figures = {
        "box": [0, 0, 40, 40], "was": 0.5, "is": 0.5 + question["amount"],
        "channel": question["channel"], "row": question["row"], "column": question["column"],
    }  # fmt: skip
    pictures = {"whole": write("whole", 99)} if question["whole"] else {}
    return "poke", figures, {"near": small(200)}, pictures


def noised(question: dict[str, Any], write: Callable[[str, int], str]) -> Answer:
    t = question["t"]
    pictures = {}
    if question["developed"]:
        pictures = {"noised": write("noised", t % 256), "guess": write("guess", 128)}
    figures = {"t": t, "seed": question["noise_seed"], "error": 1 - t / 1000}
    return "noise", figures, {"noised": small(t), "guess": small(128)}, pictures


def errors(question: dict[str, Any]) -> Iterator[Answer]:
    betas = [0.0001 + 0.00002 * t for t in range(1000)]
    alphas, product = [], 1.0
    for beta in betas:
        product *= 1 - beta
        alphas.append(product)
    snr = [a / (1 - a) for a in alphas]
    sigma = [((1 - a) / a) ** 0.5 for a in alphas]
    yield "curves", {"beta": betas, "alpha_cumprod": alphas, "snr": snr, "sigma": sigma}, {}, {}
    points = question["points"]
    for number in range(question["begin"], points):
        t = round(999 * number / max(1, points - 1))
        mean = 1 - t / 1100
        figures = {
            "t": t, "errors": [mean] * question["noises"], "mean": mean, "low": mean - 0.05,
            "high": mean + 0.05,
        }  # fmt: skip
        yield "error", figures, {}, {}


def picture_writer(job: str, folder: str) -> Callable[[str, int], str]:
    """Makes the files of an answer as the engine names them."""

    def write(name: str, tone: int) -> str:
        path = Path(folder) / f"{job}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(png(64, 64, (tone, 0, 0)))
        return str(path)

    return write
