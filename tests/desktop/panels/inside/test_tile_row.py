"""Tiles side by side."""

from desktop.panels.inside.tile_row import GAP, TileRow
from desktop.widgets.picture_tile import NAME, PictureTile


def test_tiles_are_of_one_size_and_wrap_where_it_is_narrow(qtbot):
    row = TileRow()
    qtbot.addWidget(row)
    tiles = [PictureTile(str(n)) for n in range(4)]
    for tile in tiles:
        row.add(tile)
    row.resize(600 + 3 * GAP, 400)
    row.show()
    assert {tile.size().toTuple() for tile in tiles} == {(150, 150 + NAME)}
    assert len({tile.y() for tile in tiles}) == 1
    row.resize(300, 400)
    assert [tile.y() > 0 for tile in tiles] == [False, False, True, True]
    tiles[3].hide()
    tiles[2].hide()
    row.arrange()
    assert tiles[1].x() > 0
    assert row.minimumSizeHint().height() == 128 + NAME
