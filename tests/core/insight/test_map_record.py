"""Means over calls and steps, within the limit."""

import torch

from core.insight.map_record import MapRecord


def test_the_calls_of_a_step_are_averaged() -> None:
    record = MapRecord(2, 1, 10**6)
    for step, value in ((0, 1.0), (0, 3.0), (1, 5.0)):
        record.add(step, 0, {"mid": torch.full((1, 2, 2), value)})
    first, second = record.maps()
    assert (first.first, first.last, second.first) == (0, 0, 1)
    assert first.stages["mid"].mean() == 2
    assert second.stages["mid"].mean() == 5


def test_what_does_not_fit_is_averaged_over_neighbouring_steps() -> None:
    steps, each = 10, 4 * 4
    record = MapRecord(steps, 2, 2 * each * 4)  # room for four of each text
    for step in range(steps):
        for told in (0, 1):
            record.add(step, told, {"mid": torch.full((1, 2, 2), float(step))})
    kept = record.maps()
    assert [(m.told, m.first, m.last) for m in kept][:4] == [
        (0, 0, 2),
        (0, 3, 5),
        (0, 6, 8),
        (0, 9, 9),
    ]
    assert [float(m.stages["mid"].mean()) for m in kept if m.told == 1] == [1, 4, 7, 9]
    assert sum(4 * m.stages["mid"].numel() for m in kept) <= 2 * each * 4


def test_nothing_heard_is_nothing() -> None:
    assert MapRecord(3, 1, 10).maps() == ()
