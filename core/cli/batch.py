"""`reverie batch`: a file of requests, one JSON object a line, drawn into a folder.

The whole file is checked before the first picture. Pictures are named by their line, so that a
second run goes on where the first stopped. Several processes (RANK of WORLD_SIZE, as torchrun and
accelerate set them) share the lines.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.cli import generation_flags, options, wording
from core.cli.interrupt import stop_on_signals
from core.cli.progress import follow
from core.contract import codec
from core.contract.additions import NAME_MAX
from core.contract.errors import (
    Cancelled,
    DiskFull,
    FileAlreadyThere,
    FileMissing,
    FileUnreadable,
    InvalidValue,
    NoRecipe,
    NotWritable,
    ReverieError,
    WriteFailed,
)
from core.contract.recipe import Recipe
from core.contract.request import GenerationRequest
from core.files.catalogue import finding
from core.files.places import taken
from core.files.recipes.recipe import read_recipe
from core.generation import additions, plan
from core.generation.checks import check_request
from core.generation.picture_words import picture_words

FILE_MAX = 500_000_000  # bytes
FOR_ALL = (DiskFull, NotWritable, WriteFailed)  # would stop every other line as well
FAILED, USAGE = 1, 2


@dataclass(frozen=True)
class Line:
    """One request and the pictures it makes."""

    number: int  # from 1
    request: GenerationRequest
    pictures: tuple[Path, ...]


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = verbs.add_parser(
        "batch",
        help="draw a file of requests",
        description="Draws a file with one request a line, for example "
        '{"prompt": "a swan", "seed": 1}; goes on where an earlier run stopped.',
    )
    parser.add_argument(
        "requests",
        metavar="REQUESTS.jsonl",
        help="one JSON object a line; its keys are those of a recipe's request: prompt, seed, guidance_scale, steps, clip_skip, loras …",
    )
    options.add_json_flag(parser)
    parser.add_argument(
        "--output", required=True, metavar="FOLDER", help="for the pictures, named by line"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    rank, world = share()
    lines = list(read_lines(Path(arguments.requests), Path(arguments.output)))
    for line in lines:
        try:
            _check_inputs(line)
        except ReverieError as error:
            print(f"line {line.number}: {wording.sentence(error)}", file=sys.stderr)
            return USAGE if error.usage else FAILED
    todo = [line for line in lines if not is_done(line)]
    skipped = len(lines) - len(todo)
    if skipped:
        print(f"{skipped} of {len(lines)} requests are done already.", file=sys.stderr)
    mine = [line for line in todo if (line.number - 1) % world == rank]
    return _draw_all(mine, as_json=arguments.json)


def share() -> tuple[int, int]:
    """The rank of this process and the number of processes, from the environment; (0, 1) alone."""
    try:
        rank, world = (
            int(os.environ.get(key, str(i))) for i, key in enumerate(("RANK", "WORLD_SIZE"))
        )
    except ValueError as error:
        said = " and ".join(os.environ.get(key, "none") for key in ("RANK", "WORLD_SIZE"))
        raise InvalidValue("RANK and WORLD_SIZE", said, "whole numbers") from error
    if not 0 <= rank < world:
        raise InvalidValue("RANK", rank, f"below WORLD_SIZE, which is {world}")
    return rank, world


def read_lines(path: Path, folder: Path) -> Iterator[Line]:
    """The requests in `path`, checked; blank lines count as lines but ask for nothing.

    Raises `FileMissing`, `FileUnreadable`, `InvalidValue` naming the line.
    """
    try:
        with path.open("rb") as file:  # may be a pipe
            data = file.read(FILE_MAX + 1)
        if len(data) > FILE_MAX:
            raise FileUnreadable(str(path), "it is larger than 500 MB")
        texts = data.decode("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(str(path), getattr(error, "strerror", None) or "no UTF-8") from error
    for number, text in enumerate(texts, 1):
        if text.strip():
            yield _line(number, text, folder)


def is_done(line: Line) -> bool:
    """Whether all pictures of the line are there, made from this very request.

    Raises `FileAlreadyThere` for a picture that came from something else: it is not ours to replace.
    """
    there = [path for path in line.pictures if taken(path)]
    for path in there:
        if not _made_from(path, line):
            raise FileAlreadyThere(str(path))
    return len(there) == len(line.pictures)


def missing(line: Line) -> list[GenerationRequest]:
    """What is still to be drawn: the request itself, or its missing pictures one by one."""
    if not any(taken(path) for path in line.pictures):
        return [line.request]
    return [
        replace(line.request, seed=line.request.seed + i, count=1, output=str(path))
        for i, path in enumerate(line.pictures)
        if not taken(path)
    ]


def _line(number: int, text: str, folder: Path) -> Line:
    where = f"line {number}"
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(where, text[:80], "one JSON object") from error
    if not isinstance(data, dict):
        raise InvalidValue(where, text[:80], "one JSON object")
    for key in ("output", "overwrite", "keep_inputs"):
        if key in data:
            raise InvalidValue(f"{where}: {key}", data[key], "no such field")
    if "strength" in data and data.get("init") is None:
        raise InvalidValue(f"{where}: strength", data["strength"], generation_flags.NO_STRENGTH)
    stem = f"{number:06}"
    data = {"seed": _seed(number), **data, "output": str(folder / f"{stem}.png")}
    try:
        request = codec.from_json(GenerationRequest, data, where=where)
    except InvalidValue as error:
        field = error.field.removeprefix(where).lstrip(".")
        raise InvalidValue(f"{where}: {field}", error.value, error.expected) from error
    many = [folder / f"{stem}-{i + 1:04}.png" for i in range(request.count)]
    single = (folder / f"{stem}.png",)
    return Line(number, request, tuple(many) if request.count > 1 else single)


def _seed(number: int) -> int:
    """The same for the same line in every run; unrelated between lines."""
    return int.from_bytes(hashlib.sha256(f"line {number}".encode()).digest()[:4], "big")


def _check_inputs(line: Line) -> None:
    """What is wrong is told before the first picture, not after the thousandth."""
    check_request(line.request)


def _made_from(path: Path, line: Line) -> bool:
    """Whether the picture's recipe says what the request says."""
    try:
        recipe = read_recipe(str(path))
    except (NoRecipe, InvalidValue):
        return False
    request, index = line.request, line.pictures.index(path)
    told = (recipe.prompt, recipe.plain_prompt, recipe.seed)
    if told != (request.prompt, request.plain_prompt, request.seed + index):
        return False
    if request.prediction not in ("auto", recipe.prediction):
        return False
    if not _same_model(recipe, request, index):
        return False
    names = ["guidance_scale", "steps", "sampler", "schedule", "rescale", "eta"]
    names += ["width", "height", "clip_skip"]
    if request.init is not None:
        names.append("strength")
    if request.mask is not None:
        names += ["mask_feather", "fill", "match_colours"]
    asked = {name: getattr(request, name) for name in names}
    return all(value in (None, getattr(recipe, name)) for name, value in asked.items())


