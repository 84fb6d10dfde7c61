"""Distances between pictures, and to the renders of a training."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def variety(starter):
    return starter("variety")


def grey(level):
    return Image.new("RGB", (64, 64), (level, level, level))


def test_the_spread_is_the_mean_over_pairs(variety):
    assert variety.spread([grey(0), grey(10), grey(30)]) == pytest.approx((10 + 30 + 20) / 3)
    assert variety.spread([grey(9), grey(9)]) == 0.0


def test_renders_show_what_was_asked(variety, starter, maker):
    ask = starter("asks").on_colour("swan", "blue", 0)
    renders = variety.renders_like(maker, ask, 6)
    blue = np.array(maker.vocabulary.colours["blue"])
    for render in renders:
        corners = [render.getpixel(at) for at in ((0, 0), (127, 0), (0, 127), (127, 127))]
        assert np.abs(np.median(corners, axis=0) - blue).max() <= 10
    assert variety.spread(renders) > 5


def test_the_nearest_render_is_found(variety, tmp_path):
    lines = []
    for number, level in enumerate((0, 100, 200)):
        grey(level).save(tmp_path / f"{number}.png")
        lines.append(json.dumps({"file_name": f"{number}.png", "text": ""}))
    (tmp_path / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    renders = variety.training_thumbnails(tmp_path)
    assert renders.shape == (3, variety.SMALL**2 * 3)
    assert variety.nearest(variety.thumbnails([grey(100)]), renders) == pytest.approx(0, abs=0.1)
    several = variety.thumbnails([grey(104), grey(190), grey(255)])
    assert variety.nearest(several, renders) == pytest.approx(10, abs=0.1)


def test_renders_beyond_one_chunk_count_too(variety, monkeypatch):
    monkeypatch.setattr(variety, "CHUNK", 1)
    renders = variety.thumbnails([grey(0), grey(50)])
    assert variety.nearest(variety.thumbnails([grey(51)]), renders) == pytest.approx(1, abs=0.05)
