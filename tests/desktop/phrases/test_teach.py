from dataclasses import replace
from typing import get_args

from core.contract.draft import Draft, DraftPhoto, Kind, Status, Teaching
from core.files import folders
from desktop.engine.arbiter import IDLE_MS
from desktop.phrases import teach as phrases
from desktop.state.training_course import Activity, Course
from desktop.state.trainings_state import Leaving


def test_kinds_and_states_all_have_texts():
    for texts in (
        [phrases.kind_text(k) + phrases.kind_hint(k) for k in get_args(Kind)],
        [phrases.status_text(Teaching("a", Draft(), s, step=7, steps=9)) for s in get_args(Status)],
    ):
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_all_that_a_training_does_has_words_of_its_own():
    new = Teaching("a", Draft(noun="dog"), "running")
    texts = [phrases.activity_text(new, Course(activity=a)) for a in get_args(Activity)]
    assert texts[0] == ""
    assert len(set(texts)) == len(texts)
    again = phrases.activity_text(replace(new, steps=9), Course())
    assert again == "loading the model"
    assert all("{" not in text for text in texts)


def test_what_one_will_write():
    draft = Draft(word="sks", noun="dog", photos=(DraftPhoto("/p"),))
    assert "sks dog in the snow" in phrases.will_write(draft)
    assert "dog" not in phrases.will_write(replace(draft, method="embedding"))
    assert "sks style" in phrases.will_write(replace(draft, kind="style"))
    starter = replace(draft, model=str(folders.resources() / "models" / "starter"))
    assert phrases.will_write(starter).endswith("a sks dog on a red background")


def test_the_strip_says_in_one_line_what_is_taught():
    running = Teaching("a", Draft(word="sks", noun="dog"), "running", step=120, steps=400)
    taught = phrases.strip_text(running, Course(activity="teaching", seconds_left=120.0))
    assert taught == "Teaching sks dog · step 120 of 400 · about 2 min left"
    judged = phrases.strip_text(running, Course(activity="judging", seconds_left=120.0))
    assert judged == "Teaching sks dog · step 120 of 400 · judging · about 2 min left"
    new = replace(running, step=0, steps=0)
    assert phrases.strip_text(new, Course()) == "Teaching sks dog"
    reading = Course(activity="reading", prepared=(3, 9), seconds_left=5.0)
    assert phrases.strip_text(new, reading) == (
        "Teaching sks dog · reading the pictures, 3 of 9 · about 5 s left"
    )
    ending = phrases.strip_text(running, Course(seconds_left=120.0), leaving="finish")
    assert ending == "sks dog · Ending with what it has learned…"


def test_one_that_made_room_says_when_it_goes_on():
    waiting = Teaching("a", Draft(word="sks", noun="dog"), "waiting", step=7, steps=9)
    line = phrases.line_text(waiting, Course(), makes_room=True)
    assert f"goes on {IDLE_MS // 1000} s after the last picture" in line
    assert phrases.strip_text(waiting, Course(), makes_room=True) == f"sks dog · {line}"


def test_all_ways_to_leave_have_words_of_their_own():
    texts = [phrases.leaving_text(leaving) for leaving in get_args(Leaving)]
    assert texts[0] == ""
    assert len(set(texts)) == len(texts)


def test_the_bin_says_what_it_does_in_each_state():
    tips = [
        phrases.trash_tip(Teaching("a", Draft(), status, result="/r" * (status == "finished")))
        for status in get_args(Status)
    ]
    assert all(name and tip.endswith(".") for name, tip in tips)
    assert len(set(tips)) == 5, "those that can go on are alike"
