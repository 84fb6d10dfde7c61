"""Boxes in a photo: which part of it is learned from.

A box is in shares of the upright photo, so that it means the same for every size of it. All functions
are pure; pixels are cut elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.contract.errors import InvalidValue

MARGIN = 0.08  # of the subject's longer side, left around it
# A head around its face, in faces: hair and ears, the chin below.
HAIR, EARS, CHIN = 0.6, 0.35, 0.2
SHOULDERS = 3.2  # faces from one edge to the other
OVER = 0.18  # of the room that a head leaves lies over it, the rest below


@dataclass(frozen=True)
class Box:
    """left, top, right, bottom in 0 … 1. Raises `InvalidValue` for anything else."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise InvalidValue("crop", list(self.numbers), "left, top, right, bottom within 0 … 1")

    @property
    def numbers(self) -> tuple[float, float, float, float]:
        return (self.left, self.top, self.right, self.bottom)

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def within(self, other: Box) -> float:
        """The share of this box that lies in the other, 0 … 1."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height) / self.area

    def pixels(self, size: tuple[int, int]) -> tuple[float, float, float, float]:
        """The same in px of a photo of `size` (width, height)."""
        width, height = size
        return (self.left * width, self.top * height, self.right * width, self.bottom * height)


WHOLE = Box(0.0, 0.0, 1.0, 1.0)


def box_of(numbers: Sequence[float]) -> Box | None:
    """The box that a draft holds, None for what is none.

    Drafts were saved whose box rounding had put beyond the photo's edge, 1.0000000000000002: that is taken back.
    """
    if len(numbers) != 4:
        return None
    try:
        return Box(*(min(max(number, 0.0), 1.0) for number in numbers))
    except InvalidValue:
        return None


def middle(size: tuple[int, int], aspect: float = 1.0) -> Box:
    """The largest box of `aspect` (width / height in px) in the middle of a photo of `size`."""
    return around(WHOLE, size, aspect)


def around(subject: Box, size: tuple[int, int], aspect: float = 1.0) -> Box:
    """The largest box of `aspect` that a photo of `size` has, laid so that the subject is in its middle.

    Nothing is enlarged: what the photo shows around its subject is learned, too. The box stays inside.
    """
    photo = size[0] / size[1]
    width, height = (aspect / photo, 1.0) if photo > aspect else (1.0, photo / aspect)
    return _placed(subject, width, height)


def closer(subject: Box, size: tuple[int, int], aspect: float = 1.0) -> Box:
    """The smallest box of `aspect` that holds the subject with a margin, as far as the photo has one."""
    whole = around(subject, size, aspect)
    wide, high = whole.right - whole.left, whole.bottom - whole.top
    need = max((subject.right - subject.left) / wide, (subject.bottom - subject.top) / high)
    scale = min(1.0, need * (1 + 2 * MARGIN))
    return _placed(subject, wide * scale, high * scale)


def head_of(face: Box) -> Box:
    """The head of a face that reaches from the brows to the chin, as far as the photo has it."""
    wide, high = face.right - face.left, face.bottom - face.top
    return Box(
        max(0.0, face.left - EARS * wide),
        max(0.0, face.top - HAIR * high),
        min(1.0, face.right + EARS * wide),
        min(1.0, face.bottom + CHIN * high),
    )


def head_and_shoulders(
    face: Box, size: tuple[int, int], aspect: float = 1.0, least: int = 1
) -> Box:
    """A box of `aspect` with a head and its shoulders; where the photo is too narrow for them, with the head.

    `least`: px that its shorter side has, where the photo has them, so that nothing is enlarged.
    """
    whole = around(WHOLE, size, aspect)
    wide, high = whole.right - whole.left, whole.bottom - whole.top
    face_wide, face_high = face.right - face.left, face.bottom - face.top
    need = SHOULDERS * max(face_wide / wide, face_high / high)
    scale = min(1.0, max(need, least / min(wide * size[0], high * size[1])))
    wide, high = wide * scale, high * scale
    # In faces: the room that the head leaves; below 0 what it lacks, of which hair and chin lose their shares.
    spare = high / face_high - (HAIR + 1 + CHIN)
    over = HAIR + spare * (OVER if spare > 0 else HAIR / (HAIR + CHIN))
    middle_down = face.top - over * face_high + high / 2
    middle_across = (face.left + face.right) / 2
    return _at(middle_across, middle_down, wide, high)


def mirrored(box: Box) -> Box:
    """The box of the same pixels in the mirrored photo."""
    return Box(1 - box.right, box.top, 1 - box.left, box.bottom)


def _placed(subject: Box, width: float, height: float) -> Box:
    return _at(
        (subject.left + subject.right) / 2, (subject.top + subject.bottom) / 2, width, height
    )


def _at(across: float, down: float, width: float, height: float) -> Box:
    """With this middle, as far as the photo reaches."""
    left, top = _start(across, width), _start(down, height)
    return Box(left, top, min(1.0, left + width), min(1.0, top + height))


def _start(centre: float, length: float) -> float:
    return min(max(0.0, centre - length / 2), max(0.0, 1.0 - length))
