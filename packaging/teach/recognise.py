"""The judge of the experiments: the starter's judge, which also knows the subjects that are taught.

It is taught on fresh renders only, half of the single ones with a subject from a random view, starts from the
starter's judge where that is at hand, and may answer that there is nothing with a name.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import starter_scripts  # noqa: F401 (imported for what it does: the starter's scripts become importable)
import torch
from captions import Facts
from glyphs import DARK_LINE, LIGHT_LINE, outlined
from judge import TRAINING_MIX, TRAINING_SEED, Judge, JudgeNet, probabilities, train_net
from judge_data import Mix, labelled_scenes
from PIL import Image
from safetensors.torch import load_file, save_file
from scenes import SceneMaker
from subjects import Subject, subjects
from vocabulary import Vocabulary, read_vocabulary

SHARE = 0.5  # of the single scenes that show a subject
CHECK_SEED = 401
LEARNING_RATE = 1.5e-3  # at most: a judge that goes on needs less than one that begins


@dataclass(frozen=True)
class Quality:
    """Shares 0..1, on fresh renders that the judge was not trained on."""

    subject: dict[str, float]  # by name: a subject on a plain background named
    noun: float  # any other single thing named
    false: float  # of other things that were taken for a subject
    colour: float
    none: float  # smears for which it names nothing
    seconds: float  # of its training


class SubjectMaker(SceneMaker):
    """Scenes with the subjects among the nouns, each time from another view."""

    def __init__(
        self, known: dict[str, Subject], draw: Callable[[int], Image.Image] | None = None
    ) -> None:
        super().__init__(draw)
        self.vocabulary = with_subjects(known)
        self._glyphs = _Views(self._glyphs, known)  # type: ignore[assignment]  # asked for one method
        self._known = known

    def facts(self, rng: Random) -> Facts:
        facts = super().facts(rng)
        if len(facts.subjects) == 1 and rng.random() < SHARE:
            name = rng.choice(list(self._known))
            return replace(facts, subjects=(replace(facts.subjects[0], noun=name),))
        return facts


class _Views:
    """Stands in for the glyphs; gives a new view of a subject each time."""

    def __init__(self, glyphs: object, known: dict[str, Subject]) -> None:
        self._glyphs, self._known = glyphs, known
        self._rng = Random("views")

    def on(self, noun: str, colours: tuple[str, ...]) -> Image.Image:
        if noun not in self._known:
            return self._glyphs.on(noun, colours)  # type: ignore[attr-defined]
        view = self._known[noun].view(self._rng)
        if (
            self._rng.random() < 0.7
        ):  # a generated one may have an outline as the others have, or none
            return view
        values = read_vocabulary().colours
        bright = np.mean([values[colour] for colour in colours]) > 110
        return outlined(view, DARK_LINE if bright else LIGHT_LINE)


def with_subjects(known: dict[str, Subject]) -> Vocabulary:
    """The starter's vocabulary and the subjects' names behind its nouns."""
    vocabulary = read_vocabulary()
    return replace(vocabulary, nouns={**vocabulary.nouns, **dict.fromkeys(known, 0)})


def make() -> SubjectMaker:
    """Everything that a process needs to render scenes."""
    return SubjectMaker(subjects())


def trained(
    work: Path, start: Path | None, scenes: int = 12000, epochs: int = 4, workers: int = 2
) -> tuple[Judge, Quality]:
    """The judge of this folder, trained first where there is none. `start`: the starter's judge."""
    vocabulary = with_subjects(subjects())
    weights, report = work / "recognise.safetensors", work / "recognise.json"
    net = JudgeNet(len(vocabulary.nouns) + len(vocabulary.colours))
    if weights.exists() and report.exists():
        net.load_state_dict(load_file(weights))
        return Judge(net, vocabulary), Quality(**json.loads(report.read_text(encoding="utf-8")))
    begin = time.perf_counter()
    if start is not None:
        take_over(net, load_file(start), len(subjects()))
    data = labelled_scenes(TRAINING_SEED + 1, scenes, TRAINING_MIX, workers, make)
    net = train_net(data, epochs, start=net, rate=LEARNING_RATE if start else None)
    quality = check(net, max(200, scenes // 20), time.perf_counter() - begin)
    work.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in net.state_dict().items()}, weights)
    report.write_text(json.dumps(asdict(quality)), encoding="utf-8")
    return Judge(net, vocabulary), quality


def take_over(net: JudgeNet, state: dict[str, torch.Tensor], added: int) -> None:
    """Begin with the weights of the starter's judge; the rows of the new nouns begin at nought."""
    nouns = len(read_vocabulary().nouns)
    for name in ("head.weight", "head.bias"):
        old = state[name]
        new = torch.zeros(added, *old.shape[1:])
        state = {**state, name: torch.cat([old[:nouns], new, old[nouns:]])}
    net.load_state_dict(state)


def check(net: JudgeNet, count: int, seconds: float) -> Quality:
    """How often it is right on renders of another seed."""
    known = subjects()
    names = list(with_subjects(known).nouns)
    first = len(names) - len(known)
    pictures, labels = labelled_scenes(CHECK_SEED, 4 * count, Mix(only_single=True), 1, make)
    smears, _ = labelled_scenes(CHECK_SEED + 1, count, Mix(smears=1.0), 1, make)
    found = probabilities(net, pictures)
    nouns, colours = found[:, : len(names)], found[:, len(names) :]
    truth = labels[:, : len(names)].argmax(1)
    named = np.where(nouns.max(1) > 0.5, nouns.argmax(1), -1)
    others = truth < first
    right = (colours.argmax(1) == labels[:, len(names) :].argmax(1)) & (colours.max(1) > 0.5)
    return Quality(
        {
            name: float((named[truth == names.index(name)] == names.index(name)).mean())
            for name in known
        },
        float((named[others] == truth[others]).mean()),
        float((named[others] >= first).mean()),
        float(right.mean()),
        float((probabilities(net, smears)[:, : len(names)].max(1) <= 0.5).mean()),
        seconds,
    )
