"""The same thing twice."""

from core.files.catalogue.duplicates import room, twins
from core.files.catalogue.entry import Entry


def entry(path: str, size: int = 10, sha256: str = "", identity: str = "", **more) -> Entry:
    return Entry(path, "model", path, "/", size, "", identity or path, sha256=sha256, **more)


def test_equal_hashes_are_certain_whatever_the_names():
    (group,) = twins(
        [entry("/a/x", sha256="1"), entry("/b/y", sha256="1"), entry("/c/z", sha256="2")]
    )
    assert group.certain
    assert [e.path for e in group.entries] == ["/a/x", "/b/y"]
    assert group.spare == 10


def test_name_and_size_are_a_hint_until_the_hashes_say_otherwise():
    one, two = entry("/a/x"), entry("/b/x")
    (group,) = twins([one, two, entry("/c/x", 11)])
    assert not group.certain
    assert twins([entry("/a/x", sha256="1"), entry("/b/x", sha256="2")]) == ()


def test_two_names_of_one_file_take_no_room():
    same = [entry("/a/x", identity="1:2"), entry("/b/x", identity="1:2")]
    (group,) = twins(same)
    assert group.spare == 0
    assert room(same) == 10


def test_what_is_away_or_empty_has_no_twin():
    assert twins([entry("/a/x"), entry("/b/x", is_there=False)]) == ()
    assert twins([entry("/a/x", 0), entry("/b/x", 0)]) == ()
    assert room([entry("/a/x", is_there=False)]) == 0


def test_those_that_take_most_room_come_first():
    found = twins([entry("/a/x", 1), entry("/b/x", 1), entry("/a/y", 9), entry("/b/y", 9)])
    assert [group.spare for group in found] == [9, 1]
