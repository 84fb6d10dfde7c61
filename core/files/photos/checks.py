"""A look at photos before a model learns from them: what is wrong with each, and with all together.

Advice, never a score. Only what cannot be read does not count. Thresholds are those of ui.md's sources
(other programs' measured ones); sharpness is measured in the sharpest tenth, so that soft backgrounds
pass. Streaming: one photo is in memory at a time, decoded in the jail at `LOOKED_AT` px.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.contract.errors import ReverieError
from core.files import jailed_pictures
from core.files.photos import crop, measures
from core.files.photos.choices import Choice
from core.files.photos.crop import WHOLE, Box
from core.files.photos.measures import Fingerprint
from core.files.photos.saliency import find_subject

FindingCode = Literal[
    "unreadable",  # problem: the error
    "small_subject",  # share
    "cut_off",  # lost
    "twin",  # of: number of the other photo, 0 …
    "too_small",  # side, aim in px
    "too_bright",  # share
    "too_dark",  # share
    "blurred",  # sharpness
]
# Worst first: two of them are shown on a tile.
ORDER: tuple[FindingCode, ...] = (
    *("unreadable", "small_subject", "cut_off", "twin"),
    *("too_small", "too_bright", "too_dark", "blurred"),
)
SetState = Literal["ready", "needs_look", "blocked"]

SUBJECT_MIN = 0.08  # of the crop's area
LOST_MAX = 0.35  # of the subject
CLIPPED_MAX = 0.05  # of the subject's pixels
SHARP_MIN = 40.0  # variance of the Laplacian
PHOTOS_MIN = 3
SAME_BACKGROUND = 0.6  # of the colours around the subject, on average over all pairs


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
    crop: Box = WHOLE  # square; ours, or the person's
    sharpness: float = 0.0
    clipped: tuple[float, float] = (0.0, 0.0)  # bright, dark
    fingerprint: Fingerprint | None = None
    background: tuple[float, ...] = ()  # shares of colours
    findings: tuple[Finding, ...] = ()  # worst first
    problem: ReverieError | None = None

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


def check_photos(
    paths: Iterable[Path],
    *,
    aim: int,
    choices: Mapping[Path, Choice] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[PhotoReport]:
    """Reports one after another, in order; ends early where `cancelled`. `aim`: px of the training's side.

    Never raises for a photo: one that cannot be read, or vanished meanwhile, is reported as such.
    """
    before: list[PhotoReport] = []
    for number, path in enumerate(paths):
        if cancelled():
            return
        choice = (choices or {}).get(path, Choice())
        report = with_twin(check_photo(path, number, aim, choice), before)
        if not choice.left_out:
            before.append(report)
        yield report


def check_photo(path: Path, number: int, aim: int, choice: Choice | None = None) -> PhotoReport:
    """All that one photo tells by itself."""
    choice = choice or Choice()
    try:
        size = jailed_pictures.size_of(path)
        pixels = jailed_pictures.pixels_of(path, longest=measures.LOOKED_AT)
    except ReverieError as error:
        finding = Finding("unreadable", {"code": error.code, **error.data()})
        return PhotoReport(path, number, findings=(finding,), problem=error)
    rgb = np.frombuffer(pixels.rgb, np.uint8).reshape(pixels.height, pixels.width, 3)
    if choice.turned:
        rgb = np.ascontiguousarray(np.rot90(rgb, -choice.turned))
        size = size[::-1] if choice.turned % 2 else size
    return measured(PhotoReport(path, number, size), rgb, aim, choice.crop)


def measured(
    report: PhotoReport, rgb: NDArray[np.uint8], aim: int, chosen: Box | None = None
) -> PhotoReport:
    """The report of a decoded photo (H, W, 3)."""
    subject = find_subject(rgb)
    inside = _in_box(rgb, subject.box)
    report = replace(
        report,
        subject=subject.box,
        sharpness=measures.sharpness(rgb),
        clipped=measures.clipped(rgb, inside & _standing_out(rgb, subject.mask)),
        fingerprint=measures.fingerprint(rgb),
        background=tuple(measures.colours(rgb, ~inside).tolist()),
    )
    return with_crop(report, chosen or crop.around(subject.box, report.size), aim)


def with_crop(report: PhotoReport, box: Box, aim: int) -> PhotoReport:
    """The same photo cut otherwise: findings anew, without decoding it again. A twin stays one."""
    if not report.usable:
        return report
    twins = [each for each in report.findings if each.code == "twin"]
    report = replace(report, crop=box)
    return replace(report, findings=_ordered([*_own_findings(report, aim), *twins]))


def with_twin(report: PhotoReport, before: Sequence[PhotoReport]) -> PhotoReport:
    """With the first photo that it repeats, if any of `before` is one."""
    others = [each for each in report.findings if each.code != "twin"]
    for other in before:
        if _match(measures.twins, report, other):
            others.append(Finding("twin", {"of": other.number}))
            break
    return replace(report, findings=_ordered(others))


def about_set(reports: Sequence[PhotoReport]) -> SetReport:
    """What is true of all of them; without those that were left out."""
    usable = [report for report in reports if report.usable]
    all_alike = len(usable) > 1 and all(
        _match(measures.same_picture, usable[0], other) for other in usable[1:]
    )
    flagged = sum(bool(report.findings) for report in reports)
    blocked = len(usable) < PHOTOS_MIN or all_alike
    same = same_background(usable)
    state: SetState = "blocked" if blocked else "needs_look" if flagged or same else "ready"
    return SetReport(state, len(usable), flagged, same, all_alike)


def same_background(reports: Sequence[PhotoReport]) -> bool:
    """Whether nearly the same colours surround the subject in all photos, three at least."""
    shares = [np.array(report.background, np.float32) for report in reports if report.usable]
    if len(shares) < PHOTOS_MIN:
        return False
    likeness = [measures.alike(a, b) for a, b in combinations(shares[:60], 2)]
    return float(np.mean(likeness)) > SAME_BACKGROUND


def _own_findings(report: PhotoReport, aim: int) -> Iterator[Finding]:
    width, height = report.size
    side = round(
        min(
            (report.crop.right - report.crop.left) * width,
            (report.crop.bottom - report.crop.top) * height,
        )
    )
    kept = report.subject.within(report.crop)
    share = kept * report.subject.area / report.crop.area
    bright, dark = report.clipped
    if share < SUBJECT_MIN:
        yield Finding("small_subject", {"share": share})
    if 1 - kept > LOST_MAX:
        yield Finding("cut_off", {"lost": 1 - kept})
    if side < aim:
        yield Finding("too_small", {"side": side, "aim": aim})
    if bright > CLIPPED_MAX:
        yield Finding("too_bright", {"share": bright})
    if dark > CLIPPED_MAX:
        yield Finding("too_dark", {"share": dark})
    if report.sharpness < SHARP_MIN:
        yield Finding("blurred", {"sharpness": report.sharpness})


def _match(
    alike: Callable[[Fingerprint, Fingerprint], bool], first: PhotoReport, second: PhotoReport
) -> bool:
    if first.fingerprint is None or second.fingerprint is None:
        return False
    return alike(first.fingerprint, second.fingerprint)


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: ORDER.index(finding.code)))


def _in_box(rgb: NDArray[np.uint8], box: Box) -> NDArray[np.bool_]:
    height, width = rgb.shape[:2]
    left, top, right, bottom = (round(x) for x in box.pixels((width, height)))
    inside = np.zeros((height, width), np.bool_)
    inside[top : max(bottom, top + 1), left : max(right, left + 1)] = True
    return inside


def _standing_out(rgb: NDArray[np.uint8], mask: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The subject itself, without the background in the corners of its box."""
    image = Image.fromarray((mask * 255).astype(np.uint8))
    large = image.resize((rgb.shape[1], rgb.shape[0]), Image.Resampling.BILINEAR)
    return np.asarray(np.asarray(large) >= 64)
