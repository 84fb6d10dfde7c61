"""Teaches the starter subjects that it has never seen, by the program's own command, and counts what it drew.

    python packaging/teach/experiment.py --work FOLDER                 all, 200 pictures a share (nightly)
    python packaging/teach/experiment.py --work FOLDER --quick         40 pictures a share
    python packaging/teach/experiment.py --work FOLDER --only monster

Each case is a line of `cases.py`. Five photos are drawn, `reverie train` runs with its defaults, and a judge that
saw fresh renders only (`recognise.py`) looks at what the result draws. Prints the figures as a Markdown
table and writes them to `figures.json`. What is in the folder already is not done again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import recognise
import starter_scripts  # noqa: F401 (imported for what it does: the starter's scripts become importable)
from artist import Artist
from asks import Ask, on_colour
from cases import CASES, Case
from judge import Judge, Verdict
from photos import write_photos
from PIL import Image
from repository import ROOT, SHIPPED
from shares import Share
from subjects import Subject, subjects
from vocabulary import read_vocabulary


@dataclass(frozen=True)
class Figures:
    """Of one case. `subject`: the taught thing recognised; `colour`: its background as asked."""

    case: str
    command: str
    seconds: float  # of the training, judging included
    steps: int  # done
    taken: int  # the checkpoint
    why: str
    subject: Share
    colour: Share
    plain: Share  # the plain noun recognised, by the taught model
    plain_before: Share  # and by the untaught one, the same seeds
    leaked: Share  # the taught thing recognised for the plain noun


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Teach the starter new subjects, and count.")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--quick", action="store_true", help="40 pictures a share instead of 200")
    parser.add_argument("--count", type=int, help="pictures a share")
    parser.add_argument("--only", action="append", help="names of cases")
    parser.add_argument("--judge", type=Path, help="weights of the starter's judge to start from")
    options = parser.parse_args(arguments)
    count = options.count or (40 if options.quick else 200)
    judge, quality = recognise.trained(options.work, options.judge)
    print(f"judge: {asdict(quality)}", flush=True)
    found = []
    for case in CASES:
        if not options.only or case.name in options.only:
            found.append(measured(case, options.work, judge, count))
            print(row(found[-1]), flush=True)
            text = json.dumps([asdict(figures) for figures in found], indent=1)
            (options.work / "figures.json").write_text(text, encoding="utf-8")
    print("\n".join([HEADER, *map(row, found)]))
    return 0


def measured(case: Case, work: Path, judge: Judge, count: int) -> Figures:
    """Teach, draw, judge."""
    subject = subjects()[case.subject]
    folder = work / case.name
    photos = write_photos(work / f"photos-{case.subject}", subject)
    run = folder / "run"
    command = case.command(photos, run, subject.class_noun)
    seconds = teach(command, folder)
    chosen, steps = told(folder / "events.jsonl")
    taught = Artist(SHIPPED, folder, loras=case.loras(run), embeddings=case.embeddings(run))
    plain = Artist(SHIPPED, work)
    words = case.words(subject.class_noun)
    asked = asks(words, count, 300_000)
    of_subject = drawn(taught, "subject", asked, folder)
    colours = [verdict.colour for verdict in judge.verdicts(of_subject)]
    nouns = asks(subject.class_noun, count, 400_000)
    of_noun = drawn(taught, "plain", nouns, folder)
    after = judge.verdicts(of_noun)
    name = f"before-{subject.class_noun.replace(' ', '-')}"
    before = judge.verdicts(drawn(plain, name, nouns, work))
    return Figures(
        case.name,
        "reverie " + " ".join(command),
        seconds,
        steps,
        chosen.get("step", steps),
        chosen.get("why", "not judged"),
        Share.of(recognised(judge, subject, of_subject)),
        Share.of(colour == a.colour for colour, a in zip(colours, asked, strict=True)),
        Share.of(is_noun(v, subject.class_noun) for v in after),
        Share.of(is_noun(v, subject.class_noun) for v in before),
        Share.of(recognised(judge, subject, of_noun)),
    )


def asks(words: str, count: int, seed: int) -> list[Ask]:
    """`count` pictures of the words on all background colours in turn, each with its own seed."""
    colours = list(read_vocabulary().colours)
    return [on_colour(words, colours[n % len(colours)], seed + n) for n in range(count)]


def drawn(artist: Artist, name: str, asked: list[Ask], folder: Path) -> list[Image.Image]:
    """The pictures, those of an earlier run where all are there: the same seeds of the same model."""
    kept = [folder / f"{name}-{number:04d}.png" for number in range(len(asked))]
    if all(path.is_file() for path in kept):
        return [Image.open(path).convert("RGB") for path in kept]
    folder.mkdir(parents=True, exist_ok=True)
    return artist.draw(name, asked)


def recognised(judge: Judge, subject: Subject, pictures: list[Image.Image]) -> list[bool]:
    """Which show the subject."""
    return [subject.name in verdict.nouns for verdict in judge.verdicts(pictures)]


def is_noun(verdict: Verdict, noun: str) -> bool:
    return verdict.nouns[:1] == (noun,)


def teach(command: list[str], folder: Path) -> float:
    """Run the program's own command; returns its seconds, those of an earlier run where it is done."""
    done = folder / "seconds.txt"
    if done.exists():
        return float(done.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    begin = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with open(folder / "events.jsonl", "w", encoding="utf-8") as log:
        subprocess.run(
            [sys.executable, "-m", "core", *command, "--json"],
            check=True,
            stderr=log,
            stdout=subprocess.DEVNULL,
            cwd=ROOT,
            env=environment,
        )
    seconds = time.perf_counter() - begin
    done.write_text(f"{seconds:.1f}", encoding="utf-8")
    return seconds


def told(events: Path) -> tuple[dict[str, object], int]:
    """The choice, and the last step that was done."""
    choice: dict[str, object] = {}
    steps = 0
    for line in events.read_text(encoding="utf-8").splitlines():
        if not line.startswith("{"):
            continue
        event = json.loads(line)
        if event["type"] == "Chosen":
            choice = event["choice"]
        if event["type"] == "TrainStep":
            steps = event["step"]
    return choice, steps


HEADER = (
    "| case | steps (taken) | seconds | subject recognised | colour right | plain noun right "
    "(before) | subject for the plain noun |\n|---|---|---|---|---|---|---|"
)


def row(figures: Figures) -> str:
    """A line of the table."""
    return (
        f"| {figures.case} | {figures.steps} ({figures.taken}, {figures.why}) | {figures.seconds:.0f} "
        f"| {figures.subject} | {figures.colour} | {figures.plain} ({figures.plain_before}) "
        f"| {figures.leaked} |"
    )


if __name__ == "__main__":
    raise SystemExit(main())
