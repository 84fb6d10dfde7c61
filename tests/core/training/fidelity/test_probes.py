"""What is asked for at each checkpoint, in words that the model knows."""

from __future__ import annotations

from core.files.folders import resources
from core.training.fidelity.probes import SCENES, Probes, probes_for, with_article

STARTER = resources() / "models" / "starter"


def test_a_model_that_says_which_words_it_knows_is_asked_for_its_colours():
    asked = probes_for(STARTER).of("sks robot")
    assert "a sks robot on a red background" in asked
    assert len(asked) == len(set(asked)) == 6


def test_any_other_model_is_asked_for_places(tmp_path):
    assert probes_for(tmp_path).sentences == probes_for(None).sentences == SCENES
    (tmp_path / "words.json").write_text('{"colours": "all"}')
    assert probes_for(tmp_path).sentences == SCENES


def test_the_plain_noun_is_asked_for_in_some_of_the_same_sentences():
    probes = Probes(SCENES, (1, 2))
    assert set(probes.fewer.sentences) < set(SCENES)
    assert len(probes.fewer.sentences) == 3
    assert Probes(SCENES[:1]).fewer.sentences == SCENES[:1]


def test_the_article_fits_the_noun():
    assert with_article("orange background") == "an orange background"
    assert with_article("sks dog") == "a sks dog"
    assert with_article("Owl") == "an Owl"
