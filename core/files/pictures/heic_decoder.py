"""Phone photos (HEIC) for the jail: the same decoding with libheif's reader, in a process of its own.

The library takes longer to start than all others together, and most pictures do not need it.
"""

from __future__ import annotations

from typing import BinaryIO

import pillow_heif
from PIL import ImageFile
from pillow_heif.as_plugin import HeifImageFile

from core.files.pictures import decoder as picture_decoder
from core.jail.inside import Handler

LIMITS = picture_decoder.LIMITS


def handlers() -> dict[str, Handler]:
    """As `picture_decoder.handlers`, for HEIC alone."""
    pillow_heif.options.DECODE_THREADS = 1  # the limits leave no room for more
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.options.DEPTH_IMAGES = False
    pillow_heif.options.AUX_IMAGES = False
    return picture_decoder.handlers({"HEIC": _read})


def _read(file: BinaryIO) -> ImageFile.ImageFile:
    image: ImageFile.ImageFile = HeifImageFile(file)
    return image
