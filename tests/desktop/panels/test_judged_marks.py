from core.contract.judging import Judgement
from desktop.panels.judged_marks import marks_of


def test_what_was_measured_is_a_mark_and_the_worst_fault_its_shape():
    marks = marks_of(
        [
            Judgement(200, 0.1, 0.5, 0.05, 0.9, 0.02, faults=("drift", "faithfulness")),
            Judgement(100, 0.1, 0.3, 0.05, 0.95, 0.02),
            Judgement(300, 0.1),
        ]
    )
    assert [(mark.step, mark.flaw) for mark in marks] == [(100, ""), (200, "leak")]
    assert (marks[1].x, marks[1].y) == (0.9, 0.5)
