"""Numbers in the person's language."""

import pytest
from PySide6.QtCore import QLocale

from desktop.numbers import decimal, number, significant


@pytest.fixture
def german():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    yield
    QLocale.setDefault(before)


def test_english_has_a_point():
    assert (decimal(0.25, 2), decimal(3, 1)) == ("0.25", "3.0")
    assert (significant(0.01234, 3), significant(7.5, 6)) == ("0.0123", "7.5")


def test_german_has_a_comma(german):
    assert (decimal(0.25, 2), significant(0.01234, 3)) == ("0,25", "0,0123")
    assert decimal(-1234.5, 1).replace(".", "") == "−1234,5"


def test_a_minus_is_one_and_an_exponent_keeps_its_hyphen():
    assert (decimal(-0.42, 2), significant(-1.2e-05, 2)) == ("−0.42", "−1.2e-05")


def test_thousands_are_grouped_as_the_language_does(german):
    assert number(1040) == "1.040"
    QLocale.setDefault(QLocale(QLocale.Language.English))
    assert (number(1040), number(7)) == ("1,040", "7")
