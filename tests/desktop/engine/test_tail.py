"""What a process said last."""

from desktop.engine.tail import LINE_MAX, Tail


def test_the_newest_lines_are_kept_and_long_ones_cut():
    tail = Tail(lines=2)
    tail.note("old")
    tail.note(b"caf\xc3\xa9 \xff")
    tail.note("x" * (LINE_MAX + 1))
    assert tail.text() == "café \ufffd\n" + "x" * LINE_MAX
