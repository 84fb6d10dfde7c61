"""The recipe in a picture, and the request that draws the picture again. Starts nothing, needs no torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import FileMissing, InvalidValue, NoRecipe
from core.contract.recipe import DRAWN_ELSEWHERE, Recipe, recipe_to_request
from core.contract.request import GenerationRequest
from core.files import folders
from core.files.catalogue import finding
from core.files.pictures.png_texts import read_png_texts
from core.files.reading import opened
from core.files.recipes import recorded

RECIPE_KEY = "reverie"  # of the text in a PNG


@dataclass(frozen=True)
class Again:
    """A request that draws a picture again, and the recipe that it follows."""

    request: GenerationRequest
    recipe: Recipe


def read_recipe(image: Path | str) -> Recipe:
    """The recipe in the picture `image`. Raises `NoRecipe`, `InvalidValue`, `FileMissing`."""
    with opened(Path(image)) as file:
        text = read_png_texts(file).get(RECIPE_KEY)
    if text is None:
        raise NoRecipe(str(image))
    try:
        return Recipe.from_json(text)
    except InvalidValue as error:
        _, _, field = error.field.partition(".")
        what = f"{image}: the recipe's {field}" if field else f"{image}: the recipe"
        raise InvalidValue(what, error.value, error.expected) from error


def kept_input(image: Path | str, digest: str | None) -> str | None:
    """Where an exact input of `image` is kept: beside the picture, or with all pictures.

    Raises `FileMissing`.
    """
    if digest is None:
        return None
    from core.files.recipes import inputs

    places = [
        inputs.input_path(folder, digest) for folder in (Path(image).parent, folders.pictures())
    ]
    for place in places:
        if place.is_file():
            return str(place)
    raise FileMissing(str(places[0]))


def drawn_again(image: Path | str, output: str) -> Again:
    """How `image` is drawn again into the file `output`, with the files that this machine knows.

    Raises as `read_recipe`, `kept_input`, `finding.find` and `recorded`; `InvalidValue` for a picture whose
    VAE was not its model's own.
    """
    recipe = read_recipe(image)
    if recipe.vae is not None:
        raise InvalidValue("vae", recipe.vae, DRAWN_ELSEWHERE)
    request = recipe_to_request(
        recipe,
        model=finding.find(recipe.model, paths=False).path,
        output=output,
        init=kept_input(image, recipe.init_hash),
        mask=kept_input(image, recipe.mask_hash),
        loras=[recorded.lora(used).path for used in recipe.loras],
        embeddings=[recorded.embedding(used).path for used in recipe.embeddings],
    )
    return Again(request, recipe)
