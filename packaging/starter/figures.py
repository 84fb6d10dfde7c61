"""The measured figures of a starter model, as data and as lines for a terminal. Measures nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from judge import JudgeQuality


@dataclass(frozen=True)
class Drawn:
    """Figures of drawn pictures. Shares are 0..1."""

    pictures: int
    noun: float
    colour: float
    both: float
    blue: float  # share of blue backgrounds for prompts without a colour
    blue_negative: float  # the same with the negative prompt "a blue background"
    quick: float  # noun right in four steps at a low guidance
    kept_place: float  # share of pictures from a blob whose centre stayed within 15 % of the width
    painted: float  # things in another colour than their own: shape and colour right
    painted_unseen: float  # the same in colours that no scene shows them in
    seconds: float  # of a picture, median, on the machine that measured
    missed: list[str]  # nouns, most missed first
    guidance: dict[str, float] = field(default_factory=dict)  # noun right by guidance


@dataclass(frozen=True)
class Variety:
    """Distances are root mean squares over pixels, in levels of 255."""

    spread: float  # between pictures of one prompt from sixteen seeds
    spread_renders: float  # between as many fresh renders of the same description
    nearest: float  # drawn pictures to the nearest training render, median
    nearest_held_out: float  # the same for fresh renders


@dataclass(frozen=True)
class Parts:
    """Figures of the parts, without drawing."""

    psnr: float  # dB
    retrieval: float  # top-1 among 64
    kept: float  # noun right on fresh renders that went through the autoencoder: no drawing is sharper


@dataclass(frozen=True)
class Report:
    """All figures, and the settings they were reached with (None: the model's preset)."""

    drawn: Drawn
    variety: Variety
    parts: Parts
    judge: JudgeQuality
    guidance_scale: float | None
    steps: int | None


def text_of(report: Report) -> str:
    """The figures for a terminal."""
    drawn, judge, variety = report.drawn, report.judge, report.variety
    table = ", ".join(f"{scale}: {share:.1%}" for scale, share in drawn.guidance.items())
    lines = (
        f"judge on fresh renders: noun {judge.noun:.1%}, background {judge.colour:.1%}",
        f"judge: both of two {judge.both:.1%}, none on smears {judge.none:.1%}",
        f"noun right {drawn.noun:.1%}, background right {drawn.colour:.1%}",
        f"noun right by guidance: {table}",
        f"noun right in four steps {drawn.quick:.1%}",
        f"both subjects of two {drawn.both:.1%}",
        f"blue backgrounds {drawn.blue:.1%}, with negative prompt {drawn.blue_negative:.1%}",
        f"kept the place of a blob {drawn.kept_place:.1%}",
        f"in another colour {drawn.painted:.1%}, in one never seen on it {drawn.painted_unseen:.1%}",
        f"one prompt, 16 seeds: {variety.spread:.1f} apart; renders {variety.spread_renders:.1f}",
        f"nearest training render {variety.nearest:.1f} away; of fresh renders {variety.nearest_held_out:.1f}",
        f"autoencoder {report.parts.psnr:.2f} dB, noun right behind it {report.parts.kept:.1%}",
        f"CLIP top-1 of 64 {report.parts.retrieval:.1%}",
        f"{drawn.seconds:.2f} s a picture; most missed: {', '.join(drawn.missed) or 'none'}",
    )
    return "\n".join(lines)
