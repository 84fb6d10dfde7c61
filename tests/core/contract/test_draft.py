from dataclasses import replace

from core.contract import codec
from core.contract.draft import STEPS_MAX, Draft, DraftPhoto, Teaching

PHOTOS = tuple(DraftPhoto(f"/p/{n}.jpg") for n in range(5))


def test_a_teaching_travels_through_json_unchanged():
    draft = Draft(photos=(DraftPhoto("/p/ü.jpg", False, (0.1, 0.0, 0.9, 0.8), "a hat", 1, True),))
    teaching = Teaching(
        "0123abcd", replace(draft, settings=(("rank", "8"),)), "paused", "/r", 740, 1200
    )
    assert codec.from_json(Teaching, codec.to_json(teaching)) == teaching


def test_steps_follow_the_photos_that_are_in_and_end_at_a_limit():
    draft = Draft(photos=(*PHOTOS, DraftPhoto("/p/out.jpg", is_in=False)))
    assert len(draft.used) == 5
    assert draft.steps() == 500
    assert replace(draft, thorough="quick").steps() == 300
    assert replace(draft, photos=PHOTOS * 40, thorough="thorough").steps() == STEPS_MAX


def test_the_title_is_word_and_noun():
    assert Draft(word="sks", noun="dog").title == "sks dog"
    assert Draft(word="sks", noun="").title == "sks"
    assert Draft(word="sks", noun="corgi", kind="style").title == "sks"


def test_changed_settings_are_pairs_and_anything_else_is_left_out():
    assert Draft(settings=(("rank", "8"), ("odd",))).changed == {"rank": "8"}
