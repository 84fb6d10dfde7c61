import time
from dataclasses import replace
from typing import get_args

import pytest

from core.contract.draft import Draft, DraftPhoto, Kind, Method, Status, Teaching, Thorough
from core.files.photos.report import ORDER, Finding, SetReport
from desktop.phrases import teach as phrases
from desktop.state.method_offers import Offer
from desktop.state.noun_check import NounSeen

DATA = {"share": 0.05, "lost": 0.4, "of": 3, "side": 380, "aim": 512, "sharpness": 3.0}


def test_every_finding_has_a_word_and_a_sentence_of_its_own():
    words = [phrases.badge_text(Finding(code, DATA)) for code in ORDER]
    sentences = [phrases.finding_text(Finding(code, DATA)) for code in ORDER]
    assert len(set(words)) == len(set(sentences)) == len(ORDER)
    assert "photo 4" in phrases.finding_text(Finding("twin", {"of": 3}))
    assert "380 of 512 px" in phrases.finding_text(Finding("too_small", DATA))


def test_kinds_methods_and_status_all_have_texts():
    for texts in (
        [phrases.kind_text(k) + phrases.kind_hint(k) for k in get_args(Kind)],
        [phrases.method_text(m) + phrases.method_hint(m) for m in get_args(Method)],
        [phrases.thorough_text(t) for t in get_args(Thorough)],
        [phrases.status_text(Teaching("a", Draft(), s, step=7, steps=9)) for s in get_args(Status)],
    ):
        assert all(texts)
        assert len(set(texts)) == len(texts)


@pytest.mark.parametrize(
    ("about", "count", "part"),
    [
        (SetReport("blocked", 0, 0, False, False), 0, "No photos yet"),
        (SetReport("blocked", 2, 1, False, False), 3, "here are 2"),
        (SetReport("blocked", 4, 4, False, True), 4, "the same picture"),
        (SetReport("ready", 13, 0, False, False), 13, "Ready. 13 photos."),
        (
            SetReport("needs_look", 13, 2, True, False),
            13,
            "2 need a look. All have the same background",
        ),
    ],
)
def test_the_line_about_all_photos(about, count, part):
    assert part in phrases.set_text(about, count)


def test_what_one_will_write():
    draft = Draft(word="sks", noun="dog", photos=(DraftPhoto("/p"),))
    assert "sks dog in the snow" in phrases.will_write(draft)
    assert "dog" not in phrases.will_write(replace(draft, method="embedding"))
    assert "sks style" in phrases.will_write(replace(draft, kind="style"))


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


def test_how_many_settings_are_changed():
    assert phrases.changed_text(0).endswith("none changed")
    assert phrases.changed_text(3).endswith("3 changed")


def test_what_the_photos_look_like_is_said_only_where_it_is_sure():
    assert "more like “cat” (0.88)" in phrases.noun_text(NounSeen("dog", 0.1, "cat", 0.88))
    assert "dog (0.91)" in phrases.noun_text(NounSeen("dog", 0.91, "dog", 0.91))
    for unsure in (None, NounSeen("dog", 0.4, "cat", 0.5), NounSeen("dog", 0.0, "", 0.0)):
        assert phrases.noun_text(unsure) == ""
