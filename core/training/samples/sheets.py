"""Pictures side by side in one, for the samples folder of a run. Writes nothing."""

from __future__ import annotations

import torch
from PIL import Image
from torch import Tensor

COLUMNS = 2  # of the sheets of a teaching: samples and judged ones


def first_of(sheet: Image.Image) -> Image.Image:
    """The first picture of a sheet of squares in two columns."""
    side = sheet.width // COLUMNS
    return sheet.crop((0, 0, side, min(side, sheet.height)))


def sheet(pixels: Tensor, columns: int) -> Image.Image:
    """Pixels (B, 3, H, W) in about [-1, 1] as rows of `columns`; what is missing stays grey."""
    count, _, height, width = pixels.shape
    rows = -(-count // columns)
    board = torch.full((rows * height, columns * width, 3), 128, dtype=torch.uint8)
    images = ((pixels.float().cpu().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    for index, image in enumerate(images.permute(0, 2, 3, 1)):  # (H, W, 3)
        top, left = index // columns * height, index % columns * width
        board[top : top + height, left : left + width] = image
    return Image.fromarray(board.numpy())
