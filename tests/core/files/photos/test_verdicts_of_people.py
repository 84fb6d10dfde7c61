"""What follows from the faces in a photo, where a person is learned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.files.photos.checks import measured
from core.files.photos.crop import Box, closer, head_and_shoulders, head_of
from core.files.photos.report import Finding, PhotoReport
from core.files.photos.verdicts import as_person, as_they_lie, as_thing, others_in, with_crop

FACE = Box(0.4, 0.2, 0.5, 0.3)
AIM = 128


def report(*faces: Box, **values) -> PhotoReport:
    base = PhotoReport(Path("x.jpg"), 0, (1000, 1000), faces=faces, sharpness=100.0)
    return replace(base, **values)


def codes(found: PhotoReport) -> list[str]:
    return [finding.code for finding in found.findings]


def test_head_and_shoulders_of_the_largest_face_are_learned():
    found = as_person(report(FACE, Box(0.9, 0.9, 0.95, 0.95)), None, AIM)
    assert found.crop == head_and_shoulders(FACE, (1000, 1000))
    assert found.subject == head_of(FACE)
    assert codes(found) == []


def test_another_face_in_the_crop_is_told_and_a_closer_crop_is_rid_of_it():
    found = as_person(report(FACE, Box(0.52, 0.2, 0.6, 0.28)), None, AIM)
    assert found.findings == (Finding("other_face", {"count": 1}),)
    assert codes(as_person(found, closer(found.subject, found.size), AIM)) == []


def test_a_passer_by_in_the_crop_is_not_told():
    assert codes(as_person(report(FACE, Box(0.52, 0.2, 0.56, 0.24)), None, AIM)) == []


def test_a_chosen_crop_that_cuts_the_head_off_is_told():
    assert "cut_off" in codes(as_person(report(FACE), Box(0.3, 0.24, 0.6, 0.54), AIM))


def test_a_crop_around_the_smaller_face_makes_it_the_one_that_is_learned():
    smaller = Box(0.52, 0.2, 0.6, 0.28)
    chosen = head_and_shoulders(smaller, (1000, 1000))
    found = as_person(report(FACE, smaller), chosen, AIM)
    assert (found.crop, found.subject) == (chosen, head_of(smaller))
    assert codes(found) == ["other_face"]
    closest = as_person(report(FACE, smaller), closer(found.subject, found.size), AIM)
    assert (closest.subject, codes(closest)) == (found.subject, [])
    passer_by = Box(0.55, 0.2, 0.58, 0.23)
    beside = as_person(
        report(FACE, passer_by), head_and_shoulders(passer_by, (1000, 1000), 1.0, 400), AIM
    )
    assert beside.subject == head_of(FACE)


def test_a_crop_that_was_drawn_needs_no_face():
    chosen = Box(0.6, 0.6, 0.9, 0.9)
    found = as_person(report(), chosen, AIM)
    assert (found.crop, codes(found)) == (chosen, [])


def test_a_crop_beside_the_face_is_told_and_can_be_laid_around_it():
    found = as_person(report(FACE), Box(0.6, 0.6, 0.9, 0.9), AIM)
    assert found.findings == (Finding("no_face", {"outside": True}),)
    assert codes(as_person(found, closer(found.subject, found.size), AIM)) == []


def test_faces_as_large_are_counted_wherever_they_are():
    assert others_in(report(FACE, Box(0.8, 0.2, 0.89, 0.29), Box(0.1, 0.1, 0.13, 0.13))) == 1
    assert others_in(report()) == others_in(report(faces=None)) == 0


def test_one_that_lies_has_a_face_once_it_is_turned():
    assert codes(as_person(report(lies=2), None, AIM)) == []


def test_as_a_thing_nothing_is_said_of_faces_that_were_looked_for_before():
    fresh = report(faces=None, crop=Box(0, 0, 0.5, 0.5))
    known = replace(fresh, faces=(FACE,), lies=1)
    assert as_thing(known, None, AIM) == as_thing(fresh, None, AIM)
    assert codes(as_they_lie([as_thing(known, None, AIM)])[0]) == codes(as_thing(fresh, None, AIM))


def test_without_a_face_it_stays_around_what_stands_out_and_that_is_told():
    subject = Box(0.2, 0.2, 0.9, 0.9)
    found = as_person(report(subject=Box(0.2, 0.2, 0.9, 0.95), crop=subject), None, AIM)
    assert codes(found) == ["no_face"]
    found = as_person(report(subject=subject, crop=subject), None, AIM)
    assert (found.crop, found.subject) == (subject, subject)
    assert codes(found) == ["no_face"]


def test_where_nobody_looked_for_faces_nothing_is_said_of_them():
    found = as_person(report(faces=None), None, AIM)
    assert found == with_crop(report(faces=None), Box(0, 0, 1, 1), AIM)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_its_own_face_says_how_it_lies_even_of_a_single_photo(person, turns):
    rgb = np.ascontiguousarray(np.rot90(np.asarray(person), turns))
    own = PhotoReport(Path("x.jpg"), 0, (rgb.shape[1], rgb.shape[0]))
    (found,) = as_they_lie([measured(own, rgb, AIM, faces=True)])
    lying = [finding for finding in found.findings if finding.code == "on_its_side"]
    expected = [Finding("on_its_side", {"quarters": turns, "face": True})] if turns else []
    assert lying == expected
