"""The flags that shape a picture, for every verb that draws one, and the request that they ask for."""

from __future__ import annotations

import argparse
import re
import secrets
import typing

from core.cli.options import add_device_flags, names, number, whole_number
from core.contract.additions import Embedding, Lora
from core.contract.errors import InvalidValue
from core.contract.request import (
    FillName,
    GenerationRequest,
    PredictionChoice,
    SamplerName,
    Saving,
    ScheduleName,
    SpacingName,
)
from core.files import places

STRENGTH = GenerationRequest.strength
NO_STRENGTH = "left out where there is no picture to start from"  # completes "must be …"
_WEIGHT = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
SEED_RANGE = 2**32  # drawn seeds stay below, so that other programs can read them


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Every flag that shapes a picture. A flag that is not given means the model's own value."""
    parser.add_argument("--prompt", required=True, metavar="TEXT", help="what the picture shows")
    parser.add_argument("--negative", metavar="TEXT", help="what it should not show")
    parser.add_argument(
        "--plain-prompt",
        action="store_true",
        help="take both texts as they stand: brackets and the like mean nothing",
    )
    parser.add_argument(
        "--model",
        default="starter",
        metavar="PATH|NAME",
        help="a model folder, a single file, or a known name (starter)",
    )
    parser.add_argument(
        "--guidance",
        dest="guidance_scale",
        type=number,
        metavar="G",
        help="how closely the words are followed; 1 = off",
    )
    parser.add_argument(
        "--steps", type=whole_number, metavar="N", help="corrections from noise to picture"
    )
    parser.add_argument("--sampler", choices=names(SamplerName), help="how a step is made")
    parser.add_argument(
        "--schedule", choices=names(ScheduleName), help="which noise levels the steps visit"
    )
    parser.add_argument(
        "--spacing", choices=names(SpacingName), help="which of the model's time steps are asked"
    )
    parser.add_argument(
        "--rescale",
        type=number,
        metavar="0…1",
        help="how much of the contrast that guidance adds is taken back",
    )
    parser.add_argument(
        "--eta", type=number, default=0.0, metavar="0…1", help="new noise in each step of ddim (0)"
    )
    parser.add_argument("--seed", type=whole_number, metavar="N", help="drawn if not given")
    parser.add_argument("--width", type=whole_number, metavar="PX", help="a multiple of 8")
    parser.add_argument("--height", type=whole_number, metavar="PX", help="a multiple of 8")
    parser.add_argument(
        "--count",
        type=whole_number,
        default=1,
        metavar="N",
        help="pictures, each from the next seed (1)",
    )
    parser.add_argument("--init", metavar="IMAGE", help="a picture to start from")
    parser.add_argument(
        "--strength",
        type=number,
        metavar="0…1",
        help="how much of the --init picture may change (0.6)",
    )
    parser.add_argument(
        "--clip-skip",
        type=whole_number,
        default=1,
        metavar="N",
        help="read the words N - 1 layers before the usual one (1)",
    )
    parser.add_argument(
        "--mask", metavar="IMAGE", help="where it is white, the --init picture is repainted"
    )
    parser.add_argument(
        "--mask-feather",
        type=whole_number,
        default=0,
        metavar="PX",
        help="how softly the old picture passes into the new one (0)",
    )
    parser.add_argument(
        "--fill",
        choices=names(FillName),
        default="original",
        help="what the masked part starts from (original)",
    )
    parser.add_argument(
        "--match-colours",
        action=argparse.BooleanOptionalAction,
        help="at the edge of the mask; on with a feather if not given",
    )
    parser.add_argument(
        "--vae", metavar="PATH", help="a VAE file or folder to use instead of the model's own"
    )
    parser.add_argument(
        "--lora",
        action="append",
        default=[],
        metavar="FILE[:WEIGHT]",
        dest="loras",
        help="a LoRA and how much it counts (1); FILE:WEIGHT:WEIGHT2, too, for the words; may be repeated",
    )
    parser.add_argument(
        "--embedding",
        action="append",
        default=[],
        metavar="FILE[=WORD]",
        dest="embeddings",
        help="an embedding, called by its file's name or by WORD in a prompt; may be repeated",
    )
    parser.add_argument(
        "--prediction",
        choices=names(PredictionChoice),
        default="auto",
        help="what the model predicts; auto: what it says itself (auto)",
    )
    add_device_flags(parser)
    parser.add_argument(
        "--memory",
        dest="savings",
        type=savings,
        metavar="auto|full|WAYS",
        help="how memory is saved: as it must be (auto), not at all, or some of "
        f"{', '.join(names(Saving))} joined by commas",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace an existing --output")
    parser.add_argument(
        "--output",
        required=True,
        metavar="FILE|FOLDER",
        help="a .png, or a folder for <time>-<seed>.png",
    )


def generation_request(arguments: argparse.Namespace) -> GenerationRequest:
    """The request of the flags of `add_flags`. Raises `InvalidValue`."""
    if arguments.strength is not None and arguments.init is None:
        raise InvalidValue("strength", arguments.strength, NO_STRENGTH)
    seed = secrets.randbelow(SEED_RANGE) if arguments.seed is None else arguments.seed
    return GenerationRequest(
        prompt=arguments.prompt,
        output=arguments.output,
        seed=seed,
        model=arguments.model,
        vae=arguments.vae,
        loras=tuple(map(lora, arguments.loras)),
        embeddings=tuple(map(embedding, arguments.embeddings)),
        negative=arguments.negative,
        plain_prompt=arguments.plain_prompt,
        guidance_scale=arguments.guidance_scale,
        steps=arguments.steps,
        sampler=arguments.sampler,
        schedule=arguments.schedule,
        spacing=arguments.spacing,
        rescale=arguments.rescale,
        eta=arguments.eta,
        width=arguments.width,
        height=arguments.height,
        count=arguments.count,
        init=arguments.init,
        strength=STRENGTH if arguments.strength is None else arguments.strength,
        clip_skip=arguments.clip_skip,
        mask=arguments.mask,
        mask_feather=arguments.mask_feather,
        fill=arguments.fill,
        match_colours=arguments.match_colours,
        prediction=arguments.prediction,
        device=arguments.device,
        dtype=arguments.dtype,
        savings=arguments.savings,
        overwrite=arguments.overwrite,
    )


def savings(text: str) -> tuple[Saving, ...] | None:
    """What `--memory` says, for argparse: None for auto, () for full."""
    if text in ("auto", "full"):
        return None if text == "auto" else ()
    known, asked = names(Saving), text.split(",")
    if any(way not in known for way in asked):
        ways = ", ".join(known)
        raise argparse.ArgumentTypeError(f"{text!r} is not auto, full or some of {ways}")
    return tuple(way for way in typing.get_args(Saving) if way in asked)


def lora(text: str) -> Lora:
    """FILE, FILE:WEIGHT or FILE:WEIGHT:WEIGHT2 (of the text encoders). Raises `InvalidValue`.

    What is behind the last colons counts as weights only where it is numbers: a path may have colons.
    """
    file, weights = text, list[float]()
    while len(weights) < 2 and not places.exists(file):
        before, colon, last = file.rpartition(":")
        if not colon or not _WEIGHT.fullmatch(last):
            break
        file, weights = before, [float(last), *weights]
    return Lora(file, *weights)


def embedding(text: str) -> Embedding:
    """FILE, or FILE=WORD where there is no file of that whole name. Raises `InvalidValue`."""
    file, equals, word = text.rpartition("=")
    if not equals or places.exists(text):
        return Embedding(text)
    return Embedding(file, word)
