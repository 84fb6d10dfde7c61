"""Saved settings are looked at before they are taken over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.state.generation_state import SAVED, GenerationState
from desktop.state.setting_checks import KEPT_MAX, is_sound

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("name", "value", "sound"),
    [
        ("steps", 25, True),
        ("steps", 25.0, False),
        ("steps", True, False),
        ("guidance", 7.5, True),
        ("guidance", 21, False),
        ("vae", None, True),
        ("vae", "/v.safetensors", True),
        ("vae", "", False),
        ("vae", "a\0b", False),
        ("embeddings", ["/a.pt"], True),
        ("embeddings", [1], False),
        ("prompt", "x" * KEPT_MAX, True),
        ("prompt", "x" * (KEPT_MAX + 1), False),
        ("shape", "picture", False),
        ("nothing of ours", 1, False),
    ],
)
def test_by_hand(name, value, sound) -> None:
    assert is_sound(name, value) is sound


@given(st.sampled_from(SAVED), JSON)
def test_no_value_breaks_the_state(name, value) -> None:
    state = GenerationState()
    state.restore({name: value})
    state.saved()
