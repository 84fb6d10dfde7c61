"""An independent judge: which digit a picture shows, or none. It is not shipped.

Another network than the one that is measured, trained on renders of other seeds, never on a drawn picture.
Half of what it learns is no digit: scribbles, noise, digits drowned in noise, black and white specks.

Axes: B pictures, S side in px.
"""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass

import checkout  # noqa: F401 (imported for what it does: core becomes importable)
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.contract.digits import SIDE
from core.networks.digits import CLASSES, NOTHING
from core.training.digits.render import FREE, digits
from core.training.digits.rendered import to_grey_pixels

TRAINING_SEED, CHECK_SEED = 77, 78
BATCH, RATE, JUNK_SHARE = 64, 3e-3, 0.3


@dataclass(frozen=True)
class JudgeQuality:
    """Shares 0 … 1, on fresh renders and fresh junk that the judge was not trained on."""

    digit: float  # digits named rightly
    none: float  # junk for which it names no digit
    seconds: float  # of its training


class JudgeNet(nn.Module):
    """(B,1,S,S) in [-1, 1] → (B,11) logits: ten digits and none."""

    def __init__(self, width: int = 16) -> None:
        super().__init__()
        sizes = (1, width, 2 * width, 4 * width)
        self.stages = nn.ModuleList(
            nn.Sequential(
                *(nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU()),
                nn.MaxPool2d(2),
            )
            for i, o in itertools.pairwise(sizes)
        )
        self.head = nn.Linear(sizes[-1] * (SIDE // 8) ** 2, CLASSES + 1)

    def forward(self, pixels: Tensor) -> Tensor:
        x = pixels.clamp(-1, 1)
        for stage in self.stages:
            x = stage(x)
        return self.head(x.flatten(1))


def trained_judge(steps: int, pictures: int) -> tuple[JudgeNet, JudgeQuality]:
    """A judge trained from nothing, and how good it is."""
    begun = time.monotonic()
    net, random = _fresh(), torch.Generator().manual_seed(TRAINING_SEED)
    pixels, labels = renders(TRAINING_SEED, pictures)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE)
    shape = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    net.train()
    for _ in range(steps):
        chosen = torch.randint(len(pixels), (BATCH,), generator=random)
        shown, right = junked(pixels[chosen], labels[chosen], random)
        F.cross_entropy(net(shown), right).backward()
        optimizer.step()
        optimizer.zero_grad()
        shape.step()
    net.eval()
    return net, _quality(net, max(200, pictures // 10), time.monotonic() - begun)


@torch.no_grad()
def named(net: JudgeNet, pixels: Tensor) -> Tensor:
    """What each picture (B,1,S,S) shows: (B,) 0 … 9, or `NOTHING`."""
    return torch.cat([net(part).argmax(1) for part in pixels.split(256)])


def renders(seed: int, count: int) -> tuple[Tensor, Tensor]:
    """Pixels (N,1,S,S) and labels (N,); every fifth is a scribble."""
    images, labels = digits(seed, range(count), SIDE, FREE, nothing=0.2)
    return to_grey_pixels(torch.from_numpy(images)), torch.from_numpy(labels)


def junked(pixels: Tensor, labels: Tensor, random: torch.Generator) -> tuple[Tensor, Tensor]:
    """A batch in which some pictures are drowned in noise and so are nothing, and some a little grainy."""
    kind = torch.rand(len(pixels), generator=random)
    noise = torch.randn(pixels.shape, generator=random)
    share = torch.rand((len(pixels), 1, 1, 1), generator=random)
    grainy = pixels + 0.15 * share * noise
    drowned = 0.35 * share * pixels + noise * (0.8 + share)
    is_junk = kind < JUNK_SHARE
    specks = torch.where(kind[:, None, None, None] < JUNK_SHARE / 2, drowned.sign(), drowned)
    return (
        torch.where(is_junk[:, None, None, None], specks, grainy),
        torch.where(is_junk, NOTHING, labels),
    )


def _quality(net: JudgeNet, count: int, seconds: float) -> JudgeQuality:
    pixels, labels = renders(CHECK_SEED, count)
    is_digit = labels != NOTHING
    right = named(net, pixels[is_digit]) == labels[is_digit]
    noise = torch.randn(pixels.shape, generator=torch.Generator().manual_seed(CHECK_SEED))
    junk = torch.cat([pixels[~is_digit], noise, noise.sign()])
    none = named(net, junk) == NOTHING
    return JudgeQuality(float(right.float().mean()), float(none.float().mean()), round(seconds, 1))


def _fresh() -> JudgeNet:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(TRAINING_SEED)
        return JudgeNet()
