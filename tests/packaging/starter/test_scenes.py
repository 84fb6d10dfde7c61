"""Scenes are determined by (seed, index), and show what their facts say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from PIL import Image

SCENES = 400


@pytest.fixture(scope="module")
def drawn(maker):
    return [maker.scene(11, index, 64) for index in range(SCENES)]


def test_the_same_seed_and_index_give_the_same_scene(maker, starter, draw):
    again = starter("scenes").SceneMaker(draw)
    for index in (0, 7, 123456):
        first, second = maker.scene(3, index), again.scene(3, index)
        assert first.caption == second.caption
        assert first.facts == second.facts
        assert first.image.tobytes() == second.image.tobytes()


def test_another_seed_or_index_gives_another_scene(maker):
    first = maker.scene(0, 0).image.tobytes()
    assert first != maker.scene(0, 1).image.tobytes()
    assert first != maker.scene(1, 0).image.tobytes()


def test_pictures_are_square_rgb(maker):
    assert maker.scene(0, 0).image.size == (128, 128)
    assert maker.scene(0, 0, 64).image.mode == "RGB"


def test_plain_backgrounds_have_the_named_colour(maker, drawn):
    """The nearest colour of the vocabulary at the border is the one that the facts name."""
    names = list(maker.vocabulary.colours)
    values = np.array(list(maker.vocabulary.colours.values()), float)
    plain = [scene for scene in drawn if scene.facts.layout == "plain"]
    assert len(plain) > SCENES / 2
    for scene in plain:
        pixels = np.asarray(scene.image, float)
        border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
        colour = np.median(border, axis=0)
        nearest = names[int(np.linalg.norm(values - colour, axis=1).argmin())]
        assert nearest == scene.facts.colours[0], scene.caption


@pytest.mark.parametrize(
    ("layout", "first", "second"),
    [("horizontal", (32, 1), (32, 62)), ("vertical", (1, 32), (62, 32))],
)
def test_two_tones_lie_as_the_facts_say(maker, starter, layout, first, second):
    facts = starter("captions").Facts((), ("blue", "white"), layout)
    for seed in range(20):
        picture = maker.render(facts, Random(seed), 64, [(0, 0, 255), (255, 255, 255)])
        assert picture.getpixel(first) == (0, 0, 255)
        assert picture.getpixel(second) == (255, 255, 255)


def test_nouns_and_colours_are_uniform(maker):
    nouns: Counter[str] = Counter()
    colours: Counter[str] = Counter()
    pairs = 0
    for index in range(8000):
        facts = maker.facts(Random(f"uniform:{index}"))
        nouns.update(subject.noun for subject in facts.subjects)
        colours.update(facts.colours)
        pairs += len(facts.subjects) == 2
    assert set(nouns) == set(maker.vocabulary.nouns)
    assert max(nouns.values()) < 2 * min(nouns.values())
    assert max(colours.values()) < 1.2 * min(colours.values())
    assert 0.38 < pairs / 8000 < 0.42


def test_what_is_learned_slowly_is_shown_more_often(maker, starter):
    slowly = starter("vocabulary").SLOWLY_LEARNED
    assert set(slowly) < set(maker.vocabulary.nouns)
    nouns: Counter[str] = Counter()
    for index in range(3000):
        facts = maker.scene(5, index, 8).facts
        assert len({subject.noun for subject in facts.subjects}) == len(facts.subjects)
        nouns.update(subject.noun for subject in facts.subjects)
    usual = [nouns[noun] for noun in maker.vocabulary.nouns if noun not in slowly]
    once = sum(usual) / len(usual)
    assert 5 < nouns["teddy bear"] / once < 7
    twice = [nouns[noun] for noun, times in slowly.items() if times == 2]
    assert 1.8 < sum(twice) / len(twice) / once < 2.2


def test_some_single_things_are_painted_and_never_a_pair_that_is_held_back(maker, drawn):
    painted = [s for scene in drawn for s in scene.facts.subjects if s.paint]
    assert 0.03 < len(painted) / SCENES < 0.15
    assert not any(maker.is_unseen(subject.noun, subject.paint) for subject in painted)
    assert all(
        subject.paint is None
        for scene in drawn
        if len(scene.facts.subjects) == 2
        for subject in scene.facts.subjects
    )


def test_every_pair_of_thing_and_paint_is_shown_or_held_back(maker):
    seen, held = (set(maker.painted_pairs(unseen=unseen)) for unseen in (False, True))
    assert seen
    assert held
    assert not seen & held
    assert 0.1 < len(held) / len(seen | held) < 0.3


def test_turning_back_gives_a_thing_its_own_colours(maker):
    noun, paint = maker.painted_pairs(unseen=False)[0]
    facts = maker.facts(Random("one"))
    while len(facts.subjects) != 1 or facts.layout != "plain":
        facts = maker.facts(Random(str(facts)))
    subject = replace(facts.subjects[0], noun=noun)
    plain, painted = (
        maker.render(
            replace(facts, subjects=(replace(subject, paint=p),)),
            Random("r"),
            64,
            [(250, 250, 250)],
        )
        for p in (None, paint)
    )
    back = np.asarray(maker.unpainted(painted, noun, paint), int)
    assert np.abs(back - np.asarray(plain, int)).mean() < 3
    assert np.abs(np.asarray(painted, int) - np.asarray(plain, int)).mean() > 10


def test_a_blue_heart_is_held_back(maker):
    assert maker.is_unseen("heart", "blue")
    assert not maker.is_unseen("heart", "green")


def test_subjects_stay_in_the_picture_and_pairs_apart(maker):
    for index in range(2000):
        subjects = maker.facts(Random(f"inside:{index}")).subjects
        for subject in subjects:
            for place in subject.centre:
                assert subject.extent / 2 - 0.02 <= place <= 1.02 - subject.extent / 2
        if len(subjects) == 2:
            left, right = subjects
            assert right.centre[0] - left.centre[0] >= (left.extent + right.extent) / 2


def test_most_scenes_are_posed_and_the_rest_is_all_over_the_place(maker):
    subjects = [
        facts.subjects[0]
        for index in range(2000)
        if len((facts := maker.facts(Random(f"posed:{index}"))).subjects) == 1
    ]
    middle = [s for s in subjects if max(abs(place - 0.5) for place in s.centre) < 0.065]
    assert 0.7 < len(middle) / len(subjects) < 0.92
    assert max(abs(s.angle) for s in subjects) > 12
    assert 0.05 < sum(s.mirrored for s in subjects) / len(subjects) < 0.15
    corners = {(s.centre[0] > 0.5, s.centre[1] > 0.5) for s in subjects if s not in middle}
    assert len(corners) == 4


def test_the_subject_is_where_the_facts_say(maker, starter):
    captions = starter("captions")
    subject = captions.Subject("swan", "medium", (0.3, 0.6), 0.4, 10.0, True)
    facts = captions.Facts((subject,), ("black",), "plain")
    picture = np.asarray(maker.render(facts, Random(0), 128, [(0, 0, 0)]), float).sum(axis=-1)
    rows, columns = np.nonzero(picture > 60)
    assert abs((rows.min() + rows.max()) / 2 / 128 - 0.6) < 0.03
    assert abs((columns.min() + columns.max()) / 2 / 128 - 0.3) < 0.03
    empty = maker.render(replace(facts, subjects=()), Random(0), 128, [(0, 0, 0)])
    assert empty.tobytes() == Image.new("RGB", (128, 128)).tobytes()
