"""A line over whole numbers as a picture: frame, least and greatest values, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

SIZE = (640, 320)  # px
LEFT, RIGHT, TOP, BOTTOM = 84, 16, 36, 30  # px around the frame
SCALE = 3  # drawn so much larger, then made smaller: lines get smooth edges
PAPER, INK, RULE, LINE = "#ffffff", "#33363d", "#c9ccd3", "#3f6fd8"
TEXT_PX = 13


def plot(title: str, points: Sequence[tuple[int, float]]) -> Image.Image:
    """`points` (x, y) with rising x, at least one; all finite. RGB, `SIZE`."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    low, high = min(ys), max(ys)

    def place(x: int, y: float) -> tuple[float, float]:
        across = (x - xs[0]) / max(1, xs[-1] - xs[0])
        up = (y - low) / (high - low) if high > low else 0.5
        width, height = SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM
        return (LEFT + across * width) * SCALE, (TOP + (1 - up) * height) * SCALE

    sheet = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), PAPER)
    pen = ImageDraw.Draw(sheet)
    right, bottom = SIZE[0] - RIGHT, SIZE[1] - BOTTOM
    pen.rectangle(
        (LEFT * SCALE, TOP * SCALE, right * SCALE, bottom * SCALE), outline=RULE, width=SCALE
    )
    placed = [place(*point) for point in points]
    if len(placed) > 1:
        pen.line(placed, fill=LINE, width=2 * SCALE, joint="curve")
    else:
        x, y = placed[0]
        pen.ellipse((x - 9, y - 9, x + 9, y + 9), fill=LINE)
    font = ImageFont.load_default(TEXT_PX * SCALE)

    def write(at: tuple[float, float], text: str, anchor: str) -> None:
        pen.text((at[0] * SCALE, at[1] * SCALE), text, fill=INK, font=font, anchor=anchor)

    write((LEFT, TOP - 8), title, "ls")
    write((LEFT - 8, TOP), f"{high:.4g}", "rm")
    if high > low:
        write((LEFT - 8, bottom), f"{low:.4g}", "rm")
    write((LEFT, bottom + 8), str(xs[0]), "lt")
    if len(xs) > 1:
        write((right, bottom + 8), str(xs[-1]), "rt")
    return sheet.resize(SIZE, Image.Resampling.LANCZOS)
