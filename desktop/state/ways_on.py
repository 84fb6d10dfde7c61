"""What may help after a training failed, and the draft from which it is taught anew. No words, no widgets."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from core.contract.draft import Draft, Teaching
from core.contract.errors import (
    DatasetInvalid,
    EngineStopped,
    FileMissing,
    InvalidValue,
    LatentsNotFinite,
    OutOfMemory,
    ReverieError,
    TrainingDiverged,
    UnexpectedError,
)

# keep: stop and keep what is learned · go_on: it broke off · again: something outside was wrong
# · anew: with other settings
Way = Literal["keep", "go_on", "again", "anew"]

LASTING = (DatasetInvalid, InvalidValue, LatentsNotFinite)  # once more the same would end the same
OF_SETTINGS = (OutOfMemory, UnexpectedError, TrainingDiverged, LatentsNotFinite)  # perhaps


def ways_on(teaching: Teaching, error: ReverieError) -> list[Way]:
    """The likeliest first. A draft can be changed as it is; of a run with a saved state settings are seldom the reason.

    A run folder that is away may come back, or never.
    """
    ways: list[Way] = []
    if isinstance(error, TrainingDiverged):
        ways += ["keep"] if teaching.step > 0 else []
    elif not isinstance(error, LASTING):
        ways += ["go_on" if isinstance(error, EngineStopped) else "again"]
    is_lost = isinstance(error, FileMissing) and error.path == teaching.folder
    may_be_settings = teaching.step == 0 or isinstance(error, OF_SETTINGS)
    if teaching.status != "draft" and (may_be_settings or is_lost):
        ways += ["anew"]
    return ways


def taught_anew(draft: Draft, error: ReverieError | None) -> Draft:
    """The same photos and settings; where a low precision was too low, with the full one."""
    if not isinstance(error, LatentsNotFinite):
        return draft
    kept = (pair for pair in draft.settings if pair[:1] != ("dtype",))
    return replace(draft, settings=(*kept, ("dtype", "float32")))
