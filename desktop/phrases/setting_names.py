"""What the window calls the fields of a request, and the sentence for a value that cannot be used."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract.errors import InvalidValue

translate = QCoreApplication.translate
VALUE_MAX = 80  # characters of a value that are worth showing


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
    }
    return names.get(field, field)


def refused_setting(error: InvalidValue) -> str:
    """Why nothing was drawn."""
    if error.field == "mask" and error.value is None:
        return translate(
            "settings",
            "This model repaints a part of a picture; no part is marked. Nothing was drawn.",
        )
    name = setting_name(error.field)
    if error.value is None:
        text = translate("settings", "{0} must be {1}; nothing is given. Nothing was drawn.")
        return text.format(name, error.expected)
    text = translate("settings", "{0} must be {1}; it is {2}. Nothing was drawn.")
    return text.format(name, error.expected, str(error.value)[:VALUE_MAX])
