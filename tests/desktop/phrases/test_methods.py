import time
from dataclasses import replace
from typing import get_args

from core.contract.draft import Method, Thorough
from desktop.phrases import methods as phrases
from desktop.state.method_offers import Offer


def test_methods_and_how_thorough_all_have_texts_of_their_own():
    for texts in (
        [phrases.method_text(m) + phrases.method_hint(m) for m in get_args(Method)],
        [phrases.thorough_text(t) for t in get_args(Thorough)],
    ):
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_an_offer_says_what_it_costs_or_why_not():
    known = Offer("lora", 5_600_000_000, 8_000_000_000, 840, 840, measured=1.0)
    assert phrases.offer_memory(known) == "5.6 of 8.0 GB"
    assert phrases.offer_time(known) == "about 14 min"
    guess = replace(known, least=600, measured=0.0, is_measuring=True)
    assert phrases.offer_time(guess) == "10 min to 14 min, measuring…"
    large = replace(
        known, needed=11_200_000_000, is_too_large=True, fits_with=(("resolution", "384"),)
    )
    assert not large.fits
    assert "needs 11 GB" in phrases.not_fitting_text(large)
    assert phrases.fit_text(large.fits_with) == "Use 384 px"
    assert phrases.offer_time(large) == "–"
    assert "not known" in phrases.offer_memory(Offer("lora"))


def test_the_table_says_how_its_figures_came_about():
    assert "formula" in phrases.measured_text(0, is_measuring=False)
    assert "drawing goes first" in phrases.measured_text(0, is_measuring=True)
    now = phrases.measured_text(time.time(), is_measuring=False)
    long_ago = phrases.measured_text(86_400.0, is_measuring=False)
    assert "2 trial steps, " in now
    assert "1970" in long_ago or "/70" in long_ago
    assert now != long_ago
