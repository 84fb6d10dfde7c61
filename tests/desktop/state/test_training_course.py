import json

from core.contract import codec
from core.contract import events as ev
from core.contract.draft import Draft, Teaching
from core.contract.judging import Choice, Chosen, Judged, Judgement
from desktop.state.training_course import Course, course_of


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
    assert course.choice.why == "asked"


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
    why = json.dumps(codec.to_json(Choice(10, "best", 1)))
    course = course_of(Teaching("a", Draft(), "finished", str(run), why=why))
    assert course.losses == [(3, 0.25)]
    assert sorted(course.sheets) == [10, 20]
    assert course.sheets[10] == str(run / "samples/judged-000010.png")
    assert course.likeness_of == "seen"
    assert course.choice == Choice(10, "best", 1)


def test_a_run_that_is_away_or_damaged_has_no_course(tmp_path):
    assert course_of(Teaching("a", Draft())).steps() == []
    assert (
        course_of(Teaching("a", Draft(), "finished", str(tmp_path / "x"), why="{")).choice is None
    )
