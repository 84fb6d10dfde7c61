"""The `parameters` text of A1111 and its relatives: written for them, read from them.

Grammar: prompt, a line "Negative prompt: …", then one line of `key: value` pairs; a value with a comma,
a colon or a line end is a JSON string. What is read is untrusted: values out of range become None.
Not the exact record: that is `recipe.py`.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field

from core.contract.additions import LoraRecord
from core.contract.recipe import TEXT_MAX, Recipe
from core.contract.request import (
    CLIP_SKIP_MAX,
    GUIDANCE_MAX,
    PROMPT_MAX,
    SEED_MAX,
    SIZE_MAX,
    STEPS_MAX,
    FillName,
    SamplerName,
    ScheduleName,
)

SAMPLER_TITLES: dict[SamplerName, str] = {
    "ddpm": "DDPM",
    "ddim": "DDIM",
    "plms": "PLMS",
    "euler": "Euler",
    "euler_a": "Euler a",
    "heun": "Heun",
    "lms": "LMS",
    "dpm2": "DPM2",
    "dpmpp_2m": "DPM++ 2M",
    "dpmpp_2m_sde": "DPM++ 2M SDE",
    "dpmpp_sde": "DPM++ SDE",
    "unipc": "UniPC",
    "lcm": "LCM",
}
SCHEDULE_TITLES: dict[ScheduleName, str] = {
    "model": "Automatic",
    "karras": "Karras",
    "exponential": "Exponential",
}
# Where it is absent, readers take "original".
FILL_TITLES: dict[FillName, str] = {"noise": "latent noise", "blank": "latent nothing"}
SHORT_HASH = 10  # hex digits, as in A1111's "Model hash"
TI_HASH = 12  # of an embedding
PAIRS_LINE_MAX = 100_000  # characters
_NEGATIVE = "Negative prompt:"
# Lengths are bounded so that a hostile line costs linear time.
_PAIR = re.compile(r'\s{0,8}(\w[\w \-/]{1,80}):\s{0,8}("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')
_LEAST_PAIRS = 3


@dataclass(frozen=True)
class Parameters:
    """What could be understood; None where a key is missing, strange or out of range."""

    prompt: str
    negative: str | None = None
    steps: int | None = None
    sampler: SamplerName | None = None
    schedule: ScheduleName | None = None
    guidance_scale: float | None = None
    seed: int | None = None
    width: int | None = None  # px
    height: int | None = None  # px
    strength: float | None = None  # 0 … 1
    clip_skip: int | None = None
    eta: float | None = None  # 0 … 1
    model: str | None = None
    model_hash: str | None = None  # the first hex digits
    values: dict[str, str] = field(default_factory=dict)  # every pair as text, for showing


def parameters_text(recipe: Recipe) -> str:
    """The text other programs read, in A1111's order of keys."""
    pairs: list[tuple[str, str]] = [
        ("Steps", str(recipe.steps)),
        ("Sampler", SAMPLER_TITLES[recipe.sampler]),
        ("Schedule type", SCHEDULE_TITLES[recipe.schedule]),
        ("CFG scale", _number(recipe.guidance_scale)),
        ("Seed", str(recipe.seed)),
        ("Size", f"{recipe.width}x{recipe.height}"),
        ("Model hash", recipe.model_hash[:SHORT_HASH]),
        ("Model", recipe.model),
    ]
    if recipe.vae is not None and recipe.vae_hash is not None:
        pairs += [("VAE hash", recipe.vae_hash[:SHORT_HASH]), ("VAE", recipe.vae)]
    if recipe.strength is not None:
        pairs.append(("Denoising strength", _number(recipe.strength)))
    if recipe.clip_skip > 1:  # where it is absent, readers take 1
        pairs.append(("Clip skip", str(recipe.clip_skip)))
    if recipe.init_hash is not None:
        pairs.append(("Init image hash", recipe.init_hash[:SHORT_HASH]))
    pairs.append(("RNG", "CPU"))
    if recipe.loras:
        found = (f"{_listed(lora.name)}: {lora.numbers_hash}" for lora in recipe.loras)
        pairs.append(("Lora hashes", ", ".join(found)))
    if recipe.embeddings:
        called = ((x.token or x.name, x.hash[:TI_HASH]) for x in recipe.embeddings)
        pairs.append(("TI hashes", ", ".join(f"{_listed(name)}: {part}" for name, part in called)))
    if recipe.eta:
        pairs.append(("Eta", _number(recipe.eta)))
    if recipe.mask_feather:
        pairs.append(("Mask blur", str(recipe.mask_feather)))
    if recipe.fill in FILL_TITLES:
        pairs.append(("Masked content", FILL_TITLES[recipe.fill]))
    pairs.append(("Version", recipe.program))
    lines = [_with_loras(recipe).strip()]
    if recipe.negative:
        lines.append(f"{_NEGATIVE} {recipe.negative.strip()}")
    lines.append(", ".join(f"{key}: {_quote(value)}" for key, value in pairs))
    return "\n".join(lines).strip()


