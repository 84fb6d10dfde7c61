"""Contact sheets put every picture in its place."""

from __future__ import annotations

import numpy as np
import torch

from core.training.samples.sheets import COLUMNS, first_of, sheet


def test_rows_fill_from_the_left_and_the_rest_is_grey():
    pixels = torch.linspace(-1.5, 1.5, 3)[:, None, None, None].expand(3, 3, 2, 4)
    board = np.asarray(sheet(pixels, columns=2))
    assert board.shape == (4, 8, 3)
    assert (board[:2, :4] == 0).all()
    assert (board[:2, 4:] == 128).all()
    assert (board[2:, :4] == 255).all()
    assert (board[2:, 4:] == 128).all()


def test_the_first_picture_of_a_sheet_is_cut_out_again():
    pixels = torch.stack([torch.full((3, 8, 8), value) for value in (-1.0, 0.0, 0.5, 1.0, 1.0)])
    first = first_of(sheet(pixels, COLUMNS))
    assert first.size == (8, 8)
    assert first.getextrema() == ((0, 0),) * 3
