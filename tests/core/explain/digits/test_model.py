"""The shipped networks: whole, small, and as good as the card says, on a few unseen renders."""

from __future__ import annotations

import pytest
import torch

from core.contract.digits import SIDE
from core.explain.digits.model import shipped, shipped_folder
from core.training.digits.render import STEADY, digits
from core.training.digits.rendered import to_grey_pixels

BYTES_MAX = 600_000


def test_all_files_together_are_small_and_the_card_is_among_them():
    files = [path for path in shipped_folder().rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= BYTES_MAX
    card = (shipped_folder() / "README.md").read_text(encoding="utf-8")
    assert "core train digit-score" in card
    assert "smoke" not in card


@torch.no_grad()
def test_the_score_is_high_for_digits_low_for_noise_and_falls_between():
    model = shipped()
    images, labels = digits(2_000_000, range(40), SIDE, STEADY)
    pixels = to_grey_pixels(torch.from_numpy(images))
    noise = torch.randn(pixels.shape, generator=torch.Generator().manual_seed(0))
    means = []
    for t in (0, 200, 300, 400, 999):
        noised = model.schedule.add_noise(pixels, noise, torch.full((40,), t))
        means.append(float(model.score(noised).sigmoid().amax(1).mean()))
    assert means[0] >= 0.85
    assert means[-1] <= 0.05
    assert means == sorted(means, reverse=True)
    right = model.score(pixels).argmax(1) == torch.from_numpy(labels)
    assert right.float().mean() >= 0.95
    assert means[1] == pytest.approx(0.66, abs=0.2)
