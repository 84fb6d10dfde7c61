"""`reverie recipe`: how a picture was made, and making it again.

A recipe is read from the picture's own text fields; nothing in it names a path or starts anything
before a person asks.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from core.cli import options
from core.cli.generate import check, draw
from core.contract import codec
from core.contract.errors import InvalidValue, NoRecipe
from core.contract.parameters import lora_tag
from core.contract.recipe import Recipe, recipe_to_request
from core.contract.request import DeviceChoice
from core.files.catalogue import finding
from core.files.models import hashes
from core.files.pictures import images
from core.files.places import is_folder
from core.files.plain_text import plain
from core.files.recipes import recorded
from core.files.recipes.recipe import kept_input, read_recipe

DIFFERENT = 1  # exit status, as `cmp` has it


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    recipe = verbs.add_parser("recipe", help="show how a picture was made, make it again")
    actions = recipe.add_subparsers(dest="action", metavar="show|again", required=True)
    show = actions.add_parser("show", help="how a picture was made")
    show.add_argument("image", metavar="IMAGE", help="a picture with a recipe")
    show.add_argument("--json", action="store_true", help="as one JSON object")
    show.set_defaults(run=run_show)
    again = actions.add_parser(
        "again",
        help="make a picture again",
        description="Makes a picture again and tells whether it is identical "
        "(exit status 0) or different (1).",
    )
    again.add_argument("image", metavar="IMAGE", help="a picture with a recipe")
    again.add_argument("--model", metavar="PATH|NAME", help="where its model is, if not known")
    again.add_argument("--vae", metavar="PATH", help="where its VAE is, if it had one of its own")
    again.add_argument(
        "--lora", action="append", default=[], metavar="FILE", help="where one of its LoRAs is"
    )
    again.add_argument(
        "--embedding", action="append", default=[], metavar="FILE", help="likewise an embedding"
    )
    again.add_argument(
        "--device", choices=options.names(DeviceChoice), help="instead of the recipe's"
    )
    again.add_argument(
        "--output", required=True, metavar="FILE", help="a .png that is not there yet"
    )
    options.add_json_flag(again)
    again.set_defaults(run=run_again)


def run_show(arguments: argparse.Namespace) -> int:
    texts = images.read_texts(arguments.image)
    foreign = texts.get(images.PARAMETERS_KEY)
    if images.RECIPE_KEY in texts:
        recipe = read_recipe(arguments.image)
        print(json.dumps(codec.to_json(recipe)) if arguments.json else "\n".join(lines(recipe)))
    elif foreign is None:
        raise NoRecipe(arguments.image)
    elif arguments.json:
        print(json.dumps({images.PARAMETERS_KEY: foreign}))
    else:
        print("Made by another program, which says:")
        print("\n".join(f"  {plain(line)}" for line in foreign.splitlines()))
    return 0


def run_again(arguments: argparse.Namespace) -> int:
    suffix = Path(arguments.output).suffix.lower()
    if suffix != images.PNG_SUFFIX or is_folder(arguments.output):
        raise InvalidValue("output", arguments.output, "a file that ends in .png")
    recipe = read_recipe(arguments.image)
    given = arguments.model
    model = finding.find(given) if given else finding.find(recipe.model, paths=False)
    if (recipe.vae is None) != (arguments.vae is None):
        wanted = "left out: the picture's model used its own" if recipe.vae is None else (
            f"the path of the VAE {recipe.vae}, which the recipe names"
        )  # fmt: skip
        raise InvalidValue("vae", arguments.vae, wanted)
    loras = [recorded.lora(used, arguments.lora) for used in recipe.loras]
    embeddings = [recorded.embedding(used, arguments.embedding) for used in recipe.embeddings]
    for found in (*loras, *embeddings):
        if not found.is_same:
            print(f"Note: {plain(found.path)} is not the file that made the picture.",
                  file=sys.stderr)  # fmt: skip
    request = recipe_to_request(
        recipe,
        model=model.path,
        vae=arguments.vae,
        loras=[found.path for found in loras],
        embeddings=[found.path for found in embeddings],
        output=arguments.output,
        init=kept_input(arguments.image, recipe.init_hash),
        mask=kept_input(arguments.image, recipe.mask_hash),
        device=arguments.device,
    )
    check(request)
    if hashes.model_hash(model.path, recipe.dtype) != recipe.model_hash:
        print(f"Note: {plain(model.path)} is not the model that made the picture.",
              file=sys.stderr)  # fmt: skip
    if request.device == "cpu":
        _use_threads(recipe.threads)
    status = draw(request, as_json=arguments.json)
    if status:
        return status
    same = images.pixel_hash(images.read_picture(arguments.output)) == recipe.pixel_hash
    print("identical" if same else "different")
    return 0 if same else DIFFERENT


def lines(recipe: Recipe) -> list[str]:
    """The recipe for people, one field a line; what was not given is left out."""
    shown: dict[str, object] = codec.to_json(recipe)
    shown["loras"] = [
        f"{lora_tag(x).strip('<>').removeprefix('lora:')} ({x.hash[:10]})" for x in recipe.loras
    ]
    shown["embeddings"] = [f"{x.token or x.name} ({x.hash[:10]})" for x in recipe.embeddings]
    fields = {n: ", ".join(v) if isinstance(v, list) else v for n, v in shown.items()}
    left_out = {name for name, value in shown.items() if value is None or value == []}
    return [f"{n:15} {plain(v)}" for n, v in fields.items() if n not in left_out]


def _use_threads(count: int) -> None:
    """Sums are rounded in another order with another number of threads."""
    import torch

    torch.set_num_threads(min(count, os.cpu_count() or 1))
