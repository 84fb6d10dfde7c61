"""The folder about digits: whole, or nothing."""

from __future__ import annotations

import base64
import json

from core.contract import events as ev
from core.contract.digits import MakeDigit, ScoreDigit
from core.explain.digits.make import made_events
from core.explain.digits.model import shipped
from core.explain.digits.report import Wish, read_drawing, report
from core.explain.digits.score import score_answer

WISH = Wish(MakeDigit(3, climb_steps=3, diffuse_steps=2))


def test_the_command_and_the_page_tell_the_same_numbers(tmp_path):
    list(report(shipped(), WISH, str(tmp_path / "out"), lambda: False))
    command = json.loads((tmp_path / "out" / "explain.json").read_text())
    told = {"climb": [], "diffuse": []}
    for event in made_events(shipped(), WISH.asked, lambda: False, "j"):
        if isinstance(event, ev.Explained):
            told[event.part].append(event.figures)
    for way, figures in told.items():
        for name in ("step", "t", "score"):
            assert [each[name] for each in figures] == [each[name] for each in command[way]]
    clean = read_drawing(WISH)
    drawing = base64.b64encode(clean.tobytes()).decode()
    for line in (command["score"][0], command["score"][-1]):
        page = score_answer(shipped(), ScoreDigit(drawing, line["t"])).figures
        assert (page["score"], page["each"]) == (line["score"], line["each"])


def test_a_stopped_report_leaves_nothing(tmp_path):
    events = list(report(shipped(), WISH, str(tmp_path / "out"), lambda: True, "j"))
    assert events == [ev.JobCancelled("j")]
    assert list(tmp_path.iterdir()) == []


def test_it_says_how_far_it_is_and_replaces_only_a_report(tmp_path):
    for wish in (WISH, Wish(WISH.asked, overwrite=True)):
        events = list(report(shipped(), wish, str(tmp_path / "out"), lambda: False))
        assert [type(e) for e in events] == [ev.Step] * 5 + [ev.JobDone]
