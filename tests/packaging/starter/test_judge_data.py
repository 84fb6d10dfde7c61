"""Labels say what a render shows; smears show nothing that has a name."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest


@pytest.fixture
def data(starter, draw, monkeypatch):
    module = starter("judge_data")
    scenes = starter("scenes")
    monkeypatch.setattr(module, "SceneMaker", lambda: scenes.SceneMaker(draw))
    return module


def test_labels_are_nouns_then_colours(data, maker):
    label = data.label(maker, ("swan",), ("orange",))
    names = [*maker.vocabulary.nouns, *maker.vocabulary.colours]
    assert [names[i] for i in np.flatnonzero(label)] == ["swan", "orange"]
    assert np.flatnonzero(label)[1] >= len(maker.vocabulary.nouns)


def test_the_noun_orange_is_not_the_colour(data, maker):
    label = data.label(maker, ("orange",), ())
    assert np.flatnonzero(label).tolist() == [list(maker.vocabulary.nouns).index("orange")]


def test_the_same_seed_gives_the_same_data(data):
    mix = data.Mix(smears=0.3, odd_backgrounds=0.2)
    first, again = data.labelled_scenes(1, 12, mix), data.labelled_scenes(1, 12, mix)
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert first[0].shape == (12, data.SIDE, data.SIDE, 3)
    assert not np.array_equal(first[0], data.labelled_scenes(2, 12, mix)[0])


def test_smears_have_no_noun_and_single_scenes_have_one(data, maker):
    nouns = len(maker.vocabulary.nouns)
    smears = data.labelled_scenes(3, 40, data.Mix(smears=1.0))[1]
    assert not smears[:, :nouns].any()
    assert smears[:, nouns:].any(axis=1).all()
    single = data.labelled_scenes(3, 40, data.Mix(only_single=True))[1]
    assert (single[:, :nouns].sum(axis=1) == 1).all()
    assert (single[:, nouns:].sum(axis=1) == 1).all()


def test_odd_backgrounds_have_no_colour_name(data, maker):
    pictures, labels = data.labelled_scenes(4, 30, data.Mix(odd_backgrounds=1.0))
    assert not labels[:, len(maker.vocabulary.nouns) :].any()
    values = np.array(list(maker.vocabulary.colours.values()), float)
    corners = pictures[:, 0, 0].astype(float)
    assert (np.linalg.norm(values - corners[:, None], axis=-1).min(axis=1) > 70).all()


def test_each_kind_of_smear_changes_the_subject_only(data, maker, monkeypatch):
    rng = Random(5)
    facts = maker.facts(rng)
    while len(facts.subjects) != 1 or facts.layout != "plain" or facts.subjects[0].extent > 0.5:
        facts = maker.facts(rng)
    whole = maker.render(facts, Random(0), 128, [maker.vocabulary.colours[facts.colours[0]]])
    for kind in data.SMEARS:
        monkeypatch.setattr(data, "SMEARS", (kind,))
        smear = np.asarray(data.smear(maker, facts, Random(1)), int)
        difference = np.abs(smear - np.asarray(whole, int)).sum(axis=-1)
        assert difference.max() > 60, kind
        assert difference[0].max() < 30, kind
