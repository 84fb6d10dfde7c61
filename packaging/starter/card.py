"""The model card, written from the plan and the measured figures. Measures nothing."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asks import QUICK_GUIDANCE
from PIL import __version__ as pillow_version
from plan import Plan
from vocabulary import RARE_WORDS, read_vocabulary


@dataclass(frozen=True)
class Facts:
    """What the card tells that is not in the plan."""

    report: dict[str, Any]  # of evaluate.py
    commands: list[str]  # the exact training commands, in order
    size: int  # bytes of all files
    torch_version: str
    smoke: bool


def card_text(plan: Plan, facts: Facts) -> str:
    """The card in Markdown, with the fields that model sites read on top."""
    sections = (_head(facts), _figures(facts.report), _use(), _data(plan), _training(plan, facts))
    return "\n".join((*sections, _limits()))


def _head(facts: Facts) -> str:
    warning = (
        "\n**A smoke build: trained for a few steps, it draws nothing.**\n" if facts.smoke else ""
    )
    return f"""---
license: apache-2.0
tags: [text-to-image, stable-diffusion, diffusers]
---
# Reverie's starter model
{warning}
A small text-to-image model of Stable Diffusion's shape, trained from nothing by this repository on
pictures that it renders itself. It is taught 80 things on 10 background colours, at 128×128 pixels; how
well it draws them is measured below. It is there so that everything works at the first start. All files
together have {facts.size / 1e6:.1f} MB.

![Pictures drawn by the model](grid.png)
"""


def _figures(report: dict[str, Any]) -> str:
    drawn, parts, judge = report["drawn"], report["parts"], report["judge"]
    variety = report["variety"]
    missed = ", ".join(drawn["missed"]) or "none"
    return f"""## Figures

Measured by `packaging/starter/evaluate.py` on {drawn["pictures"]} drawn pictures and on scenes that
no training saw. The judge is a small network trained on fresh renders only, never on drawn pictures.

| figure | value |
|---|---|
| noun right, one subject on a named background | {drawn["noun"]:.1%} |
| background colour right | {drawn["colour"]:.1%} |
| noun right in four steps (guidance {QUICK_GUIDANCE:g}) | {drawn["quick"]:.1%} |
| both subjects of two right | {drawn["both"]:.1%} |
| blue backgrounds when no colour is named | {drawn["blue"]:.1%} |
| the same with the negative prompt *a blue background* | {drawn["blue_negative"]:.1%} |
| started from a blob at strength 0.6: centre within 15 % of the width | {drawn["kept_place"]:.1%} |
| a thing in another colour than its own, on white: shape and colour right | {drawn["painted"]:.1%} |
| the same in a colour that no scene shows it in | {drawn["painted_unseen"]:.1%} |
| autoencoder, PSNR | {parts["psnr"]:.2f} dB |
| noun right on fresh renders that went through the autoencoder | {parts["kept"]:.1%} |
| CLIP, picture finds its caption among 64, top-1 | {parts["retrieval"]:.1%} |
| one prompt from 16 seeds: distance of two pictures (fresh renders) | {variety["spread"]:.1f} ({variety["spread_renders"]:.1f}) |
| distance to the nearest training render (of fresh renders) | {variety["nearest"]:.1f} ({variety["nearest_held_out"]:.1f}) |
| judge on fresh renders: noun, background | {judge["noun"]:.1%}, {judge["colour"]:.1%} |
| judge on blends, fragments and blur: says *none* | {judge["none"]:.1%} |
| time of a picture on the measuring machine, median | {drawn["seconds"]:.2f} s |

Distances are root mean squares in levels of 255. Missed most (right / drawn): {missed}.
{_guidance_table(drawn["guidance"])}"""


def _guidance_table(shares: dict[str, float]) -> str:
    if not shares:
        return ""
    scales = " | ".join(shares)
    values = " | ".join(f"{share:.1%}" for share in shares.values())
    return f"\n| guidance | {scales} |\n|---{'|---' * len(shares)}|\n| noun right | {values} |\n"


def _use() -> str:
    nouns, colours = read_vocabulary().nouns, read_vocabulary().colours
    return f"""## Words

*a cute teddy bear on a blue background*, *a swan and an apple*, *a small fox*, *a fish to the left of
a key*. Nouns: {", ".join(nouns)}. Background colours: {", ".join(colours)}. Sizes: small, large.
Other words do no harm. Never used in a caption, kept for teaching: {", ".join(RARE_WORDS)}.

The folder has diffusers' layout and is read by diffusers' `StableDiffusionPipeline` too.
`image_encoder` is the picture half of the text encoder's CLIP; `text_projection.safetensors` in it
joins the two halves. Pictures go into it in the range -1 … 1.
"""


def _data(plan: Plan) -> str:
    return f"""## Data and licence

{plan.scenes} scenes of {plan.size}×{plan.size} px, seed {plan.scenes_seed}, rendered by
`packaging/starter/make_scenes.py` with Pillow {pillow_version}: glyphs of the font Noto Color Emoji (Debian package
fonts-noto-color-emoji, copyright Google, SIL Open Font License 1.1) on plain and two-tone
backgrounds, four of five upright about their usual place, the others in random place, size, turn and
mirror; a glyph that would drown in its background has a thin outline. Of the single things some have
their hues turned to another colour, and the caption says so; every fifth pair of thing and colour is
held back, such as a blue heart. What is learned slowly comes more often. Captions are true, leave facts out at times, and are sprinkled with words that say nothing
and with invented words. No other picture, text or weight was used, and no font file is contained.
The weights are given under the licence of this repository (Apache-2.0).
"""


def _training(plan: Plan, facts: Facts) -> str:
    commands = "\n".join(facts.commands)
    return f"""## How it was made

`python packaging/starter/build.py --work FOLDER` does everything from nothing, and goes on where it
was stopped. The trainings of these weights as their run folders recorded them (Python
{platform.python_version()}, torch {facts.torch_version}):

```
{commands}
```
"""


def _limits() -> str:
    return """## Limits

It knows nothing but these things, and draws them as this one font does. Small details are soft. With
two subjects it mixes them up at times. Words it never saw change little. It shows no people.
"""


def write_card(folder: Path, plan: Plan, facts: Facts) -> None:
    (folder / "README.md").write_text(card_text(plan, facts), encoding="utf-8")
