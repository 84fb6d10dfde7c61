"""The judge: a small network that names the nouns and background colours in a picture, or none.

Trained on fresh renders only (`judge_data.py`), never on generated pictures. Run as
`python packaging/starter/judge.py --work FOLDER` to train one and print how good it is.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from judge_data import Labelled, Mix, halved, labelled_scenes
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from vocabulary import Vocabulary, read_vocabulary

TRAINING_MIX = Mix(smears=0.22, odd_backgrounds=0.08)
TRAINING_SEED, CHECK_SEED = 77, 78


@dataclass(frozen=True)
class JudgeQuality:
    """Shares 0..1, on fresh renders that the judge was not trained on."""

    noun: float  # single subject named
    both: float  # both subjects of a pair named
    colour: float  # plain background named
    none: float  # smears for which it names no noun
    seconds: float  # of its training


@dataclass(frozen=True)
class Verdict:
    """What is in one picture. None: nothing that has a name."""

    nouns: tuple[str, ...]  # all above one half, surest first
    colour: str | None


class JudgeNet(nn.Module):
    """Pictures (B, 3, 64, 64) in [-1, 1] to one logit a noun and a colour (B, labels)."""

    def __init__(self, labels: int, width: int = 32) -> None:
        super().__init__()
        sizes = (3, width, width * 2, width * 3, width * 5)
        self.stages = nn.ModuleList(
            nn.Sequential(_conv(i, o, stride=2), _conv(o, o)) for i, o in pairwise(sizes)
        )
        self.head = nn.Linear(2 * sizes[-1], labels)

    def forward(self, pixels: Tensor) -> Tensor:
        x = pixels
        for stage in self.stages:
            x = stage(x)
        return self.head(torch.cat([x.mean(dim=(2, 3)), x.amax(dim=(2, 3))], dim=1))


def _conv(inputs: int, outputs: int, stride: int = 1) -> nn.Module:
    conv = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU())


class Judge:
    """A trained network with the names of its outputs."""

    def __init__(self, net: JudgeNet, vocabulary: Vocabulary | None = None) -> None:
        """`vocabulary` names the outputs; None: the starter's."""
        vocabulary = vocabulary or read_vocabulary()
        self._nouns, self._colours = list(vocabulary.nouns), list(vocabulary.colours)
        self._net = net.eval()

    def verdicts(self, pictures: list[Image.Image]) -> list[Verdict]:
        """Judge square RGB pictures of any size."""
        arrays = np.stack([np.asarray(halved(picture)) for picture in pictures])
        return [self._verdict(row) for row in probabilities(self._net, arrays)]

    def _verdict(self, row: npt.NDArray[np.float32]) -> Verdict:
        nouns, colours = row[: len(self._nouns)], row[len(self._nouns) :]
        named = [self._nouns[i] for i in np.argsort(-nouns) if nouns[i] > 0.5]
        best = int(colours.argmax())
        return Verdict(tuple(named), self._colours[best] if colours[best] > 0.5 else None)


def probabilities(net: JudgeNet, arrays: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """(N, S, S, 3) → (N, labels), 0..1."""
    with torch.inference_mode():
        parts = [
            net(_pixels(part)).sigmoid() for part in np.array_split(arrays, len(arrays) // 200 + 1)
        ]
    return np.asarray(torch.cat(parts).numpy(), np.float32)


def _pixels(arrays: npt.NDArray[np.uint8]) -> Tensor:
    """(N, S, S, 3) uint8 → (N, 3, S, S) in [-1, 1]."""
    return torch.from_numpy(arrays).permute(0, 3, 1, 2).float().div(127.5).sub(1).contiguous()


def train_net(
    data: Labelled,
    epochs: int,
    batch: int = 64,
    start: JudgeNet | None = None,
    rate: float | None = None,
) -> JudgeNet:
    """Multi-label cross entropy, AdamW, one-cycle rate; pictures are mirrored at random.

    `start` is trained further; `rate` is the highest learning rate, None: that of a beginner.
    """
    torch.manual_seed(TRAINING_SEED)
    arrays, labels = data
    net = (start or JudgeNet(labels.shape[1])).train()
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.02)
    total = epochs * (len(arrays) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=rate or 4e-3, total_steps=total
    )
    order = np.random.default_rng(TRAINING_SEED)
    for _ in range(epochs):
        shuffled = order.permutation(len(arrays))
        for start in range(0, len(arrays) - batch + 1, batch):
            chosen = shuffled[start : start + batch]
            pixels = _pixels(arrays[chosen])
            if order.random() < 0.5:
                pixels = pixels.flip(3)
            logits = net(pixels.contiguous(memory_format=torch.channels_last))
            loss = F.binary_cross_entropy_with_logits(
                logits, torch.from_numpy(labels[chosen]).float(), reduction="none"
            )
            loss.sum(dim=1).mean().backward()
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
    return net.eval()


def check(net: JudgeNet, count: int, seconds: float) -> JudgeQuality:
    """How often it is right on renders of another seed."""
    nouns = len(read_vocabulary().nouns)
    single, single_labels = labelled_scenes(CHECK_SEED, count, Mix(only_single=True))
    mixed, mixed_labels = labelled_scenes(CHECK_SEED + 1, 2 * count, Mix())
    smears, _ = labelled_scenes(CHECK_SEED + 2, count // 2, Mix(smears=1.0))
    found = probabilities(net, single)
    named = (found[:, :nouns].argmax(1) == single_labels[:, :nouns].argmax(1)) & (
        found[:, :nouns].max(1) > 0.5
    )
    colour = (found[:, nouns:].argmax(1) == single_labels[:, nouns:].argmax(1)) & (
        found[:, nouns:].max(1) > 0.5
    )
    pairs = mixed_labels[:, :nouns].sum(1) == 2
    both = probabilities(net, mixed[pairs])[:, :nouns] > 0.5
    hit = (both & (mixed_labels[pairs][:, :nouns] == 1)).sum(1) == 2
    none = probabilities(net, smears)[:, :nouns].max(1) <= 0.5
    noun, pair, ground, smear = (float(x.mean()) for x in (named, hit, colour, none))
    return JudgeQuality(noun, pair, ground, smear, seconds)


def trained_judge(
    work: Path, scenes: int = 30000, epochs: int = 7, workers: int = 2
) -> tuple[Judge, JudgeQuality]:
    """The judge of this folder, trained first where there is none yet."""
    weights, report = work / "judge.safetensors", work / "judge.json"
    vocabulary = read_vocabulary()
    net = JudgeNet(len(vocabulary.nouns) + len(vocabulary.colours))
    if weights.exists() and report.exists():
        net.load_state_dict(load_file(weights))
        return Judge(net), JudgeQuality(**json.loads(report.read_text(encoding="utf-8")))
    begin = time.perf_counter()
    net = train_net(labelled_scenes(TRAINING_SEED, scenes, TRAINING_MIX, workers), epochs)
    quality = check(net, max(100, scenes // 15), time.perf_counter() - begin)
    work.mkdir(parents=True, exist_ok=True)
    save_file({k: v.contiguous() for k, v in net.state_dict().items()}, weights)
    report.write_text(json.dumps(asdict(quality)), encoding="utf-8")
    return Judge(net), quality


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train the judge of the starter model.")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--scenes", type=int, default=30000)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    quality = trained_judge(options.work, options.scenes, options.epochs, options.workers)[1]
    print(json.dumps(asdict(quality)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
