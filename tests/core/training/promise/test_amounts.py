"""How often what is done, and the seconds that come of it."""

from dataclasses import replace

import pytest

from core.contract.teaching import STRENGTHS, EmbeddingConfig
from core.training.promise import amounts as module
from core.training.promise.amounts import Amounts, eyes_bytes
from core.training.promise.trials import Pace
from core.training.subject.class_pictures import ClassPictures

PACE = Pace(step=2.0, encode=0.5, draw=1.0, decode=3.0)


def test_seconds_are_the_sum_of_all_pieces():
    each = Amounts(100, 60, 50, 10, 4, before=((2, 10),), each=((3, 5),), after=((1, 2),))
    begin = 10 * 0.5 + 2 * (10 * 1.0 + 3.0) + (2 * 1.0 + 3.0)
    checkpoint, report = 3 * (5 * 1.0 + 3.0), 4 * 0.5 / 100
    assert each.seconds(PACE) == pytest.approx(
        (
            begin + 60 * (2.0 + report) + 2 * checkpoint,
            begin + 100 * (2.0 + report) + 2 * checkpoint,
        )
    )


def test_it_may_end_by_itself_after_patience_and_one_more_checkpoint(asked, monkeypatch):
    assert asked(steps=1000, patience=4).amounts().least == 1000, "nothing judges five photos here"
    monkeypatch.setattr(module, "eyes_bytes", lambda info: 5)
    assert asked(steps=1000, checkpoint_every=100, patience=4).amounts().least == 500
    assert asked(steps=300, checkpoint_every=100, patience=4).amounts().least == 300
    assert asked(steps=1000, patience=0).amounts().least == 1000
    assert asked(steps=1000, judge=False).amounts().least == 1000


@pytest.mark.parametrize("prior", ["pictures", "distilled"])
def test_pictures_of_the_class_are_drawn_and_encoded_once(asked, monkeypatch, prior):
    plain = asked(prior="none").amounts()
    drawn = asked(prior=prior, prior_count=7).amounts()
    assert drawn.photos == plain.photos + 7
    assert sum(count for count, _ in drawn.before) == sum(count for count, _ in plain.before) + 7
    monkeypatch.setattr(module.hashes, "known_model_hash", lambda *_: "a" * 64)
    monkeypatch.setattr(ClassPictures, "missing", lambda self, folder: [1, 2])
    monkeypatch.setattr(ClassPictures, "folder", lambda self: None)
    cached = asked(prior=prior, prior_count=7).amounts()
    assert sum(count for count, _ in cached.before) == sum(count for count, _ in plain.before) + 2


def test_photos_in_the_mirror_are_encoded_too(asked):
    assert asked(mirror=True).amounts().photos == 10


def test_what_can_be_judged_is_drawn_at_each_checkpoint(asked, monkeypatch):
    found = asked()
    assert eyes_bytes(found.info) == 0  # the tiny model cannot see
    blind = found.amounts()
    monkeypatch.setattr(module, "eyes_bytes", lambda info: 5)
    judged = found.amounts()
    assert len(judged.each) == len(blind.each) + 1
    assert judged.before
    assert not replace(found, config=replace(found.config, judge=False)).amounts().before


def test_a_lora_is_drawn_at_several_strengths_in_the_end(asked):
    counts = {m: [n for n, _ in asked(method=m).amounts().after] for m in ("lora", "full")}
    assert counts == {"lora": [1, len(STRENGTHS)], "full": [1]}


def test_a_word_is_sampled_alone(asked_word):
    found = asked_word()
    assert isinstance(found.config, EmbeddingConfig)
    assert found.amounts().each[0][0] == 2


def test_the_starter_brings_its_eyes(outlines):
    from core.files.catalogue import finding

    assert 10**6 < eyes_bytes(finding.find("starter")) < 10**9
