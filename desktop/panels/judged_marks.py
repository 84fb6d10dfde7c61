"""Judgements as marks of the chart: where each lies, how sure that is, and which shape it has."""

from __future__ import annotations

from collections.abc import Iterable

from core.contract.judging import Judgement
from desktop.widgets.path_chart import ChartPoint


def marks_of(judgements: Iterable[Judgement]) -> list[ChartPoint]:
    """Of those that could be measured, rising by step."""
    found = [j for j in judgements if j.likeness is not None and j.faithfulness is not None]
    return [_mark(judgement) for judgement in sorted(found, key=lambda j: j.step)]


def _mark(judgement: Judgement) -> ChartPoint:
    faults = {"leak" if fault == "drift" else fault for fault in judgement.faults}  # one shape
    flaw = next((f for f in ("copying", "leak", "faithfulness") if f in faults), "")
    return ChartPoint(
        judgement.step,
        judgement.faithfulness or 0.0,
        judgement.likeness or 0.0,
        judgement.faithfulness_band,
        judgement.likeness_band,
        flaw,  # type: ignore[arg-type]
    )
