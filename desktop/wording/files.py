"""What the window says of files and of the disk. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from desktop.wording.parts import Sentences, Worded, amount_text, folder_of, name_of, place
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate


def _missing(error: e.FileMissing) -> Worded:
    text = translate("wording", "“{0}” is not there any more. Nothing was changed.")
    return text.format(name_of(error.path)), ("switch_off",)


def _unreadable(error: e.FileUnreadable) -> Worded:
    text = translate("wording", "“{0}” cannot be read: {1}. Nothing was changed.")
    return text.format(name_of(error.path), reason_text(error.reason)), ("show_folder",)


def _already(error: e.FileAlreadyThere) -> Worded:
    text = translate(
        "wording", "“{0}” is already there and was left as it is; nothing new was saved."
    )
    return text.format(name_of(error.path)), ()


def _not_writable(error: e.NotWritable) -> Worded:
    text = translate(
        "wording",
        "Nothing can be written to {0}: {1}. Nothing new was saved; what was there is untouched.",
    )
    return text.format(place(error.path), reason_text(error.reason)), ("free_folder", "again")


def _disk_full(error: e.DiskFull) -> Worded:
    if error.path and error.free >= 0 and error.needed >= 0:
        text = translate(
            "wording",
            "The disk is full: {1} are free, {2} are needed in {0}. Nothing new was saved; everything "
            "older is safe.",
        )
        amounts = amount_text(error.free), amount_text(error.needed)
        worded = text.format(place(folder_of(error.path)), *amounts)
    else:
        worded = translate(
            "wording", "The disk is full. Nothing new was saved; everything older is safe."
        )
    return worded, ("again", "free_folder")


def _write_failed(error: e.WriteFailed) -> Worded:
    if error.path:
        text = translate(
            "wording", "{0} could not be written: {1}. What was there before is still there."
        ).format(place(error.path), reason_text(error.reason))
    else:
        text = translate(
            "wording", "The disk failed while writing. What was there before is still there."
        )
    return text, ("again", "free_folder")


def _reader_stopped(error: e.ReaderStopped) -> Worded:
    reasons = {
        "crashed": translate("wording", "the program that reads it crashed"),
        "defect": translate("wording", "the program that reads it crashed"),
        "timeout": translate("wording", "reading it took too long"),
        "memory": translate("wording", "reading it takes too much memory"),
        "garbage": translate("wording", "nothing sensible could be read from it"),
    }
    reason = reasons.get(error.reason, translate("wording", "it tried to do more than be read"))
    text = translate("wording", "“{0}” cannot be opened: {1}. Nothing else was touched.")
    return text.format(name_of(error.path), reason), ("show_folder",)


def _no_reader(error: e.ReaderUnavailable) -> Worded:
    text = translate(
        "wording",
        "No picture or old model file can be opened: the protected program that reads them does not start "
        "({0}). Nothing was changed.",
    )
    return text.format(reason_text(error.reason)), ("again",)


def _wildcard(error: e.WildcardMissing) -> Worded:
    text = translate(
        "wording",
        "There is no list of words “{0}”: it would be {0}.txt in {1}. Nothing was drawn.",
    )
    return text.format(error.name, place(error.folder)), ("go_to_words",)


WORDED: Sentences = {
    e.FileMissing: _missing,
    e.FileUnreadable: _unreadable,
    e.FileAlreadyThere: _already,
    e.NotWritable: _not_writable,
    e.DiskFull: _disk_full,
    e.WriteFailed: _write_failed,
    e.ReaderStopped: _reader_stopped,
    e.ReaderUnavailable: _no_reader,
    e.WildcardMissing: _wildcard,
}
