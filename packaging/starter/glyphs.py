"""The emoji glyphs as trimmed RGBA pictures, with or without a thin outline, kept in memory.

The glyphs come from the Noto Color Emoji font (SIL OFL 1.1), whose bitmaps have one native size.
This module places nothing on a background.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont
from vocabulary import PAINTS, Rgb, Vocabulary

FONT_FILE = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
NATIVE_SIZE = 109  # px: the only size of the font's bitmaps
OUTLINE = 4  # px at native size: 1 to 3 px in a scene
DARK_LINE: Rgb = (52, 54, 66)
LIGHT_LINE: Rgb = (246, 246, 242)
COLOURED = 0.35  # of 1: the mean saturation from which a glyph can be painted in another colour
OWN_COLOUR = 24  # of 256: a paint nearer than this to a glyph's own hue would hardly show


class EmojiFont:
    """Draws a code point in the font's own colours. Raises SystemExit where the font is missing."""

    def __init__(self, font_file: Path = FONT_FILE) -> None:
        if not font_file.is_file():
            raise SystemExit(f"{font_file} is missing: apt-get install fonts-noto-color-emoji")
        self._font = ImageFont.truetype(str(font_file), NATIVE_SIZE)

    def __call__(self, code_point: int) -> Image.Image:
        return drawn(chr(code_point), self._font)


class Glyphs:
    """The glyph of every noun, trimmed, and which of them need an outline on which colour.

    Attributes:
        vocabulary: nouns and colours.
    """

    def __init__(self, vocabulary: Vocabulary, draw: Callable[[int], Image.Image]) -> None:
        """`draw` gives the picture (RGBA, about 128 px) of a code point, such as `EmojiFont`'s."""
        self.vocabulary = vocabulary
        self._draw = draw
        self._plain: dict[tuple[str, str | None], Image.Image] = {}
        self._outlined: dict[tuple[str, str | None, Rgb], Image.Image] = {}
        self._drowns: dict[tuple[str, str | None, str], bool] = {}
        self._turns: dict[tuple[str, str], int | None] = {}

    def plain(self, noun: str, paint: str | None = None) -> Image.Image:
        """The glyph of a noun, RGBA, without empty margins; about 128 px. `paint`: one of `paints`."""
        if (noun, paint) not in self._plain:
            if paint is None:
                sheet = self._draw(self.vocabulary.nouns[noun])
                glyph = sheet.crop(sheet.getchannel("A").getbbox())
            else:
                glyph = hues_turned(self.plain(noun), self.turn(noun, paint) or 0)
            self._plain[noun, paint] = glyph
        return self._plain[noun, paint]

    def paints(self, noun: str) -> tuple[str, ...]:
        """The colours that the glyph can be painted in and then looks different; maybe none."""
        return tuple(paint for paint in PAINTS if self.turn(noun, paint) is not None)

    def turn(self, noun: str, paint: str) -> int | None:
        """How far of 256 its hues are turned for that paint; None where that would be little use."""
        if (noun, paint) not in self._turns:
            own = _hue(self.plain(noun))
            wanted = Image.new("RGB", (1, 1), self.vocabulary.colours[paint]).convert("HSV")
            turn = None if own is None else (int(np.asarray(wanted)[0, 0, 0]) - own) % 256
            seen = turn is not None and OWN_COLOUR <= turn <= 256 - OWN_COLOUR
            self._turns[noun, paint] = turn if seen else None
        return self._turns[noun, paint]

    def on(self, noun: str, colours: tuple[str, ...], paint: str | None = None) -> Image.Image:
        """The glyph as it is drawn on these background colours: outlined where it would drown."""
        if not any(self.drowns(noun, colour, paint) for colour in colours):
            return self.plain(noun, paint)
        values = np.array([self.vocabulary.colours[colour] for colour in colours])
        line = DARK_LINE if values.mean() > 110 else LIGHT_LINE
        if (noun, paint, line) not in self._outlined:
            self._outlined[noun, paint, line] = outlined(self.plain(noun, paint), line)
        return self._outlined[noun, paint, line]

    def drowns(self, noun: str, colour: str, paint: str | None = None) -> bool:
        """Whether much of the glyph, or much of its edge, nearly has the background's colour."""
        if (noun, paint, colour) not in self._drowns:
            pixels = np.asarray(self.plain(noun, paint))
            background = np.array(self.vocabulary.colours[colour], np.float32)
            near = np.linalg.norm(pixels[..., :3] - background, axis=-1) < 62
            solid = pixels[..., 3] > 200
            edge = solid & ~_eroded(solid, 4)
            answer = near[solid].mean() > 0.4 or near[edge].mean() > 0.4
            self._drowns[noun, paint, colour] = bool(answer)
        return self._drowns[noun, paint, colour]


