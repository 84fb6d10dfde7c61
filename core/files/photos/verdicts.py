"""What follows from the measures of photos: findings of each, twins, and what is true of all together.

Thresholds are those that other programs measured; sharpness is measured in the sharpest
tenth, so that soft backgrounds pass. Pure functions of reports, quick enough for the window's own thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from core.files.photos import crop, layout, prints
from core.files.photos.buckets import CELLS, bucket_of, bucket_sizes
from core.files.photos.crop import WHOLE, Box
from core.files.photos.prints import Fingerprint
from core.files.photos.report import (
    Finding,
    FindingCode,
    PhotoReport,
    SetReport,
    SetState,
    ordered,
)

SUBJECT_MIN = 0.08  # of the crop's area
LOST_MAX = 0.35  # of the subject
SEEN = 0.5  # of another face lies in the crop: it would be learned, too
OTHER_MIN = 0.25  # of the largest face's area; smaller ones are passers-by
CLIPPED_MAX = 0.05  # of the subject's pixels
SHARP_MIN = 40.0  # variance of the Laplacian
PHOTOS_MIN = 3
BY_OTHERS: frozenset[FindingCode] = frozenset({"twin", "on_its_side"})  # whatever the crop
SAME_BACKGROUND = 0.6  # of the colours around the subject, on average over all pairs


def with_crop(report: PhotoReport, box: Box, aim: int, *, has_subject: bool = True) -> PhotoReport:
    """The same photo cut otherwise: findings anew, without decoding it again. What the other photos told stays.

    `has_subject`: one thing is to be learned from it, so how much of it lies in the box matters.
    """
    if not report.usable:
        return report
    kept = [each for each in report.findings if each.code in BY_OTHERS]
    report = replace(report, crop=box)
    own = [*(_of_subject(report) if has_subject else ()), *_of_pixels(report, aim)]
    return replace(report, findings=ordered([*own, *kept]))


def as_thing(report: PhotoReport, chosen: Box | None, aim: int) -> PhotoReport:
    """The same where anything but a person is learned: around what stands out, whatever faces are in it."""
    report = replace(report, faces=None, lies=None)
    return with_crop(report, chosen or report.crop, aim)


def as_person(report: PhotoReport, chosen: Box | None, aim: int) -> PhotoReport:
    """The same where a person is learned: head and shoulders of the largest face. `chosen`: another part of it.

    Without a face the photo stays cut around what stands out.
    """
    faces = report.faces
    if not report.usable or faces is None:
        return with_crop(report, chosen or report.crop, aim)
    if not faces:
        return _faceless(report, chosen, aim)
    face = faces[0] if chosen is None else _meant(faces, chosen)
    if face is None:
        missed = replace(report, subject=crop.head_of(faces[0]))
        report = with_crop(missed, chosen or report.crop, aim, has_subject=False)
        return _also(report, Finding("no_face", {"outside": True}))
    box = chosen or crop.head_and_shoulders(face, report.size, least=aim)
    report = with_crop(replace(report, subject=crop.head_of(face)), box, aim)
    beside = sum(
        other.within(box) > SEEN and other.area > OTHER_MIN * face.area
        for other in faces
        if other is not face
    )
    return _also(report, Finding("other_face", {"count": beside})) if beside else report


def _meant(faces: Sequence[Box], chosen: Box) -> Box | None:
    """Whose head and shoulders somebody chose: of the large faces in it the one in its middle; None without any."""
    inside = [face for face in faces if face.within(chosen) > SEEN]
    large = [face for face in inside if face.area > OTHER_MIN * inside[0].area]
    middle = chosen.left + chosen.right
    return min(large, key=lambda face: abs(face.left + face.right - middle), default=None)


def _faceless(report: PhotoReport, chosen: Box | None, aim: int) -> PhotoReport:
    """What stands out need not be the person, so it is no measure of the crop; who drew one knows better."""
    report = with_crop(report, chosen or report.crop, aim, has_subject=False)
    is_told = chosen is None and not report.lies  # once turned it has one
    return _also(report, Finding("no_face")) if is_told else report


def others_in(report: PhotoReport) -> int:
    """Faces about as large as the largest one, wherever they are."""
    largest, *others = report.faces or (WHOLE,)
    return sum(other.area > OTHER_MIN * largest.area for other in others)


def as_whole(
    report: PhotoReport, chosen: Box | None, aim: int, *, buckets: bool = True
) -> PhotoReport:
    """The same where all that is to be seen is learned, as of a style: the middle, in about the picture's own shape.

    `chosen`: a part of it that is learned instead. Without `buckets` it is a square.
    """
    if not report.usable:
        return report
    left, top, right, bottom = (chosen or WHOLE).pixels(report.size)
    shape = (max(1, round(right - left)), max(1, round(bottom - top)))
    size = bucket_of(shape, bucket_sizes(aim, CELLS)) if buckets else (aim, aim)
    box = chosen or crop.middle(report.size, size[0] / size[1])
    return with_crop(report, box, min(size), has_subject=False)


def as_twin(report: PhotoReport, of: PhotoReport | None) -> PhotoReport:
    """Told that it repeats the photo `of`, or none."""
    return _told(report, "twin", None if of is None else {"of": of.number})


def as_they_lie(reports: Sequence[PhotoReport]) -> list[PhotoReport]:
    """Each told whether it lies on its side: by its own face, else by how all of them lie.

    Of those that cannot be read nothing is said.
    """
    layouts = [report.layout for report in reports if report.layout]
    total = layout.total(layouts) if layouts else ()
    found = []
    for report in reports:
        by_face = report.lies is not None
        quarters = report.lies or 0
        if report.layout and not by_face:
            quarters = layout.quarters_missing(report.layout, total, len(layouts))
        data = {"quarters": quarters, "face": by_face}
        found.append(_told(report, "on_its_side", data if quarters else None))
    return found


def about_set(reports: Sequence[PhotoReport]) -> SetReport:
    """What is true of all of them; without those that were left out."""
    usable = [report for report in reports if report.usable]
    all_alike = len(usable) > 1 and all(
        _match(prints.same_picture, usable[0], other) for other in usable[1:]
    )
    flagged = sum(bool(report.findings) for report in reports)
    blocked = len(usable) < PHOTOS_MIN or all_alike
    same = same_background(usable)
    state: SetState = "blocked" if blocked else "needs_look" if flagged or same else "ready"
    unreadable = len(reports) - len(usable)
    return SetReport(state, len(usable), flagged, same, all_alike, unreadable)


def same_background(reports: Sequence[PhotoReport]) -> bool:
    """Whether nearly the same colours surround the subject in all photos, three at least."""
    shares = [report.background for report in reports if report.usable]
    count = len(shares)
    if count < PHOTOS_MIN:
        return False
    # The part that two have in common is the sum of the smaller shares; of all pairs together: among the
    # shares of one colour, sorted, each is the smaller one beside all that follow.
    common = sum(
        share * (count - 1 - place)
        for colour in zip(*shares, strict=True)
        for place, share in enumerate(sorted(colour))
    )
    return common / (count * (count - 1) / 2) > SAME_BACKGROUND


def _told(report: PhotoReport, code: FindingCode, data: Mapping[str, int] | None) -> PhotoReport:
    """With one finding of a code, and none where `data` is None."""
    others = [each for each in report.findings if each.code != code]
    report = replace(report, findings=ordered(others))
    return report if data is None else _also(report, Finding(code, data))


def _also(report: PhotoReport, finding: Finding) -> PhotoReport:
    return replace(report, findings=ordered([*report.findings, finding]))


def _of_subject(report: PhotoReport) -> Iterator[Finding]:
    kept = report.subject.within(report.crop)
    share = kept * report.subject.area / report.crop.area
    if share < SUBJECT_MIN:
        yield Finding("small_subject", {"share": share})
    if 1 - kept > LOST_MAX:
        yield Finding("cut_off", {"lost": 1 - kept})


def _of_pixels(report: PhotoReport, aim: int) -> Iterator[Finding]:
    width, height = report.size
    side = round(
        min(
            (report.crop.right - report.crop.left) * width,
            (report.crop.bottom - report.crop.top) * height,
        )
    )
    bright, dark = report.clipped
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
