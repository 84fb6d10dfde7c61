"""A mini-batch as a small picture with its time steps."""

import io

import numpy as np
import torch
from PIL import Image

from core.files.pictures.images import read_texts
from core.generation.preview import SD1_PREVIEW
from core.training.data.order import Batch
from core.training.samples.batch_sheet import (
    SHOWN,
    SIDE,
    TIMES,
    ShownBatch,
    batch_file,
    batch_png,
    newest_batch,
)


class Task:
    """Gives each picture its number as every latent, and as its time step."""

    def __init__(self, colours=SD1_PREVIEW, size=8):
        self._colours, self._size = colours, size

    def shown(self, batch):
        numbers = torch.tensor(batch.pictures)
        latents = numbers[:, None, None, None].float().expand(-1, 4, self._size, self._size) / 10
        return ShownBatch(latents, numbers, self._colours)


def passes(*groups):
    return [Batch(1, 0, group, range(len(group))) for group in groups]


def test_each_picture_is_a_cell_with_its_time_step(tmp_path):
    data = batch_png(Task(), passes([1, 2], [3]))
    file = tmp_path / batch_file(40)
    file.write_bytes(data)
    assert read_texts(file)[TIMES] == "1 2 3"
    board = np.asarray(Image.open(io.BytesIO(data)))
    assert board.shape == (SIDE, 3 * SIDE, 3)
    colours = SD1_PREVIEW.to_rgb(torch.full((4, 1, 1), 0.2))[0, 0]
    assert np.abs(board[5, SIDE + 5].astype(int) - colours).max() <= 1


def test_no_more_than_there_is_room_for_and_none_without_colours():
    board = Image.open(io.BytesIO(batch_png(Task(size=64), passes(list(range(20)), [20]))))
    assert board.size == (8 * SIDE, SHOWN // 8 * SIDE)
    assert batch_png(Task(colours=None), passes([1])) is None


def test_the_newest_is_found_by_its_step(tmp_path):
    assert newest_batch(tmp_path / "none") is None
    for name in (batch_file(90), batch_file(100), "step-000200.png", "batch-x.png"):
        (tmp_path / name).write_bytes(b"")
    assert newest_batch(tmp_path) == (100, tmp_path / "batch-000100.png")
