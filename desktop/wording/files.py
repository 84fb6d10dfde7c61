"""What the window says of files and of the disk. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from desktop.wording.parts import Sentences, Worded, name_of, reason_text, size_text

translate = QCoreApplication.translate


def _missing(error: e.FileMissing) -> Worded:
    text = translate("wording", "“{0}” is not there any more. Nothing was changed.")
    return text.format(name_of(error.path)), ()


def _unreadable(error: e.FileUnreadable) -> Worded:
    text = translate("wording", "“{0}” cannot be read: {1}. Nothing was changed.")
    return text.format(name_of(error.path), reason_text(error.reason)), ("show_folder",)


def _already(error: e.FileAlreadyThere) -> Worded:
    return translate("wording", "“{0}” is already there and was left as it is.").format(
        name_of(error.path)
    ), ()


def _not_writable(error: e.NotWritable) -> Worded:
    text = translate("wording", "Nothing can be written to {0}: {1}. The picture was not saved.")
    return text.format(error.path, reason_text(error.reason)), ("free_folder", "again")


def _disk_full(error: e.DiskFull) -> Worded:
    if error.free >= 0 and error.needed >= 0:
        text = translate(
            "wording", "No room on the disk of {0}: {1} free, {2} needed. Older pictures are safe."
        )
        worded = text.format(error.path, size_text(error.free), size_text(error.needed))
    else:
        worded = translate(
            "wording", "No room on the disk of {0}. Older pictures are safe."
        ).format(error.path)
    return worded, ("again", "free_folder")


def _write_failed(error: e.WriteFailed) -> Worded:
    text = translate(
        "wording", "The disk refused to write {0}: {1}. What was there before is still there."
    )
    return text.format(error.path, reason_text(error.reason)), ("again", "free_folder")


def _reader_stopped(error: e.ReaderStopped) -> Worded:
    reasons = {
        "crashed": translate("wording", "its reader broke down over it"),
        "timeout": translate("wording", "reading it took too long"),
        "memory": translate("wording", "reading it takes too much memory"),
        "garbage": translate("wording", "its reader gave no sensible answer"),
    }
    reason = reasons.get(error.reason, translate("wording", "it wanted more than to be read"))
    text = translate("wording", "“{0}” cannot be opened: {1}. Nothing else was touched.")
    return text.format(name_of(error.path), reason), ("show_folder",)


def _no_reader(error: e.ReaderUnavailable) -> Worded:
    text = translate(
        "wording", "Files cannot be opened safely: the helper for it does not start ({0})."
    )
    return text.format(error.reason), ("again",)


def _wildcard(error: e.WildcardMissing) -> Worded:
    text = translate(
        "wording",
        "There is no list of words “{0}” in the folder of wildcards. Nothing was drawn.",
    )
    return text.format(error.name), ("go_to_words",)


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