def outlined(glyph: Image.Image, line: Rgb) -> Image.Image:
    """The glyph over its own silhouette, grown by `OUTLINE` pixels in the colour `line`."""
    width, height = glyph.size
    canvas = (width + 2 * OUTLINE, height + 2 * OUTLINE)
    alpha = np.zeros(canvas[::-1], np.uint8)
    for dy in range(-OUTLINE, OUTLINE + 1):
        for dx in range(-OUTLINE, OUTLINE + 1):
            if dx * dx + dy * dy <= OUTLINE * OUTLINE + 1:
                part = alpha[OUTLINE + dy :, OUTLINE + dx :][:height, :width]
                np.maximum(part, np.asarray(glyph)[..., 3], out=part)
    grown = Image.new("RGBA", canvas, line)
    grown.putalpha(Image.fromarray(alpha))
    over = Image.new("RGBA", canvas)
    over.paste(glyph, (OUTLINE, OUTLINE))
    return Image.alpha_composite(grown, over)


def hues_turned(picture: Image.Image, turn: int) -> Image.Image:
    """All hues `turn` of 256 farther round the circle; lightness and transparency stay."""
    hue, saturation, value = picture.convert("RGB").convert("HSV").split()
    turned = Image.merge("HSV", (hue.point(lambda h: (h + turn) % 256), saturation, value))
    result = turned.convert("RGB")
    if picture.mode == "RGBA":
        result.putalpha(picture.getchannel("A"))
    return result


def _hue(glyph: Image.Image) -> int | None:
    """The hue (0 … 255) that most of the glyph has, weighted by saturation; None where it is hardly coloured."""
    solid = np.asarray(glyph)[..., 3] > 200
    hsv = np.asarray(glyph.convert("RGB").convert("HSV"), np.float32)[solid]  # (N, 3)
    strong = hsv[:, 1] * hsv[:, 2] / 255**2
    if strong.mean() < COLOURED:
        return None
    angles = hsv[:, 0] * (2 * np.pi / 256)
    middle = np.arctan2((strong * np.sin(angles)).sum(), (strong * np.cos(angles)).sum())
    return round(float(middle) * 256 / (2 * np.pi)) % 256


def drawn(text: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """The text in its own colours over nothing, RGBA.

    Pillow darkens the rim when it draws on a transparent picture, so the cover is worked out from
    the same text on black and on white.
    """
    on_black, on_white = Image.new("RGB", (160, 160)), Image.new("RGB", (160, 160), "white")
    for sheet in (on_black, on_white):
        ImageDraw.Draw(sheet).text((8, 8), text, font=font, embedded_color=True)
    black, white = np.asarray(on_black, np.float32), np.asarray(on_white, np.float32)
    alpha = 255 - (white - black).mean(axis=-1, keepdims=True)  # (H, W, 1)
    colour = np.where(alpha > 0, black * 255 / np.maximum(alpha, 1), 0)
    pixels = np.concatenate([colour.clip(0, 255), alpha.clip(0, 255)], axis=-1)
    return Image.fromarray(np.rint(pixels).astype(np.uint8))


def _eroded(solid: npt.NDArray[np.bool_], radius: int) -> npt.NDArray[np.bool_]:
    """The pixels farther than `radius` from everything empty; beyond the picture is empty."""
    height, width = solid.shape
    padded = np.pad(solid, radius)
    result = np.ones_like(solid)
    for dy in range(2 * radius + 1):
        for dx in range(2 * radius + 1):
            if (dx - radius) ** 2 + (dy - radius) ** 2 <= radius * radius:
                result &= padded[dy : dy + height, dx : dx + width]
    return result
