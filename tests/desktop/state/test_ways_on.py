import pytest

from core.contract.draft import Draft, Teaching
from core.contract.errors import (
    DatasetInvalid,
    DiskFull,
    EngineStopped,
    FileMissing,
    InvalidValue,
    LatentsNotFinite,
    OutOfMemory,
    TrainingDiverged,
)
from desktop.state.ways_on import taught_anew, ways_on


@pytest.mark.parametrize(
    ("error", "at_once", "later"),
    [
        (OutOfMemory("cuda", 9, 8), ["again", "anew"], ["again", "anew"]),
        (LatentsNotFinite("1.jpg"), ["anew"], ["anew"]),
        (TrainingDiverged(8, "/r"), ["anew"], ["keep", "anew"]),
        (DiskFull("/d", 300, 12), ["again", "anew"], ["again"]),
        (EngineStopped(-9), ["go_on", "anew"], ["go_on"]),
        (DatasetInvalid("/p", "no photos"), ["anew"], []),
        (InvalidValue("rank", 0, "greater than 0"), ["anew"], []),
    ],
)
def test_a_failure_has_ways_on_that_may_help(error, at_once, later):
    assert ways_on(Teaching("a", Draft(), "failed"), error) == at_once
    assert ways_on(Teaching("a", Draft(), "failed", step=7), error) == later


def test_a_run_folder_that_is_away_may_come_back_or_never():
    teaching = Teaching("a", Draft(), "failed", step=740, folder="/stick/dog")
    assert ways_on(teaching, FileMissing("/stick/dog")) == ["again", "anew"]
    assert ways_on(teaching, FileMissing("/p/1.jpg")) == ["again"]


def test_a_draft_is_changed_as_it_is():
    assert ways_on(Teaching("a", Draft()), LatentsNotFinite("1.jpg")) == []


def test_what_a_low_precision_spoiled_is_taught_with_the_full_one():
    draft = Draft(settings=(("dtype", "float16"), ("rank", "64")))
    assert taught_anew(draft, LatentsNotFinite("1.jpg")).changed == {
        "rank": "64",
        "dtype": "float32",
    }
    assert taught_anew(draft, OutOfMemory("cuda", 9, 8)) == draft
