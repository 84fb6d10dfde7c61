"""The `parameters` text, written for A1111 and its relatives to read.

Grammar: prompt, a line "Negative prompt: …", then one line of `key: value` pairs; a value with a comma,
a colon or a line end is a JSON string. Not the exact record: that is `recipe.py`.
"""

from __future__ import annotations

import json
import re

from core.contract.additions import LoraRecord
from core.contract.recipe import Recipe
from core.contract.request import FillName, SamplerName, ScheduleName

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
        lines.append(f"Negative prompt: {recipe.negative.strip()}")
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


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def _quote(value: str) -> str:
    return json.dumps(value, ensure_ascii=False) if re.search(r'[,:\n]|^\s*"', value) else value
