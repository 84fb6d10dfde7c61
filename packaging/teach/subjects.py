"""Things that the starter has never seen, drawn from varying views: what the experiments teach it.

A plush monster of two colours that is drawn here; a glyph of the emoji font that is no word of the starter's; and
things that it knows, each in a colour that no scene showed it in. Pictures of them are RGBA, trimmed, about
160 px. Everything is determined by the given `Random`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import starter_scripts  # noqa: F401 (imported for what it does: the starter's scripts become importable)
from glyphs import EmojiFont, Glyphs, hues_turned
from PIL import Image, ImageDraw
from vocabulary import Rgb, read_vocabulary

SHEET = 640  # px, of the drawing before it is made smaller
SIDE = 160
SKIN: Rgb = (242, 121, 53)  # orange fur
PATCH: Rgb = (38, 166, 154)  # teal belly, horns and feet
SKIN_SHADE: Rgb = (214, 98, 36)
INK: Rgb = (45, 40, 52)
KOALA = 0x1F428
# Held back from the starter's scenes (`scenes.SceneMaker.is_unseen`)
RECOLOURED = (("blue", "heart"), ("green", "star"), ("purple", "mushroom"))

View = Callable[[Random], Image.Image]  # one look at a subject


@dataclass(frozen=True)
class Subject:
    """What is taught: how it looks, the word that will mean it, and what kind of thing it is."""

    name: str
    class_noun: str
    view: View


def monster(rng: Random) -> Image.Image:
    """The plush monster, turned up to a quarter to either side, arms somewhere, a little tilted."""
    turn = rng.uniform(-1, 1)  # of the head and belly, left to right
    lift = rng.uniform(-1, 1)  # of the arms
    plump = rng.uniform(0.92, 1.08)
    sheet = Image.new("RGBA", (SHEET, SHEET))
    pen = ImageDraw.Draw(sheet)
    middle, wide = SHEET / 2, 190 * plump

    def oval(x: float, y: float, half_x: float, half_y: float, colour: Rgb) -> None:
        pen.ellipse((x - half_x, y - half_y, x + half_x, y + half_y), fill=colour)

    face = middle + 70 * turn
    for side in (-1, 1):  # horns, arms and feet, all before the body
        x = middle + side * 105 + 25 * turn
        pen.polygon([(x - 40, 190), (x + 40, 190), (x + side * 30, 40)], fill=PATCH)
        oval(middle + side * (wide + 25), 380 - 70 * lift * side, 48, 75, SKIN_SHADE)
        oval(middle + side * 90 + 15 * turn, 590, 70, 38, PATCH)
    oval(middle, 360, wide, 230, SKIN)
    oval(middle + 55 * turn, 450, 120 * (1 - 0.15 * abs(turn)), 115, PATCH)
    oval(face, 270, 72 * (1 - 0.1 * abs(turn)), 76, (250, 250, 246))  # its one eye
    oval(face + 22 * turn, 276, 34, 40, INK)
    oval(face + 22 * turn - 10, 262, 10, 12, (250, 250, 246))
    pen.arc((face - 70, 300, face + 70, 390), 20, 160, fill=INK, width=14)
    pen.polygon([(face - 38, 374), (face - 14, 384), (face - 28, 408)], fill=(250, 250, 246))
    turned = sheet.rotate(rng.uniform(-9, 9), Image.Resampling.BICUBIC)
    return _trimmed(turned)


class GlyphView:
    """A glyph of the emoji font, its hues turned by `turn` of 256, a little narrower or wider, mirrored or not."""

    def __init__(self, code_point: int, turn: int = 0) -> None:
        self._picture = hues_turned(_trimmed(EmojiFont()(code_point)), turn)

    def __call__(self, rng: Random) -> Image.Image:
        picture = self._picture
        if rng.random() < 0.5:
            picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        width = round(picture.width * rng.uniform(0.85, 1.0))
        turned = picture.resize((width, picture.height), Image.Resampling.LANCZOS).rotate(
            rng.uniform(-9, 9), Image.Resampling.BICUBIC, expand=True
        )
        return _trimmed(turned)


def subjects() -> dict[str, Subject]:
    """All, by name. Raises SystemExit where the emoji font is missing."""
    vocabulary = read_vocabulary()
    glyphs = Glyphs(vocabulary, EmojiFont())
    found = [
        Subject("monster", "robot", monster),
        Subject("koala", "teddy bear", GlyphView(KOALA)),
    ]
    for paint, noun in RECOLOURED:
        view = GlyphView(vocabulary.nouns[noun], glyphs.turn(noun, paint) or 0)
        found.append(Subject(f"{paint} {noun}", noun, view))
    return {subject.name: subject for subject in found}


def _trimmed(picture: Image.Image) -> Image.Image:
    """Without empty margins, its longer side `SIDE` px."""
    cut = picture.crop(picture.getchannel("A").getbbox())
    scale = SIDE / max(cut.size)
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    return cut.resize(size, Image.Resampling.LANCZOS)
