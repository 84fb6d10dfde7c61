"""Previews: the fitted map is the right one, files are checked, ten a second at most."""

import base64
import io
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.contract.codec import to_json
from core.contract.errors import ConfigInvalid, InvalidValue
from core.generation.preview import (
    PREVIEW_FILE,
    SD1_PREVIEW,
    SDXL_PREVIEW,
    Previewer,
    PreviewMap,
    fit_preview_map,
    read_preview_map,
)


def test_fit_finds_a_linear_truth() -> None:
    truth = PreviewMap(((0.2, -0.1, 0.05), (0.0, 0.3, -0.2)), (0.1, -0.2, 0.0))
    latents = torch.randn(3, 2, 6, 5, generator=torch.Generator().manual_seed(0))
    small = torch.einsum("bchw,cr->brhw", latents, torch.tensor(truth.factors))
    small = small + torch.tensor(truth.bias).reshape(1, 3, 1, 1)
    pixels = small.repeat_interleave(8, 2).repeat_interleave(8, 3)
    found = fit_preview_map(latents, pixels)
    assert np.allclose(found.factors, truth.factors, atol=1e-5)
    assert np.allclose(found.bias, truth.bias, atol=1e-5)


def test_fit_needs_enough_cells() -> None:
    with pytest.raises(ValueError, match="few"):
        fit_preview_map(torch.zeros(1, 4, 2, 2), torch.zeros(1, 3, 16, 16))


def test_colours_are_clipped_and_whole() -> None:
    colours = PreviewMap(((1.0, 0.0, -1.0),))
    rgb = colours.to_rgb(torch.tensor([[[0.0, 1.0], [9.0, float("nan")]]]))
    assert rgb.shape == (2, 2, 3)
    assert rgb.dtype == np.uint8
    assert rgb[0, 1].tolist() == [255, 128, 0]
    assert rgb[1, 0].tolist() == [255, 128, 0]


def test_at_most_ten_a_second_and_the_first_at_once() -> None:
    now = [100.0]
    previewer = Previewer(SD1_PREVIEW, lambda: now[0])
    latents, made = torch.zeros(1, 4, 8, 6), 0
    for _ in range(100):
        made += previewer.look(latents) is not None
        now[0] += 0.0101
    assert 10 <= made <= 11


def test_preview_is_a_small_png() -> None:
    png = Previewer(SD1_PREVIEW).look(torch.zeros(1, 4, 8, 6))
    assert png is not None
    with Image.open(io.BytesIO(base64.b64decode(png))) as image:
        assert (image.format, image.size, image.mode) == ("PNG", (6, 8), "RGB")


def test_without_a_map_there_is_none() -> None:
    assert Previewer(None).look(torch.zeros(1, 4, 8, 6)) is None


def test_folder_without_file_takes_the_known_map(tmp_path: Path) -> None:
    assert read_preview_map(tmp_path, 4) == SD1_PREVIEW
    assert read_preview_map(tmp_path, 4, xl=True) == SDXL_PREVIEW
    assert read_preview_map(tmp_path, 16) is None


def test_stored_map_is_read_back(tmp_path: Path) -> None:
    colours = PreviewMap(((0.5, 0.25, 0.125),) * 3, (0.0, 0.0, 1.0))
    (tmp_path / PREVIEW_FILE).write_text(json.dumps(to_json(colours)))
    assert read_preview_map(tmp_path, 3) == colours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"factors": [[1, 2]]}',
        '{"factors": []}',
        '{"factors": [[1, 2, 3]], "bias": [1]}',
        '{"factors": [[1, 2, 3]], "more": 1}',
        '{"factors": [[1, 2, 1e999]]}',
        '{"factors": [[1, 2, 3], [1, 2, 3]]}',
        '{"factors": [[1, 2, 3]]' + " " * 200_000 + "}",
    ],
)
def test_broken_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / PREVIEW_FILE).write_text(text)
    with pytest.raises(ConfigInvalid):
        read_preview_map(tmp_path, 1)


def test_map_has_three_colours() -> None:
    with pytest.raises(InvalidValue):
        PreviewMap(((1.0, 2.0),))
