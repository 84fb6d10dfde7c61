"""What the window says where a training cannot go on. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from desktop.numbers import number
from desktop.wording.parts import Sentences, Worded, name_of, place
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate


def _photos(error: e.DatasetInvalid) -> Worded:
    text = translate(
        "wording", "These photos cannot be used: {0}. What was learned so far is kept."
    )
    return text.format(reason_text(error.reason)), ()


def _run_folder(error: e.RunFolderInvalid) -> Worded:
    if error.reason == e.RunFolderInvalid.BUSY:
        text = translate("wording", "What was begun at {0} earlier still runs, or saves. "
                         "When it has ended, this training can go on.")  # fmt: skip
        return text.format(place(error.path)), ()
    text = translate(
        "wording",
        "The folder of this training cannot be used: {0}. Nothing in it was changed.",
    )
    return text.format(reason_text(error.reason)), ()


def _diverged(error: e.TrainingDiverged) -> Worded:
    text = translate(
        "wording",
        "The training went astray at step {0}; the last good state is kept. Going on would most likely end "
        "the same way: keep that state, or teach anew with a smaller learning rate.",
    )
    return text.format(number(error.step)), ()


def _latents(error: e.LatentsNotFinite) -> Worded:
    text = translate(
        "wording",
        "The model fails on photo {0} at this precision. Nothing was lost. Teach it anew with Precision set "
        "to float32 (All settings).",
    )
    return text.format(name_of(error.picture)), ()


WORDED: Sentences = {
    e.DatasetInvalid: _photos,
    e.RunFolderInvalid: _run_folder,
    e.TrainingDiverged: _diverged,
    e.LatentsNotFinite: _latents,
}
