"""Measure the starter model on prompts and unseen scenes, by a judge that saw fresh renders only.

Run as `python packaging/starter/evaluate.py --work FOLDER`. Prints the figures, and writes them to
`report.json` and a grid of pictures to `grid.png` in the work folder. `--quick` draws about 300
pictures, else about 2000. How pictures are judged is `judge.py`'s, what is asked `asks.py`'s business.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import measure
import repository
import torch
import variety
from artist import Artist
from asks import (
    BLUE,
    Ask,
    colour_free_asks,
    guidance_asks,
    painted_asks,
    pair_asks,
    quick_asks,
    repeated_asks,
    single_asks,
)
from blobs import NEAR, blobs, moved
from figures import Drawn, Parts, Report, Variety, text_of
from glyphs import EmojiFont, Glyphs
from judge import Judge, Verdict, trained_judge
from make_scenes import SceneSet, write_scenes
from PIL import Image
from scenes import SceneMaker
from vocabulary import read_vocabulary

from core.checkpoints.folder import load_folder

HELD_OUT_SEED = 1_000_000
GRID = (10, 4)  # columns and rows


@dataclass(frozen=True)
class Amounts:
    """How much is drawn and looked at."""

    rounds: int = 5  # each noun so often
    guidance_rounds: int = 1  # and so often at each guidance
    quick_rounds: int = 2
    pairs: int = 100
    colour_free: int = 300  # with, and as many without the negative prompt
    blobs: int = 80
    painted: int = 80  # in colours seen on them, and as many in others
    repeated: int = 8  # prompts that are drawn from sixteen seeds
    scenes: int = 640  # for the autoencoder and for CLIP
    nouns: int = 80  # the first so many of the table


QUICK = Amounts(1, 0, 1, pairs=40, colour_free=20, blobs=20, painted=20, repeated=1, scenes=128)
SMOKE = Amounts(1, 0, 1, pairs=1, colour_free=1, blobs=1, painted=1, repeated=0, scenes=64, nouns=6)


def measured_parts(model: Path, scenes: Path, amounts: Amounts, judge: Judge) -> Parts:
    """Autoencoder and CLIP on held-out scenes and fresh renders, in float32 on the CPU."""
    parts = load_folder(
        model,
        device=torch.device("cpu"),
        dtype=torch.float32,
        parts=("vae", "text_encoder", "image_encoder"),
    )
    held_out = measure.held_out_scenes(scenes, amounts.scenes)
    pictures = [picture for picture, _ in held_out[:256]]
    maker = SceneMaker()
    asks = single_asks(read_vocabulary(), 1, amounts.nouns)
    renders = [render for ask in asks for render in variety.renders_like(maker, ask, 1)]
    kept = measure.noun_share(asks, judge.verdicts(measure.unpacked(parts, renders)))
    return Parts(measure.vae_psnr(parts, pictures), measure.retrieval(parts, held_out), kept)


class Evaluation:
    """Draws and judges. `singles` are its pictures of one noun each, once `drawn` has run."""

    def __init__(self, artist: Artist, judge: Judge, amounts: Amounts, work: Path) -> None:
        self.singles: list[Image.Image] = []
        self._artist, self._judge, self._amounts, self._work = artist, judge, amounts, work
        self._vocabulary = read_vocabulary()

    def drawn(self) -> Drawn:
        """Everything that a judge is asked about."""
        words, amounts = self._vocabulary, self._amounts
        asks = single_asks(words, amounts.rounds, amounts.nouns)
        pairs = pair_asks(words, amounts.pairs)
        quick = quick_asks(words, amounts.quick_rounds, amounts.nouns)
        self.singles = self._artist.draw("single", asks)
        seconds = statistics.median(self._artist.seconds)
        said = self._judge.verdicts(self.singles)
        figures = Drawn(
            pictures=0,
            noun=measure.noun_share(asks, said),
            colour=measure.colour_share(asks, said),
            both=measure.both_share(pairs, self._verdicts("pair", pairs)),
            blue=self._blue("free", None),
            blue_negative=self._blue("negative", BLUE),
            quick=measure.noun_share(quick, self._verdicts("quick", quick)),
            kept_place=self._kept_place(),
            painted=self._painted(unseen=False),
            painted_unseen=self._painted(unseen=True),
            seconds=seconds,
            missed=measure.worst_nouns(asks, said),
            guidance=self._guidance(),
        )
        return replace(figures, pictures=len(self._artist.seconds))

    def variety(self, training: Path, held_out: Path) -> Variety:
        """How different the pictures are, and how far from all training renders."""
        groups = repeated_asks(self._vocabulary, self._amounts.repeated)
        pictures = [self._artist.draw(f"again{i}", group) for i, group in enumerate(groups)]
        maker = SceneMaker()
        renders = [variety.renders_like(maker, group[0], len(group)) for group in groups]
        training_rows = variety.training_thumbnails(training)
        fresh = [picture for picture, _ in measure.held_out_scenes(held_out, len(self.singles))]
        return Variety(
            spread=_mean(map(variety.spread, pictures)),
            spread_renders=_mean(map(variety.spread, renders)),
            nearest=variety.nearest(variety.thumbnails(self.singles), training_rows),
            nearest_held_out=variety.nearest(variety.thumbnails(fresh), training_rows),
        )

    def _verdicts(self, name: str, asks: Sequence[Ask]) -> list[Verdict]:
        return self._judge.verdicts(self._artist.draw(name, asks))

    def _blue(self, name: str, negative: str | None) -> float:
        asks = colour_free_asks(self._vocabulary, self._amounts.colour_free, negative)
        return measure.blue_share(self._verdicts(name, asks))

    def _guidance(self) -> dict[str, float]:
        rounds = self._amounts.guidance_rounds
        if not rounds:
            return {}
        asks = guidance_asks(self._vocabulary, rounds, self._amounts.nouns)
        return {
            f"{scale:g}": measure.noun_share(group, self._verdicts(f"guidance{scale:g}", group))
            for scale, group in asks.items()
        }

    def _kept_place(self) -> float:
        made = blobs(Glyphs(self._vocabulary, EmojiFont()), self._amounts.blobs)
        folder = self._work / "blobs"
        folder.mkdir(exist_ok=True)
        asks = []
        for number, blob in enumerate(made):
            path = folder / f"{number:04d}.png"
            blob.picture.save(path)
            asks.append(replace(blob.ask, init=path))
        pictures = self._artist.draw("blob", asks)
        return _mean(float(moved(b, p) <= NEAR) for b, p in zip(made, pictures, strict=True))

    def _painted(self, *, unseen: bool) -> float:
        """Things in other colours, judged with their hues turned back: so shape and colour are asked for."""
        maker = SceneMaker(EmojiFont())
        every = maker.painted_pairs(unseen=unseen)
        pairs = every[:: max(1, len(every) // self._amounts.painted)][: self._amounts.painted]
        asks = painted_asks(pairs)
        pictures = self._artist.draw("painted-unseen" if unseen else "painted", asks)
        own = [maker.unpainted(p, *pair) for p, pair in zip(pictures, pairs, strict=True)]
        return measure.noun_share(asks, self._judge.verdicts(own))


def _mean(values: Sequence[float] | map[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0


def grid(pictures: Sequence[Image.Image]) -> Image.Image:
    """Some pictures by lot, side by side, with 256 colours so that the file stays small."""
    chosen = Random("grid").sample(list(pictures), min(len(pictures), GRID[0] * GRID[1]))
    width, height = chosen[0].size
    sheet = Image.new("RGB", (GRID[0] * width, GRID[1] * height), "white")
    for place, picture in enumerate(chosen):
        sheet.paste(picture, (place % GRID[0] * width, place // GRID[0] * height))
    return sheet.quantize(256)


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    amounts = QUICK if options.quick else SMOKE if options.smoke else Amounts()
    held_out, training = options.work / "heldout", options.work / "scenes"
    write_scenes(SceneSet(held_out, 1000, HELD_OUT_SEED, 128), workers=1)
    judge, quality = trained_judge(options.work / "judge", options.judge_scenes)
    parts = measured_parts(options.model, held_out, amounts, judge)
    artist = Artist(options.model, options.work / "pictures", options.guidance, options.steps)
    evaluation = Evaluation(artist, judge, amounts, options.work)
    drawn, variety_figures = evaluation.drawn(), evaluation.variety(training, held_out)
    report = Report(drawn, variety_figures, parts, quality, options.guidance, options.steps)
    grid(evaluation.singles).save(options.work / "grid.png", optimize=True)
    text = json.dumps(asdict(report), indent=2) + "\n"
    (options.work / "report.json").write_text(text, encoding="utf-8")
    print(text_of(report))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the starter model.")
    parser.add_argument("--model", type=Path, default=repository.SHIPPED)
    parser.add_argument(
        "--work", type=Path, required=True, help="with the training scenes; judge, pictures, report"
    )
    parser.add_argument("--guidance", type=float, help="instead of the preset's")
    parser.add_argument("--steps", type=int, help="instead of the preset's")
    amount = parser.add_mutually_exclusive_group()
    amount.add_argument("--quick", action="store_true", help="300 pictures instead of 2000")
    amount.add_argument("--smoke", action="store_true", help="a few: only that it works")
    parser.add_argument("--judge-scenes", type=int, default=30000)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
