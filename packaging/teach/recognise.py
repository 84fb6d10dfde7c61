"""The judge of the experiments: the starter's judge, which also knows the subjects that are taught.

It is taught on fresh renders only, starts from the starter's judge where that is at hand, and may answer that there
is nothing with a name. Half of the single things are a subject from a random view; of the others many are of a
subject's kind or have another colour than their own, so that neither shape nor colour alone makes a subject.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import starter_scripts  # noqa: F401 (imported for what it does: the starter's scripts become importable)
import torch
from captions import Facts
from glyphs import DARK_LINE, LIGHT_LINE, EmojiFont, Glyphs, outlined
from judge import TRAINING_MIX, TRAINING_SEED, Judge, JudgeNet, probabilities, train_net
from judge_data import Mix, labelled_scenes
from PIL import Image
from safetensors.torch import load_file, save_file
from scenes import SceneMaker
from subjects import Subject, subjects
from vocabulary import Vocabulary, read_vocabulary

SHARE = 0.5  # of the single scenes that show a subject
KINDS = 0.2  # of the other single scenes: what a subject is a kind of, such as a red heart
CHECK_SEED = 401
LEARNING_RATE = 1.5e-3  # at most: a judge that goes on needs less than one that begins


@dataclass(frozen=True)
class Quality:
    """Shares 0..1, on fresh renders that the judge was not trained on."""

    subject: dict[str, float]  # by name: a subject on a plain background named
    noun: float  # a known single thing in its own colours named
    false: float  # of things of a subject's kind or in other colours that were taken for a subject
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
        self._glyphs = _Views(draw, known)
        self._known = known

    def facts(self, rng: Random, pool: Sequence[str] = ()) -> Facts:
        facts = super().facts(rng, pool)
        if len(facts.subjects) != 1:
            return facts
        if rng.random() < SHARE:
            return _of(facts, rng.choice(list(self._known)))
        if rng.random() < KINDS:
            facts = _of(facts, rng.choice([known.class_noun for known in self._known.values()]))
        return self.painted(facts, rng)


def _of(facts: Facts, noun: str) -> Facts:
    """The same scene of one thing with another one."""
    return replace(facts, subjects=(replace(facts.subjects[0], noun=noun),))


class _Views(Glyphs):
    """The glyphs; gives a new view of a subject each time."""

    def __init__(
        self, draw: Callable[[int], Image.Image] | None, known: dict[str, Subject]
    ) -> None:
        super().__init__(read_vocabulary(), draw or EmojiFont())
        self._known = known
        self._rng = Random("views")

    def on(self, noun: str, colours: tuple[str, ...], paint: str | None = None) -> Image.Image:
        if noun not in self._known:
            return super().on(noun, colours, paint)
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
    single = Mix(only_single=True)
    pictures, labels = labelled_scenes(CHECK_SEED, 4 * count, single, 1, make)
    plain, plain_labels = labelled_scenes(CHECK_SEED, count, single)
    smears, _ = labelled_scenes(CHECK_SEED + 1, count, Mix(smears=1.0), 1, make)
    found = probabilities(net, pictures)
    named, truth = _named(found[:, : len(names)]), labels[:, : len(names)].argmax(1)
    colours = found[:, len(names) :]
    right = (colours.argmax(1) == labels[:, len(names) :].argmax(1)) & (colours.max(1) > 0.5)
    own = _named(probabilities(net, plain)[:, : len(names)])
    nothing = _named(probabilities(net, smears)[:, : len(names)])
    return Quality(
        {
            name: float((named[truth == names.index(name)] == names.index(name)).mean())
            for name in known
        },
        float((own == plain_labels[:, :first].argmax(1)).mean()),
        float((named[truth < first] >= first).mean()),
        float(right.mean()),
        float((nothing < 0).mean()),
        seconds,
    )


def _named(nouns: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """(N, nouns) probabilities → the number of the surest, -1 where none is sure."""
    return np.where(nouns.max(1) > 0.5, nouns.argmax(1), -1)
