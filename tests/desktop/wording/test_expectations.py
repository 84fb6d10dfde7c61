"""What completes "must be …"."""

import pytest

from desktop.wording.expectations import expected_text


@pytest.mark.parametrize(
    ("expected", "told"),
    [
        ("between 1 and 12 for this model", "bei diesem Modell zwischen 1 und 12"),
        ("between 0 and 1", "zwischen 0 und 1"),
        ("at most 8 files", "höchstens 8 Dateien lang"),
        ("a multiple of 8 pixels", "ein Vielfaches von 8 Pixeln"),
        ("greater than 0", "größer als 0"),
        ("one of auto, float32, float16", "eines von auto, float32, float16"),
        ("a whole number", "eine ganze Zahl"),
        ("one that is kept: 200, 400", "einer, der noch da ist: 200, 400"),
        ("768", "768"),
        ("as nobody foresaw", "anders"),
    ],
)
def test_in_german(german, expected, told):
    assert expected_text(expected) == told


def test_in_english_it_is_as_core_says(qapp):
    assert expected_text("as nobody foresaw") == "as nobody foresaw"
