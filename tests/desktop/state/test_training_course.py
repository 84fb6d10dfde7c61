import json
from dataclasses import replace

import pytest

from core.contract import codec
from core.contract import events as ev
from core.contract.draft import Draft, Teaching
from core.contract.judging import Choice, Chosen, Judged, Judgement
from desktop.state.pace import Pace
from desktop.state.training_course import Course, course_of, how_far, nothing_better_since


def judged(step, likeness=0.5):
    return Judged(
        "j",
        Judgement(step, 0.2, likeness, 0.1, 0.9, 0.1),
        Choice(step, "best", 1),
        f"/s/{step}.png",
        "seen",
        "own",
    )


def test_what_is_heard_becomes_curves_and_pictures():
    course = Course()
    for event in (
        ev.TrainStep("j", 1, 100, {"loss": 0.5}, 60.0),
        ev.CheckpointSaved("j", 10, "/c"),
        judged(10),
    ):
        course.hear(event)
    assert course.losses == [(1, 0.5)]
    assert course.seconds_left == 60.0
    assert course.activity == "judging"
    assert course.steps() == [10]
    assert course.sheets == {10: "/s/10.png"}
    assert course.has_verdict
    course.hear(Chosen("j", Choice(10, "asked", 3), early=True))
    assert course.activity == "showing"
    assert course.choice.why == "asked"


@pytest.mark.parametrize(
    ("changes", "since"),
    [
        ({}, 10),
        ({"step": 100}, None),  # to its last step
        ({"status": "paused"}, None),
        ({"draft": Draft(stop_early=False)}, None),  # a person stopped it
    ],
)
def test_that_it_ended_early_is_known_also_after_a_restart(changes, since):
    course = Course()
    for step in (10, 20, 30, 40, 50):
        course.hear(replace(judged(step), choice=Choice(10, "best", 1)))
    teaching = replace(Teaching("a", Draft(), "finished", "/r", 50, 100), **changes)
    assert nothing_better_since(teaching, course) == since
    course.hear(Chosen("j", Choice(30, "asked", 5), early=True))
    assert nothing_better_since(teaching, course) == since
    course.judgements.pop(50)  # a person stopped it before its patience was at an end
    assert nothing_better_since(teaching, course) is None


def preparing(code, done, total):
    return ev.Notice("j", code, {"done": done, "total": total})


def test_what_comes_before_the_first_step_is_heard_with_how_far_it_is_and_how_long_still():
    now, states = [0.0], []
    course = Course(pace=Pace(lambda: now[0]))
    for seconds, event in (
        (5.0, preparing("photos_looked_at", 4, 12)),
        (9.0, preparing("photos_looked_at", 12, 12)),
        (10.0, preparing("class_pictures_drawn", 20, 100)),  # those of an earlier time lie there
        (50.0, preparing("class_pictures_drawn", 40, 100)),
        (70.0, preparing("class_pictures_drawn", 100, 100)),
        (80.0, preparing("latents_made", 32, 112)),
        (90.0, preparing("latents_made", 112, 112)),
        (99.0, ev.TrainStep("j", 1, 100, {"loss": 0.5}, 60.0)),
    ):
        now[0] = seconds
        course.hear(event)
        states.append((course.activity, course.prepared, course.seconds_left))
    assert states == [
        ("looking", (4, 12), None),
        ("loading", None, None),
        ("drawing", (20, 100), None),
        ("drawing", (40, 100), 120.0),
        ("loading", None, None),
        ("reading", (32, 112), None),
        ("readying", None, None),
        ("teaching", None, 60.0),
    ]


def test_one_that_leaves_saves_and_does_nothing_after():
    course = Course(activity="teaching", seconds_left=60.0)
    course.hear(ev.Notice("j", "device_free"))
    course.hear(ev.CheckpointSaved("j", 7, "/c"))
    assert (course.activity, course.seconds_left) == ("leaving", None)
    course.rest()
    assert course.activity == ""


def test_the_disk_gives_the_same_back(tmp_path):
    run = tmp_path / "run"
    (run / "samples").mkdir(parents=True)
    record = codec.to_json(judged(10)) | {"sheet": "samples/judged-000010.png"}
    del record["job"]
    lines = [
        {"step": 3, "mean_loss": 0.25},
        {"step": 0, "baseline": {}},
        {"step": 10, "judged": record},
    ]
    (run / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + "nonsense")
    (run / "samples" / "step-000020.png").write_bytes(b"")
    (run / "asked.json").write_text('["a photo of sks dog", "a photo of a dog"]')
    why = json.dumps(codec.to_json(Choice(10, "best", 1)))
    course = course_of(Teaching("a", Draft(), "finished", str(run), why=why))
    assert course.losses == [(3, 0.25)]
    assert sorted(course.sheets) == [10, 20]
    assert course.asked == ("a photo of sks dog", "a photo of a dog")
    assert course.sheets[10] == str(run / "samples/judged-000010.png")
    assert course.likeness_of == "seen"
    assert course.choice == Choice(10, "best", 1)


def test_a_run_that_is_away_or_damaged_has_no_course(tmp_path):
    assert course_of(Teaching("a", Draft())).steps() == []
    assert (
        course_of(Teaching("a", Draft(), "finished", str(tmp_path / "x"), why="{")).choice is None
    )


def test_going_on_keeps_the_steps_that_were_seen_beside_the_means_of_the_log(tmp_path):
    lines = [{"step": step, "mean_loss": 0.5} for step in (50, 100, 150)]
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    seen = Course(losses=[(step, 0.1) for step in range(60, 121)])
    course = course_of(Teaching("a", Draft(), "paused", str(tmp_path)), seen)
    assert course.losses == [(50, 0.5), *seen.losses, (150, 0.5)]
    (tmp_path / "log.jsonl").unlink()
    assert course_of(Teaching("a", Draft(), "finished", str(tmp_path)), seen).losses == []


def test_steps_that_a_kill_took_are_drawn_once():
    course = Course(losses=[(step, 0.1) for step in (1, 2, 3, 4)])
    course.hear(ev.TrainStep("j", 3, 100, {"loss": 0.2}, None))
    assert course.losses == [(1, 0.1), (2, 0.1), (3, 0.2)]


def test_how_far_it_is_counts_what_is_prepared_only_while_it_runs():
    running = Teaching("a", Draft(), "running", step=7, steps=9)
    assert how_far(running, Course()) == (7, 9)
    assert how_far(running, Course(prepared=(3, 44))) == (3, 44)
    assert how_far(replace(running, status="waiting"), Course(prepared=(3, 44))) == (7, 9)
