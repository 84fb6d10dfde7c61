"""Numbers in rows and columns."""

import pytest

from desktop.widgets.matrix import COLUMN, HEAD, MARK, ROW, Matrix


@pytest.fixture
def matrix(qtbot):
    matrix = Matrix("Similarity")
    qtbot.addWidget(matrix)
    matrix.show_heads([None, None])
    return matrix


def test_the_largest_of_rows_and_columns_are_outlined(matrix):
    values = [[0.1, 0.9], [0.3, 0.2]]
    names = ["swan", "teddy"]
    matrix.show_values(names, values, percent=False, by_row=True, by_column=True)
    spots = [(row, column) for row in range(2) for column in range(2)]
    assert [spot for spot in spots if matrix.outlined(*spot)] == [(0, 1), (1, 0)]
    matrix.show_values(names, values, percent=True, by_row=False, by_column=True)
    assert not matrix.outlined(0, 0)
    assert matrix.text(0, 1) == "90.0 %"
    assert "swan: 10.0 %, 90.0 %" in matrix.accessibleDescription()
    matrix.resize(matrix.sizeHint())
    assert not matrix.grab().isNull()


def test_one_column_has_no_winner_across(matrix):
    matrix.show_heads([None])
    matrix.show_values(["a", "b"], [[-0.25], [0.5]], percent=False, by_row=True, by_column=True)
    assert [matrix.outlined(row, 0) for row in (0, 1)] == [False, True]
    assert matrix.text(0, 0) == "−0.25"


def test_marks_stand_before_the_names_and_colour_no_cell(matrix):
    matrix.show_values(["a", "b"], [[0.1, 0.2]] * 2, percent=False, by_row=True, by_column=True)
    matrix.resize(matrix.sizeHint())
    picture = matrix.grab().toImage()
    ground = picture.pixelColor(2, 2)
    left = matrix.sizeHint().width() - 2 * COLUMN
    for row in range(2):
        middle = HEAD + row * ROW + ROW // 2
        assert picture.pixelColor(MARK // 3, middle) != ground
        assert picture.pixelColor(left + 10, middle) == ground, "behind a number nothing lies"
