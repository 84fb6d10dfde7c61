"""The verbs that stand as buttons beside a message. What each does is in `pages/create_verbs.py`."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication

Verb = Literal[
    "again",
    "smaller",
    "free_memory",
    "free_folder",
    "show_folder",
    "choose_model",
    "choose_picture",
    "open_model",
    "open_model_file",
    "go_to_words",
    "look_again",
    "forget_model",
    "switch_off",
    "full_precision",
]

translate = QCoreApplication.translate


def verb_text(verb: Verb) -> str:
    """The button of a verb."""
    texts: dict[Verb, str] = {
        "again": translate("wording", "Try again"),
        "smaller": translate("wording", "Draw smaller"),
        "free_memory": translate("wording", "Free memory and try again"),
        "free_folder": translate("wording", "Choose another folder…"),
        "show_folder": translate("wording", "Show in folder"),
        "choose_model": translate("wording", "Use the starter"),
        "choose_picture": translate("wording", "Choose another…"),
        "open_model": translate("wording", "Open a model folder…"),
        "open_model_file": translate("wording", "Open a model file…"),
        "go_to_words": translate("wording", "Go to the words"),
        "look_again": translate("wording", "Look again"),
        "forget_model": translate("wording", "Forget it"),
        "switch_off": translate("wording", "Switch it off"),
        "full_precision": translate("wording", "Draw in full precision"),
    }
    return texts[verb]


def smaller_text(width: int, height: int) -> str:
    """The button of the verb "smaller", where the size is known."""
    return translate("wording", "Draw at {0} × {1}").format(width, height)
