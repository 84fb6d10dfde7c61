"""Decoding in the background: order, memory, failures, and what is forgotten."""

import pytest

from core.contract.errors import FileMissing, PictureUnsupported
from desktop.canvas.picture_cache import PictureCache


def test_a_picture_comes_later_and_is_there_then(qtbot, make_picture):
    cache = PictureCache()
    path = make_picture(colour="green")
    with qtbot.waitSignal(cache.ready) as ready:
        assert cache.get(path) is None
    assert ready.args == [path]
    image = cache.get(path)
    assert image.pixelColor(3, 3).name() == "#008000"
    assert cache.get(path) is image


def test_a_wish_made_twice_is_served_once(qtbot, make_picture):
    cache = PictureCache()
    path = make_picture()
    seen = []
    cache.ready.connect(seen.append)
    with qtbot.waitSignal(cache.ready):
        cache.get(path)
        cache.get(path)
    qtbot.wait(20)
    assert seen == [path]


def test_a_failure_is_told_once_and_remembered(qtbot, tmp_path):
    cache = PictureCache()
    path = str(tmp_path / "gone.png")
    with qtbot.waitSignal(cache.failed) as failed:
        cache.get(path)
    assert failed.args == [path, FileMissing(path)]
    assert cache.error(path) == FileMissing(path)
    assert cache.get(path) is None
    with qtbot.assertNotEmitted(cache.failed, wait=20):
        pass


def test_forgetting_reads_the_file_anew(qtbot, tmp_path, make_picture):
    cache = PictureCache()
    path = str(tmp_path / "one.png")
    (tmp_path / "one.png").write_bytes(b"words")
    with qtbot.waitSignal(cache.failed) as failed:
        cache.get(path)
    assert isinstance(failed.args[1], PictureUnsupported)
    make_picture("one.png")
    cache.forget(path)
    with qtbot.waitSignal(cache.ready):
        cache.get(path)
    assert cache.error(path) is None


def test_the_oldest_go_when_there_is_no_room(qtbot, make_picture):
    size = 64 * 64 * 4
    cache = PictureCache(limit=2 * size)
    paths = [make_picture(f"{name}.png") for name in "abc"]
    for path in paths:
        with qtbot.waitSignal(cache.ready):
            cache.fetch(path)
    assert cache.get(paths[2]) is not None
    assert cache.get(paths[1]) is not None
    with qtbot.waitSignal(cache.ready):
        assert cache.get(paths[0]) is None  # asked for anew


def test_one_picture_larger_than_the_room_is_still_shown(qtbot, make_picture):
    cache = PictureCache(limit=10)
    path = make_picture()
    with qtbot.waitSignal(cache.ready):
        cache.get(path)
    assert cache.get(path) is not None


@pytest.mark.parametrize("longest", [16, 32])
def test_thumbnails_are_small(qtbot, make_picture, longest):
    cache = PictureCache(longest)
    path = make_picture(size=(64, 32))
    with qtbot.waitSignal(cache.ready):
        cache.get(path)
    assert cache.get(path).size().toTuple() == (longest, longest // 2)


def test_a_cache_may_go_while_it_is_waited_for(qtbot, make_picture):
    cache = PictureCache()
    cache.get(make_picture())
    cache.deleteLater()
    del cache
    qtbot.wait(50)  # the late answer meets nobody and harms nobody
