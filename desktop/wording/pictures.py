"""What the window says of pictures that cannot be opened. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from core.files.pictures.formats import UNKNOWN
from desktop.wording.parts import Sentences, Worded, name_of
from desktop.wording.reasons import reason_text
from desktop.wording.titles import title_text

translate = QCoreApplication.translate


def _picture_unsupported(error: e.PictureUnsupported) -> Worded:
    if error.format == UNKNOWN:
        text = translate(
            "wording",
            "“{0}” is no picture that can be opened. PNG, JPEG, WebP, TIFF, BMP and HEIC can.",
        )
    else:
        text = translate(
            "wording",
            "“{0}” cannot be opened: it looks like {1}. PNG, JPEG, WebP, TIFF, BMP and HEIC can.",
        )
    return text.format(name_of(error.path), title_text(error.format)), ("choose_picture",)


def _picture_large(error: e.PictureTooLarge) -> Worded:
    text = translate(
        "wording",
        "“{0}” is too large: {1} × {2} px. Up to {3} megapixels can be opened. Nothing was changed.",
    )
    worded = text.format(name_of(error.path), error.width, error.height, error.limit)
    return worded, ("choose_picture",)


def _picture_broken(error: e.PictureBroken) -> Worded:
    text = translate("wording", "“{0}” is damaged and cannot be opened: {1}. Nothing was changed.")
    return text.format(name_of(error.path), reason_text(error.reason)), ("choose_picture",)


def _no_recipe(error: e.NoRecipe) -> Worded:
    return translate(
        "wording", "“{0}” carries no settings of this program. Nothing was changed."
    ).format(name_of(error.path)), ()


WORDED: Sentences = {
    e.PictureUnsupported: _picture_unsupported,
    e.PictureTooLarge: _picture_large,
    e.PictureBroken: _picture_broken,
    e.NoRecipe: _no_recipe,
}