def _draw_all(lines: list[Line], *, as_json: bool) -> int:
    """Draw line by line with one loaded model. A line that fails is told, the others go on.

    Returns the exit status: 2 where the input of every single line was at fault.
    """
    if not lines:
        return 0
    from core.generation.generate import generate  # torch: seconds
    from core.generation.loader import Loader

    _take_own_gpu()
    loader, failed, status = Loader(), 0, USAGE
    with stop_on_signals() as stopped:
        for line in lines:
            job = f"line {line.number}"
            try:
                for request in missing(line):
                    follow(generate(request, loader, stopped, job), as_json=as_json)
            except (*FOR_ALL, Cancelled):
                raise
            except ReverieError as error:
                failed += 1
                status = status if error.usage else FAILED
                print(f"{job}: {wording.sentence(error)}", file=sys.stderr)
    if not failed:
        return 0
    return status if failed == len(lines) else FAILED


def _take_own_gpu() -> None:
    """Processes that share a machine share its cards, one each."""
    local = os.environ.get("LOCAL_RANK", "")
    import torch

    if local.isdecimal() and torch.cuda.is_available():
        torch.cuda.set_device(int(local) % torch.cuda.device_count())


def _same_model(recipe: Recipe, request: GenerationRequest, index: int) -> bool:
    """Whether picture `index` was drawn with the model, autoencoder and LoRAs of the request, by their names."""
    info = finding.find(request.model)
    asked = plan.resolve(request, info)
    if (recipe.model, recipe.vae) != (info.name, asked.vae_name):
        return False
    if (recipe.negative, recipe.spacing) != (asked.negative, asked.spacing):
        return False
    stack = additions.resolve(request, picture_words(request), info).stacks[index]
    used = [(each.info.name[:NAME_MAX], each.weight, each.text_weight) for each in stack]
    return used == [(each.name, each.weight, each.text_weight) for each in recipe.loras]
