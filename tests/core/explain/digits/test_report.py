"""The folder about digits: whole, or nothing."""

from __future__ import annotations

from core.contract import events as ev
from core.contract.digits import MakeDigit
from core.explain.digits.model import shipped
from core.explain.digits.report import Wish, report

WISH = Wish(MakeDigit(3, climb_steps=3, diffuse_steps=2))


def test_a_stopped_report_leaves_nothing(tmp_path):
    events = list(report(shipped(), WISH, str(tmp_path / "out"), lambda: True, "j"))
    assert events == [ev.JobCancelled("j")]
    assert list(tmp_path.iterdir()) == []


def test_it_says_how_far_it_is_and_replaces_only_a_report(tmp_path):
    for wish in (WISH, Wish(WISH.asked, overwrite=True)):
        events = list(report(shipped(), wish, str(tmp_path / "out"), lambda: False))
        assert [type(e) for e in events] == [ev.Step] * 5 + [ev.JobDone]
