"""A decoded picture of any mode and colour profile → 8-bit RGB in sRGB. Runs in the jail only."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from core.contract.errors import PictureUnsupported
from core.files.pictures.formats import Ground

_BAND = 512  # rows whose alpha is laid over the ground at once
_SRGB = ImageCms.createProfile("sRGB")
_TO_BYTE = bytes((value * 255 + 32767) // 65535 for value in range(65536))
_PROFILED = ("L", "RGB", "CMYK")  # modes whose samples a profile speaks of
_SEE_THROUGH = ("LA", "La", "PA", "RGBA", "RGBa")


def to_srgb(image: Image.Image, profile: bytes | None, ground: Ground = "white") -> Image.Image:
    """RGB of a loaded picture; alpha over `ground`, a colour profile of its own applied.

    Raises `PictureUnsupported` for samples whose range nobody knows. A broken profile is left out.
    """
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(_TO_BYTE, "L")
    if image.mode in ("I", "F", "LAB", "HSV"):
        raise PictureUnsupported("", "a picture with unusual number formats")
    if image.mode in _SEE_THROUGH or "transparency" in image.info:
        image = _over(ground, image if image.mode == "RGBA" else image.convert("RGBA"))
    elif image.mode not in _PROFILED:
        image = image.convert("RGB")
    if profile is not None:
        image = _converted(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _over(ground: Ground, image: Image.Image) -> Image.Image:
    """RGBA → RGB, in bands: two more copies of a large picture would be a gigabyte."""
    result = Image.new("RGB", image.size)
    for top in range(0, image.height, _BAND):
        band = image.crop((0, top, image.width, min(top + _BAND, image.height)))
        below = Image.new("RGBA", band.size, ground)
        result.paste(Image.alpha_composite(below, band).convert("RGB"), (0, top))
    return result


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    """From the profile's colours to sRGB (relative colorimetric); unchanged where it is sRGB itself."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return image
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        done = ImageCms.profileToProfile(image, source, _SRGB, intent, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return image
    return image if done is None else done
