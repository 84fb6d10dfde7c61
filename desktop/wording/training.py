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


def _run_folder(error: e.RunFolderInvalid) -> Worded:
    if error.reason != e.RunFolderInvalid.BUSY:
        return _training(error)
    text = translate("wording", "What was begun at {0} earlier still runs, or saves. "
                     "When it has ended, this training can go on.")  # fmt: skip
    return text.format(error.path), ()


def _latents(error: e.LatentsNotFinite) -> Worded:
    text = translate("wording", "The model cannot read {0} at this precision: choose float32. "
                     "Nothing was lost.")  # fmt: skip
    return text.format(error.picture), ()


WORDED: Sentences = {
    **dict.fromkeys((e.DatasetInvalid, e.TrainingDiverged), _training),
    e.RunFolderInvalid: _run_folder,
    e.LatentsNotFinite: _latents,
}
