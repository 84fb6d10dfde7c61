"""Measure the starter model on prompts and unseen scenes, by a judge that saw fresh renders only.

Run as `python packaging/starter/evaluate.py --work FOLDER`. Prints the figures, and writes them to
`report.json` and a grid of pictures to `grid.png` in the work folder. `--quick` draws 140 pictures,
else about a thousand. How pictures are judged is `judge.py`'s, what is asked `asks.py`'s business.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import measure
import repository
import torch
from artist import Artist
from asks import BLUE, Ask, colour_free_asks, pair_asks, single_asks
from judge import Judge, JudgeQuality, Verdict, trained_judge
from make_scenes import SceneSet, write_scenes
from PIL import Image
from vocabulary import read_vocabulary

from core.checkpoints.folder import load_folder

HELD_OUT_SEED = 1_000_000
GRID = (10, 4)  # columns and rows


@dataclass(frozen=True)
class Amounts:
    """How much is drawn and looked at."""

    rounds: int = 5  # each noun so often
    pairs: int = 60
    colour_free: int = 300  # with, and as many without the negative prompt
    scenes: int = 640  # for the autoencoder and for CLIP
    nouns: int = 80  # the first so many of the table


QUICK = Amounts(rounds=1, pairs=20, colour_free=20, scenes=128)
SMOKE = Amounts(rounds=1, pairs=1, colour_free=1, scenes=128, nouns=6)


@dataclass(frozen=True)
class Drawn:
    """Figures of drawn pictures. Shares are 0..1."""

    pictures: int
    noun: float
    colour: float
    both: float
    blue: float  # share of blue backgrounds for prompts without a colour
    blue_negative: float  # the same with the negative prompt "a blue background"
    seconds: float  # of a picture, median, on the machine that measured
    missed: list[str]  # nouns, most missed first


@dataclass(frozen=True)
class Parts:
    """Figures of the parts, without drawing."""

    psnr: float  # dB
    retrieval: float  # top-1 among 64


@dataclass(frozen=True)
class Report:
    """All figures, and the settings they were reached with (None: the model's preset)."""

    drawn: Drawn
    parts: Parts
    judge: JudgeQuality
    guidance_scale: float | None
    steps: int | None


def measured_parts(model: Path, scenes: Path, count: int) -> Parts:
    """Autoencoder and CLIP on held-out scenes, in float32 on the CPU."""
    parts = load_folder(
        model,
        device=torch.device("cpu"),
        dtype=torch.float32,
        parts=("vae", "text_encoder", "image_encoder"),
    )
    held_out = measure.held_out_scenes(scenes, count)
    pictures = [picture for picture, _ in held_out[:256]]
    return Parts(measure.vae_psnr(parts, pictures), measure.retrieval(parts, held_out))


def evaluate(artist: Artist, judge: Judge, amounts: Amounts) -> tuple[Drawn, Image.Image]:
    """Draw and judge everything; the figures and a grid of pictures."""
    vocabulary = read_vocabulary()
    singles = single_asks(vocabulary, amounts.rounds, amounts.nouns)
    pairs = pair_asks(vocabulary, amounts.pairs)
    free = colour_free_asks(vocabulary, amounts.colour_free, None)
    free_negative = colour_free_asks(vocabulary, amounts.colour_free, BLUE)

    def verdicts(name: str, asks: Sequence[Ask]) -> list[Verdict]:
        return judge.verdicts(artist.draw(name, asks))

    single_pictures = artist.draw("single", singles)
    said = judge.verdicts(single_pictures)
    drawn = Drawn(
        pictures=len(singles) + len(pairs) + 2 * len(free),
        noun=measure.noun_share(singles, said),
        colour=measure.colour_share(singles, said),
        both=measure.both_share(pairs, verdicts("pair", pairs)),
        blue=measure.blue_share(verdicts("free", free)),
        blue_negative=measure.blue_share(verdicts("negative", free_negative)),
        seconds=statistics.median(artist.seconds),
        missed=measure.worst_nouns(singles, said),
    )
    return drawn, grid(single_pictures[:: max(1, len(single_pictures) // (GRID[0] * GRID[1]))])


def grid(pictures: Sequence[Image.Image]) -> Image.Image:
    """The first pictures side by side, with 256 colours so that the file stays small."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (GRID[0] * width, GRID[1] * height), "white")
    for place, picture in enumerate(pictures[: GRID[0] * GRID[1]]):
        sheet.paste(picture, (place % GRID[0] * width, place // GRID[0] * height))
    return sheet.quantize(256)


def text_of(report: Report) -> str:
    """The figures for a terminal."""
    drawn, judge = report.drawn, report.judge
    lines = (
        f"judge on fresh renders: noun {judge.noun:.1%}, background {judge.colour:.1%}",
        f"judge: both of two {judge.both:.1%}, none on smears {judge.none:.1%}",
        f"noun right {drawn.noun:.1%}, background right {drawn.colour:.1%}",
        f"both subjects of two {drawn.both:.1%}",
        f"blue backgrounds {drawn.blue:.1%}, with negative prompt {drawn.blue_negative:.1%}",
        f"autoencoder {report.parts.psnr:.2f} dB",
        f"CLIP top-1 of 64 {report.parts.retrieval:.1%}",
        f"{drawn.seconds:.2f} s a picture; most missed: {', '.join(drawn.missed) or 'none'}",
    )
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the starter model.")
    parser.add_argument("--model", type=Path, default=repository.SHIPPED)
    parser.add_argument("--work", type=Path, required=True, help="judge, scenes, pictures, report")
    parser.add_argument("--guidance", type=float, help="instead of the preset's")
    parser.add_argument("--steps", type=int, help="instead of the preset's")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--quick", action="store_true", help="140 pictures instead of 1060")
    amount.add_argument("--smoke", action="store_true", help="9 pictures: only that it works")
    parser.add_argument("--judge-scenes", type=int, default=30000)
    options = parser.parse_args(arguments)
    amounts = QUICK if options.quick else SMOKE if options.smoke else Amounts()
    scenes = options.work / "heldout"
    write_scenes(SceneSet(scenes, 1000, HELD_OUT_SEED, 128), workers=1)
    judge, quality = trained_judge(options.work / "judge", options.judge_scenes)
    parts = measured_parts(options.model, scenes, amounts.scenes)
    artist = Artist(options.model, options.work / "pictures", options.guidance, options.steps)
    drawn, sheet = evaluate(artist, judge, amounts)
    report = Report(drawn, parts, quality, options.guidance, options.steps)
    sheet.save(options.work / "grid.png", optimize=True)
    text = json.dumps(asdict(report), indent=2) + "\n"
    (options.work / "report.json").write_text(text, encoding="utf-8")
    print(text_of(report))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
