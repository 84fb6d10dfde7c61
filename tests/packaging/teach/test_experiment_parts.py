"""What the experiment is made of: photos of unseen subjects, the program's own command, shares with intervals."""

from __future__ import annotations

import json
import math
from random import Random

import numpy as np
import pytest


@pytest.fixture(scope="module")
def subject(teach):
    subjects = teach("subjects")
    return subjects.Subject("monster", "robot", subjects.monster)


def test_the_same_five_photos_are_drawn_each_time_and_no_two_are_alike(teach, subject, tmp_path):
    photos = teach("photos")
    first, again = (photos.photos(subject) for _ in range(2))
    assert [np.array_equal(a, b) for a, b in zip(first, again, strict=True)] == [True] * 5
    pairs = [(a, b) for i, a in enumerate(first) for b in first[:i]]
    assert all(not np.array_equal(a, b) for a, b in pairs)
    folder = photos.write_photos(tmp_path / "photos", subject)
    assert sorted(path.name for path in folder.iterdir()) == [
        f"monster-{n}.png" for n in range(1, 6)
    ]


def test_the_monster_has_two_colours_and_no_margin(teach, subject):
    subjects = teach("subjects")
    for seed in range(4):
        view = subject.view(Random(seed))
        assert view.getbbox() == (0, 0, *view.size)
        pixels = np.asarray(view)[..., :3].reshape(-1, 3).astype(int)
        for colour in (subjects.SKIN, subjects.PATCH):
            near = np.abs(pixels - np.array(colour)).max(axis=1) < 8
            assert near.mean() > 0.05


def test_a_case_is_the_programs_own_command(teach, subject, tmp_path):
    cases = teach("cases")
    photos = teach("photos").write_photos(tmp_path / "p", subject)
    assert len({case.name for case in cases.CASES}) == len(cases.CASES)
    words = cases.Case("a", "monster", flags=("--prior", "none")).command(
        photos, tmp_path / "r", "robot"
    )
    from core.cli.main import build_parser
    from core.cli.train import training_config

    config = training_config(build_parser().parse_args(words))
    assert (config.class_noun, config.token, config.prior) == ("robot", "sks", "none")


def test_what_the_training_said_is_read_from_its_lines(teach, tmp_path):
    experiment = teach("experiment")
    lines = [
        {"type": "TrainStep", "step": 300},
        {"type": "Chosen", "choice": {"step": 200, "why": "best"}},
    ]
    log = tmp_path / "events.jsonl"
    log.write_text("\n".join(["a warning", *map(json.dumps, lines)]))
    assert experiment.told(log) == ({"step": 200, "why": "best"}, 300)


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"),
    [(70, 100, 0.604, 0.781), (0, 20, 0.0, 0.161), (20, 20, 0.839, 1.0)],
)
def test_shares_have_wilsons_interval(teach, hits, count, low, high):
    share = teach("shares").Share(hits, count)
    assert share.interval == pytest.approx((low, high), abs=0.001)
    assert f"{hits} of {count}" in str(share)


def test_no_pictures_no_share(teach):
    share = teach("shares").Share.of([])
    assert math.isnan(share.value)
    assert share.interval == (0.0, 1.0)


def test_the_subjects_stand_behind_the_nouns_and_take_over_the_judges_rows(teach, subject):
    recognise, judge = teach("recognise"), teach("judge")
    torch = teach("torch")
    known = {"monster": subject}
    vocabulary = recognise.with_subjects(known)
    nouns = len(vocabulary.nouns) - 1
    assert list(vocabulary.nouns)[-1] == "monster"
    old = judge.JudgeNet(nouns + len(vocabulary.colours))
    new = judge.JudgeNet(nouns + 1 + len(vocabulary.colours))
    recognise.take_over(new, old.state_dict(), 1)
    assert torch.equal(new.head.weight[:nouns], old.head.weight[:nouns])
    assert torch.equal(new.head.weight[nouns + 1 :], old.head.weight[nouns:])
    assert not new.head.weight[nouns].any()


def test_what_is_recoloured_was_held_back_from_the_starter(teach):
    subjects, scenes = teach("subjects"), teach("scenes")
    held_back = scenes.SceneMaker().painted_pairs(unseen=True)
    assert {(noun, paint) for paint, noun in subjects.RECOLOURED} <= set(held_back)


def test_a_blue_heart_is_blue_and_the_judge_sees_red_ones_beside_it(teach):
    subjects, recognise = teach("subjects"), teach("recognise")
    known = {"blue heart": subjects.subjects()["blue heart"]}
    view = np.asarray(known["blue heart"].view(Random(1)).convert("RGB"), int).reshape(-1, 3)
    assert view[:, 2].mean() > view[:, 0].mean() + 60
    maker = recognise.SubjectMaker(known)
    drawn = [maker.facts(Random(f"facts:{n}")).subjects for n in range(600)]
    shown = [found[0] for found in drawn if len(found) == 1]
    nouns = [found.noun for found in shown]
    assert nouns.count("blue heart") == pytest.approx(0.5 * len(shown), rel=0.2)
    hearts = [found.paint for found in shown if found.noun == "heart"]
    assert len(hearts) > 0.05 * len(shown)
    assert "blue" not in hearts
    assert set(hearts) > {None}
