"""Contact sheets put every picture in its place."""

from __future__ import annotations

import numpy as np
import torch

from core.training.sheets import sheet


def test_rows_fill_from_the_left_and_the_rest_is_grey():
    pixels = torch.linspace(-1.5, 1.5, 3)[:, None, None, None].expand(3, 3, 2, 4)
    board = np.asarray(sheet(pixels, columns=2))
    assert board.shape == (4, 8, 3)
    assert (board[:2, :4] == 0).all()
    assert (board[:2, 4:] == 128).all()
    assert (board[2:, :4] == 255).all()
    assert (board[2:, 4:] == 128).all()
