"""What the window says of models and their weights. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from core.contract.explain import MissingEncoder
from desktop.wording.parts import Sentences, Worded, name_of, size_text

translate = QCoreApplication.translate
MODEL_INDEX = "model_index.json"  # what makes a folder that of a model


def _model_missing(error: e.ModelNotFound) -> Worded:
    text = translate(
        "wording", "The model “{0}” is not there any more. All other settings are kept."
    )
    return text.format(name_of(error.name)), ("choose_model", "open_model")


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
    return text.format(name_of(error.path), error.missing), ("show_folder", "choose_model")


def _no_encoder(error: MissingEncoder) -> Worded:
    text = translate(
        "wording",
        "The model “{0}” reads no pictures. A folder with {1} of {2} would do it. Nothing was changed.",
    )
    return text.format(name_of(error.path), ", ".join(error.files), error.repository), (
        "choose_model",
    )


def _model_unsupported(error: e.ModelUnsupported) -> Worded:
    if error.wanted == "VAE":
        text = translate(
            "wording", "“{0}” cannot be used as an autoencoder: it is {1}. Nothing was drawn."
        )
        return text.format(name_of(error.path), error.what), ("show_folder",)
    text = translate(
        "wording", "“{0}” cannot be used: it is {1}. Stable Diffusion 1, 2 and XL can."
    )
    return text.format(name_of(error.path), error.what), ("choose_model", "open_model")


def _config(error: e.ConfigInvalid) -> Worded:
    text = translate("wording", "“{0}” of this model cannot be used: {1} must be {2}.")
    worded = text.format(name_of(error.path), error.key, error.expected)
    return worded, ("show_folder", "choose_model")


def _truncated(error: e.WeightsTruncated) -> Worded:
    text = translate(
        "wording", "“{0}” ends too early: {1} of {2} are there, perhaps an unfinished download."
    )
    worded = text.format(name_of(error.path), size_text(error.actual), size_text(error.expected))
    return worded, ("show_folder", "choose_model")


def _header(error: e.WeightsHeaderInvalid) -> Worded:
    text = translate("wording", "“{0}” is no sound weights file: {1}. It was not opened further.")
    return text.format(name_of(error.path), error.reason), ("show_folder", "choose_model")


def _refused_weights(error: e.WeightsRefused) -> Worded:
    text = translate("wording", "“{0}” was not opened: {1}. Nothing of it was run.")
    return text.format(name_of(error.path), error.reason), ("show_folder", "choose_model")


def _mismatch(error: e.WeightsMismatch) -> Worded:
    text = translate(
        "wording", "The weights in “{0}” are for another kind of model. Nothing was changed."
    )
    return text.format(name_of(error.path)), ("show_folder", "choose_model")


def _not_finite(error: e.WeightsNotFinite) -> Worded:
    if error.dtype:
        text = translate("wording", "“{0}” holds numbers too large for {1} (in {2}).")
        worded = text.format(name_of(error.path), error.dtype, error.tensor)
        return worded, ("show_folder", "choose_model")
    text = translate("wording", "“{0}” holds broken numbers (in {1}). A fresh download may help.")
    return text.format(name_of(error.path), error.tensor), ("show_folder", "choose_model")


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
