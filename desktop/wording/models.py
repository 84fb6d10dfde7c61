"""What the window says of models and their weights. No widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from core.contract.explain import MissingEncoder
from core.files.models.folder_files import CONTENT
from desktop.numbers import number
from desktop.verbs import Verb
from desktop.wording.expectations import expected_text
from desktop.wording.parts import UNBROKEN, Sentences, Worded, amount_text, name_of
from desktop.wording.reasons import reason_text
from desktop.wording.titles import known_title, title_text

translate = QCoreApplication.translate
MODEL_INDEX = "model_index.json"  # what makes a folder that of a model
CONFIG = "config.json"  # each part of a model has one


def _model_missing(error: e.ModelNotFound) -> Worded:
    text = translate(
        "wording", "The model “{0}” is not there any more. All other settings are kept."
    )
    return text.format(name_of(error.name)), ("choose_model", _opening(error.name))


def _opening(path: str) -> Verb:
    """How another of its kind is chosen: a file, or a folder."""
    return "open_model_file" if Path(path).suffix else "open_model"


def _model_incomplete(error: e.ModelIncomplete) -> Worded:
    if error.missing == MODEL_INDEX:
        text = translate(
            "wording",
            "“{0}” is not the folder of a model: there is no {1} in it. Nothing was changed.",
        )
        return text.format(name_of(error.path), error.missing), ("open_model",)
    text = translate(
        "wording",
        "The model “{0}” lacks {1}, perhaps an unfinished download. It was left as it is.",
    )
    missing = known_title(error.missing) or error.missing  # else a file of the folder
    return text.format(name_of(error.path), missing), ("show_folder", "choose_model")


def _no_encoder(error: MissingEncoder) -> Worded:
    text = translate(
        "wording",
        "The model “{0}” cannot look at pictures. Choose a folder with {1} from {2}, or compare with the "
        "starter. Nothing was changed.",
    )
    files = ", ".join(error.files)
    return text.format(name_of(error.path), files, error.repository), ("choose_model",)


def _model_unsupported(error: e.ModelUnsupported) -> Worded:
    if error.wanted == "VAE":
        text = translate(
            "wording", "“{0}” cannot be used as an autoencoder: it is {1}. Nothing was drawn."
        )
        return text.format(name_of(error.path), title_text(error.what)), ("show_folder",)
    text = translate(
        "wording", "“{0}” cannot be used: it is {1}. Stable Diffusion 1, 2 and XL can."
    )
    worded = text.format(name_of(error.path), title_text(error.what))
    return worded, ("choose_model", _opening(error.path))


def _config(error: e.ConfigInvalid) -> Worded:
    text = translate(
        "wording",
        "{0} cannot be used: {1} must be {2}. Nothing was changed; a fresh copy may help.",
    )
    path = Path(error.path)  # a model has several files of one name
    name = f"{path.parent.name}/{path.name}" if path.name == CONFIG else path.name
    key = translate("wording", "its content") if error.key == CONTENT else error.key
    worded = text.format(name, key, expected_text(error.expected))
    return worded, ("show_folder", "choose_model")


def _truncated(error: e.WeightsTruncated) -> Worded:
    text = translate(
        "wording",
        "“{0}” ends too early: {1} of {2} are there, perhaps an unfinished download. Nothing was changed.",
    )
    there, wanted = amount_text(error.actual), amount_text(error.expected)
    if there == wanted:  # a few bytes are missing, which rounding would hide
        there = number(error.actual)
        wanted = translate("wording", "{0} bytes").format(number(error.expected))
        wanted = wanted.replace(" ", UNBROKEN)
    return text.format(name_of(error.path), there, wanted), ("show_folder", "choose_model")


def _header(error: e.WeightsHeaderInvalid) -> Worded:
    text = translate(
        "wording", "“{0}” is damaged ({1}). Nothing was changed; a fresh download may help."
    )
    worded = text.format(name_of(error.path), reason_text(error.reason))
    return worded, ("show_folder", "choose_model")


def _refused_weights(error: e.WeightsRefused) -> Worded:
    text = translate("wording", "“{0}” was not opened: {1}. Nothing of it was run.")
    worded = text.format(name_of(error.path), reason_text(error.reason))
    return worded, ("show_folder", "choose_model")


def _mismatch(error: e.WeightsMismatch) -> Worded:
    text = translate(
        "wording", "The weights in “{0}” are for another kind of model. Nothing was changed."
    )
    return text.format(name_of(error.path)), ("show_folder", "choose_model")


def _not_finite(error: e.WeightsNotFinite) -> Worded:
    if error.dtype:
        text = translate(
            "wording",
            "“{0}” needs full precision: its numbers are too large for {1}. Nothing was drawn.",
        )
        worded = text.format(name_of(error.path), error.dtype)
        return worded, ("full_precision", "show_folder", "choose_model")
    text = translate("wording", "“{0}” holds broken numbers. A fresh download may help.")
    return text.format(name_of(error.path)), ("show_folder", "choose_model")


WORDED: Sentences = {
    e.ModelNotFound: _model_missing,
    e.ModelIncomplete: _model_incomplete,
    e.ModelUnsupported: _model_unsupported,
    MissingEncoder: _no_encoder,
    e.ConfigInvalid: _config,
    e.WeightsTruncated: _truncated,
    e.WeightsHeaderInvalid: _header,
    e.WeightsRefused: _refused_weights,
    e.WeightsMismatch: _mismatch,
    e.WeightsNotFinite: _not_finite,
}
