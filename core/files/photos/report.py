"""What is known of photos: plain values, which also travel from the process that looks at them to the window.

Advice, never a score. Only what cannot be read does not count.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

from core.contract.base_error import ReverieError
from core.contract.error_wire import from_data
from core.contract.errors import InvalidValue
from core.files.photos.crop import WHOLE, Box
from core.files.photos.layout import LENGTH, Layout
from core.files.photos.prints import Fingerprint
from core.files.photos.stamps import Mark, Stamp

FindingCode = Literal[
    "unreadable",  # problem: the error
    "small_subject",  # share
    "cut_off",  # lost
    "no_face",  # outside: there is one, but not in the crop
    "other_face",  # count
    "twin",  # of: number of the other photo, 0 …
    "too_small",  # side, aim in px
    "too_bright",  # share
    "too_dark",  # share
    "blurred",  # sharpness
    "on_its_side",  # quarters to turn it by, clockwise; face: whether its own face says so
]
# Worst first: two of them are shown on a tile.
ORDER: tuple[FindingCode, ...] = (
    *("unreadable", "small_subject", "cut_off", "no_face", "other_face", "twin"),
    *("too_small", "too_bright", "too_dark", "blurred", "on_its_side"),
)
SetState = Literal["ready", "needs_look", "blocked"]


@dataclass(frozen=True)
class Finding:
    """One thing to look at; `data` as `FindingCode` says, for the wording."""

    code: FindingCode
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PhotoReport:
    """What is known of a photo. An unreadable one has no size, and `problem` says why."""

    path: Path
    number: int  # 0 …, as it came
    size: tuple[int, int] = (0, 0)  # px as shown, upright
    subject: Box = WHOLE
    crop: Box = WHOLE  # what is learned from: ours, or the person's
    faces: tuple[Box, ...] | None = None  # the largest first; None: nobody looked for any
    lies: int | None = None  # quarter turns clockwise until its face stands; None: none tells
    sharpness: float = 0.0
    clipped: tuple[float, float] = (0.0, 0.0)  # bright, dark
    fingerprint: Fingerprint | None = None
    layout: Layout = ()
    background: tuple[float, ...] = ()  # shares of colours
    words: str = ""  # that lie with it
    findings: tuple[Finding, ...] = ()  # worst first
    problem: ReverieError | None = None
    stamp: Stamp | None = None  # of the files before they were read; None: nobody asked

    @property
    def usable(self) -> bool:
        return self.problem is None


@dataclass(frozen=True)
class SetReport:
    """About all photos that were not left out."""

    state: SetState
    usable: int
    flagged: int  # that need a look
    same_background: bool
    all_alike: bool  # every photo is the same picture: nothing else can be learned
    unreadable: int = 0


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Worst first."""
    return tuple(sorted(findings, key=lambda finding: ORDER.index(finding.code)))


def unreadable(path: Path, number: int, problem: ReverieError) -> PhotoReport:
    """The report of a photo that cannot count."""
    finding = Finding("unreadable", {"code": problem.code, **problem.data()})
    return PhotoReport(path, number, findings=(finding,), problem=problem)


def to_line(report: PhotoReport) -> str:
    """One line of JSON."""
    seen = report.fingerprint
    small = "" if seen is None else base64.b64encode(seen.small).decode()
    problem = report.problem
    data = {
        "path": str(report.path),
        "number": report.number,
        "size": report.size,
        "subject": report.subject.numbers,
        "crop": report.crop.numbers,
        "faces": None if report.faces is None else [face.numbers for face in report.faces],
        "lies": report.lies,
        "sharpness": report.sharpness,
        "clipped": report.clipped,
        "fingerprint": None if seen is None else [seen.bits, seen.clear, small],
        "layout": report.layout,
        "background": report.background,
        "words": report.words,
        "findings": [[finding.code, dict(finding.data)] for finding in report.findings],
        "problem": None if problem is None else [problem.code, problem.data()],
        "stamp": report.stamp,
    }
    return json.dumps(data)


def read_report(data: Mapping[str, Any]) -> PhotoReport:
    """The report that a line was made of, from its JSON object. Raises `InvalidValue` for anything else."""
    try:
        seen, problem = data["fingerprint"], data["problem"]
        return PhotoReport(
            Path(data["path"]),
            int(data["number"]),
            size=_pair(data["size"]),
            subject=Box(*data["subject"]),
            crop=Box(*data["crop"]),
            faces=_faces(data["faces"]),
            lies=data["lies"] and int(data["lies"]),
            sharpness=float(data["sharpness"]),
            clipped=_pair(data["clipped"]),
            fingerprint=seen and Fingerprint(seen[0], seen[1], base64.b64decode(seen[2])),
            layout=_layout(data["layout"]),
            background=tuple(map(float, data["background"])),
            words=str(data["words"]),
            findings=tuple(Finding(_code(code), found) for code, found in data["findings"]),
            problem=problem and from_data(*problem),
            stamp=_stamp(data["stamp"]),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise InvalidValue("photo", "", "a report as `to_line` writes it") from error


def _pair(values: list[Any]) -> tuple[Any, Any]:
    first, second = values
    return (first, second)


def _faces(values: list[Any] | None) -> tuple[Box, ...] | None:
    return None if values is None else tuple(Box(*numbers) for numbers in values)


def _layout(values: list[Any]) -> Layout:
    if len(values) not in (0, LENGTH):
        raise ValueError(len(values))
    return tuple(map(int, values))


def _stamp(values: list[Any] | None) -> Stamp | None:
    if values is None:
        return None
    photo, text, listed = map(_mark, values)
    return (photo, text, listed)


def _mark(values: list[Any] | None) -> Mark:
    return None if values is None else _pair(values)


def _code(code: str) -> FindingCode:
    if code not in get_args(FindingCode):
        raise ValueError(code)
    return cast("FindingCode", code)
