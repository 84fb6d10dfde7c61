"""Text of strangers, fit to be shown."""

from hypothesis import given
from hypothesis import strategies as st

from core.files.plain_text import plain


@given(text=st.text(max_size=500), limit=st.integers(10, 100))
def test_any_text_becomes_one_short_line(text, limit):
    shown = plain(text, limit)
    assert shown.isprintable()
    assert len(shown) <= limit + 3
    assert plain(shown, limit) == shown or len(shown) > limit


def test_control_and_direction_characters_go_and_tags_stay():
    assert plain("a\u202eb\n<b>\x00 \x1b[31mc") == "a b <b> [31mc"
    assert plain("\ud800") == "\ufffd"
    assert plain("x" * 50, 10) == "xxxxx … xxxxx"
