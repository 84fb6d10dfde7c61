"""A look at one photo before a model learns from it, decoded in the jail at `LOOKED_AT` px.

What a report holds is `report.py`, what follows from it `verdicts.py`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.contract.errors import ReverieError
from core.files.photos import crop, measures
from core.files.photos.captions import caption_beside
from core.files.photos.choices import Choice
from core.files.photos.crop import Box
from core.files.photos.faces import find_faces, quarters_missing
from core.files.photos.report import PhotoReport, unreadable
from core.files.photos.saliency import find_subject
from core.files.photos.stamps import stamp_of
from core.files.photos.verdicts import with_crop
from core.files.pictures import jailed as jailed_pictures


def check_photo(
    path: Path, number: int, aim: int, choice: Choice | None = None, *, faces: bool = False
) -> PhotoReport:
    """All that one photo tells by itself. `aim`: px of the training's side; `faces`: they are looked for, too
    (`verdicts.as_person` goes by them).

    Never raises for a photo: one that cannot be read, or vanished meanwhile, is reported as such.
    """
    choice = choice or Choice()
    stamp = stamp_of(path)
    try:
        size = jailed_pictures.size_of(path)
        pixels = jailed_pictures.pixels_of(path, longest=measures.LOOKED_AT)
    except ReverieError as error:
        return replace(unreadable(path, number, error), stamp=stamp)
    rgb = np.frombuffer(pixels.rgb, np.uint8).reshape(pixels.height, pixels.width, 3)
    if choice.turned:
        rgb = np.ascontiguousarray(np.rot90(rgb, -choice.turned))
        size = size[::-1] if choice.turned % 2 else size
    report = PhotoReport(path, number, size, words=caption_beside(path), stamp=stamp)
    return measured(report, rgb, aim, choice.crop, faces=faces)


def measured(
    report: PhotoReport,
    rgb: NDArray[np.uint8],
    aim: int,
    chosen: Box | None = None,
    *,
    faces: bool = False,
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
        layout=measures.layout(rgb),
        background=tuple(measures.colours(rgb, ~inside).tolist()),
    )
    if faces:
        found = tuple(face.box for face in find_faces(rgb))
        report = replace(report, faces=found, lies=quarters_missing(rgb))
    return with_crop(report, chosen or crop.around(subject.box, report.size), aim)


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
