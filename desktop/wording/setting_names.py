"""What the window calls the fields of a request, and the sentence for a value that cannot be used."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract.errors import InvalidValue
from core.contract.recipe import DRAWN_ELSEWHERE
from desktop.wording.expectations import expected_text
from desktop.wording.parts import name_of

translate = QCoreApplication.translate
VALUE_MAX = 80  # characters of a value that are worth showing
RECIPE = ": the recipe"  # between a picture's path and the field of its settings
FORMAT = "format"  # of a recipe: its version
BESIDE = ("step", "share")  # asked about something drawn or learned; they draw nothing


def setting_name(field: str) -> str:
    """A field of the request as it is called on the page; one that is not there by its own name."""
    names = {
        "prompt": translate("settings", "The prompt"),
        "negative": translate("settings", "The negative prompt"),
        "guidance_scale": translate("settings", "Guidance"),
        "steps": translate("settings", "Steps"),
        "sampler": translate("settings", "The sampler"),
        "schedule": translate("settings", "The schedule"),
        "rescale": translate("settings", "Rescale"),
        "clip_skip": translate("settings", "Clip skip"),
        "seed": translate("settings", "The seed"),
        "width": translate("settings", "The width"),
        "height": translate("settings", "The height"),
        "count": translate("settings", "The number of pictures"),
        "strength": translate("settings", "Strength"),
        "init": translate("settings", "The picture to start from"),
        "loras": translate("settings", "The list of LoRAs"),
        "embeddings": translate("settings", "The list of embeddings"),
        "vae": translate("settings", "The autoencoder"),
        "eta": translate("settings", "Eta"),
        "mask": translate("settings", "The mask"),
        "dtype": translate("settings", "The precision"),
        "model": translate("settings", "The model"),
        "step": translate("settings", "The step"),
        "share": translate("settings", "The share"),
    }
    return names.get(field, field)


def refused_setting(error: InvalidValue) -> str:
    """Why nothing was drawn."""
    picture, of_recipe, field = error.field.rpartition(RECIPE)
    if of_recipe:
        return _refused_recipe(picture, field.removeprefix("'s "), error)
    if error.field == "vae" and error.expected == DRAWN_ELSEWHERE:
        return translate(
            "settings",
            "This picture was drawn with another autoencoder and cannot be drawn again here.",
        )
    if error.field == "mask" and error.value is None:
        return translate(
            "settings",
            "This model repaints a part of a picture; no part is marked. Nothing was drawn.",
        )
    name, expected = setting_name(error.field), expected_text(error.expected)
    if error.field in BESIDE:
        text = translate("settings", "{0} must be {1}. Nothing was changed.")
        return text.format(name, expected)
    if error.value is None:
        text = translate("settings", "{0} must be {1}; nothing is given. Nothing was drawn.")
        return text.format(name, expected)
    text = translate("settings", "{0} must be {1}; it is {2}. Nothing was drawn.")
    return text.format(name, expected, str(error.value)[:VALUE_MAX])


def _refused_recipe(picture: str, field: str, error: InvalidValue) -> str:
    """The settings in a picture make no sense here."""
    if field == FORMAT and isinstance(error.value, int):
        text = translate("settings", "“{0}” was made by a newer version of this program.")
        return text.format(name_of(picture))
    if not field:
        text = translate("settings", "The settings in “{0}” cannot be read. Nothing was changed.")
        return text.format(name_of(picture))
    text = translate(
        "settings",
        "The settings in “{0}” cannot be used: {1} must be {2}. Nothing was changed.",
    )
    return text.format(name_of(picture), setting_name(field), expected_text(error.expected))
