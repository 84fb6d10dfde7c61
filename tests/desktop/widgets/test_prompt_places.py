"""Places in Qt's units and in characters."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.prompt_places import Units, to_characters


def test_an_emoji_is_two_units() -> None:
    assert [Units("a😀b").of(place) for place in range(4)] == [0, 1, 3, 4]
    assert to_characters("a😀b", 3) == 2


@given(st.text(st.characters(exclude_categories=["Cs"])), st.data())
def test_there_and_back(text, data) -> None:
    place = data.draw(st.integers(0, len(text)))
    assert to_characters(text, Units(text).of(place)) == place