def lora_tag(lora: LoraRecord) -> str:
    """How A1111 asks for a LoRA in a prompt: the text encoder's weight, then the U-Net's where it differs."""
    weights = [lora.weight if lora.text_weight is None else lora.text_weight]
    if lora.text_weight is not None:
        weights.append(lora.weight)
    return f"<lora:{_listed(lora.name)}:{':'.join(map(_number, weights))}>"


def _with_loras(recipe: Recipe) -> str:
    """The prompt, with a tag for each LoRA that has none in it yet."""
    tags = [
        lora_tag(lora)
        for lora in recipe.loras
        if f"<lora:{lora.name}:".casefold() not in recipe.prompt.casefold()
    ]
    return " ".join([recipe.prompt.strip(), *tags])


def _listed(name: str) -> str:
    """A name as it may stand in a list or a tag."""
    return re.sub("[:,<>\\s]+", " ", name).strip()


def parse_parameters(text: str) -> Parameters:
    """Read a `parameters` text of any program. Never raises; the longest prompt kept is 20,000."""
    lines = text[:TEXT_MAX].strip().split("\n")
    values = _pairs(lines[-1])
    if len(values) >= _LEAST_PAIRS:
        lines.pop()
    else:
        values = {}
    prompt, negative = _prompts(lines)
    sampler, schedule = _sampler(values)
    width, height = _size(values.get("Size", ""))
    return Parameters(
        prompt=prompt,
        negative=negative,
        steps=_whole(values.get("Steps"), 1, STEPS_MAX),
        sampler=sampler,
        schedule=schedule,
        guidance_scale=_real(values.get("CFG scale"), 0, GUIDANCE_MAX),
        seed=_whole(values.get("Seed"), 0, SEED_MAX),
        width=width,
        height=height,
        strength=_real(values.get("Denoising strength"), 0, 1),
        clip_skip=_whole(values.get("Clip skip"), 1, CLIP_SKIP_MAX),
        eta=_real(values.get("Eta"), 0, 1),
        model=values.get("Model"),
        model_hash=_hash(values.get("Model hash")),
        values=values,
    )


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if re.search('[,:\n]|^"', value) else value


def _unquote(value: str) -> str:
    if not (len(value) >= 2 and value[0] == value[-1] == '"'):
        return value
    try:
        inner = json.loads(value)
    except ValueError:
        return value
    return inner if isinstance(inner, str) else value


def _pairs(line: str) -> dict[str, str]:
    if len(line) > PAIRS_LINE_MAX:
        return {}
    values: dict[str, str] = {}
    for match in _PAIR.finditer(line):
        values.setdefault(match[1], _unquote(match[2].strip()))
    return values


def _prompts(lines: list[str]) -> tuple[str, str | None]:
    """Prompt and negative prompt: from the line that starts with the mark on, lines are negative."""
    for i, line in enumerate(lines):
        if line.strip().startswith(_NEGATIVE):
            first = line.strip().removeprefix(_NEGATIVE)
            return _join(lines[:i]), _join([first, *lines[i + 1 :]])
    return _join(lines), None


def _join(lines: list[str]) -> str:
    text = "\n".join(line.strip() for line in lines).strip()
    return "".join(c for c in text if not "\ud800" <= c <= "\udfff")[:PROMPT_MAX]


def _sampler(values: dict[str, str]) -> tuple[SamplerName | None, ScheduleName | None]:
    """Names to ours; older files write the schedule at the end of the sampler."""
    title = values.get("Sampler", "")
    kind = values.get("Schedule type", "Automatic" if title else "")
    for name in SCHEDULE_TITLES.values():
        if title.endswith(f" {name}"):
            title, kind = title.removesuffix(f" {name}"), name
    samplers = {text.casefold(): name for name, text in SAMPLER_TITLES.items()}
    schedules = {text.casefold(): name for name, text in SCHEDULE_TITLES.items()}
    return samplers.get(title.casefold()), schedules.get(kind.casefold())


def _size(text: str) -> tuple[int | None, int | None]:
    match = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text, re.ASCII)
    if match is None:
        return None, None
    width, height = int(match[1]), int(match[2])
    inside = 1 <= width <= SIZE_MAX and 1 <= height <= SIZE_MAX
    return (width, height) if inside else (None, None)


def _whole(text: str | None, low: int, high: int) -> int | None:
    if text is None or not re.fullmatch(r"\d{1,20}", text, re.ASCII):
        return None
    return int(text) if low <= int(text) <= high else None


def _real(text: str | None, low: float, high: float) -> float | None:
    if text is None or not re.fullmatch(r"[\d.eE+-]{1,40}", text, re.ASCII):
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and low <= value <= high else None


def _hash(text: str | None) -> str | None:
    return text if text is not None and re.fullmatch(r"[0-9a-fA-F]{6,64}", text) else None
