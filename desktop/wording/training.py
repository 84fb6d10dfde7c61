"""What the window says where a training cannot go on. No widgets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from desktop.wording.parts import Sentences, Worded

translate = QCoreApplication.translate


def _training(error: Any) -> Worded:
    where = getattr(error, "path", "") or getattr(error, "run", "")
    return translate("wording", "The training at {0} cannot go on. What it saved is kept.").format(
        where
    ), ()


def _latents(error: e.LatentsNotFinite) -> Worded:
    text = translate("wording", "The model cannot read {0} at this precision: choose float32. "
                     "Nothing was lost.")  # fmt: skip
    return text.format(error.picture), ()


WORDED: Sentences = {
    **dict.fromkeys((e.DatasetInvalid, e.RunFolderInvalid, e.TrainingDiverged), _training),
    e.LatentsNotFinite: _latents,
}
