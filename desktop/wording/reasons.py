"""Why a file, an answer or a folder cannot be used, in the window's language. No widgets."""

from __future__ import annotations

import errno
import os
import re

from PySide6.QtCore import QCoreApplication

from desktop.wording.clauses import QT_TRANSLATE_NOOP, said
from desktop.wording.titles import known_title

translate = QCoreApplication.translate
# The system's own words, for which there are better ones. The engine says them in English, the window's own
# process in the system's language.
_SYSTEM = {
    errno.EROFS: ("Read-only file system", QT_TRANSLATE_NOOP("wording", "the disk is read-only")),
    errno.EACCES: (
        "Permission denied",
        QT_TRANSLATE_NOOP("wording", "you have no permission there"),
    ),
    errno.EPERM: (
        "Operation not permitted",
        QT_TRANSLATE_NOOP("wording", "you have no permission there"),
    ),
    errno.EIO: ("Input/output error", QT_TRANSLATE_NOOP("wording", "the disk reports an error")),
    errno.ENOENT: ("No such file or directory", QT_TRANSLATE_NOOP("wording", "it is not there")),
    errno.ENOTDIR: ("Not a directory", QT_TRANSLATE_NOOP("wording", "a file is in the way")),
    errno.EISDIR: ("Is a directory", QT_TRANSLATE_NOOP("wording", "it is a folder")),
    errno.ENAMETOOLONG: (
        "File name too long",
        QT_TRANSLATE_NOOP("wording", "its name is too long"),
    ),
    errno.EBUSY: (
        "Device or resource busy",
        QT_TRANSLATE_NOOP("wording", "another program uses it"),
    ),
    errno.EAGAIN: (
        "Resource temporarily unavailable",
        QT_TRANSLATE_NOOP("wording", "the system has nothing left to start it with"),
    ),
    errno.ENOMEM: ("Cannot allocate memory", QT_TRANSLATE_NOOP("wording", "memory is short")),
    errno.ECONNREFUSED: (
        "Connection refused",
        QT_TRANSLATE_NOOP("wording", "it takes no connection"),
    ),
    errno.ECONNRESET: (
        "Connection reset by peer",
        QT_TRANSLATE_NOOP("wording", "the connection was cut"),
    ),
    errno.ENETUNREACH: (
        "Network is unreachable",
        QT_TRANSLATE_NOOP("wording", "there is no network"),
    ),
}
KNOWN = (
    # files and folders
    QT_TRANSLATE_NOOP("clauses", "a file is in the way"),
    QT_TRANSLATE_NOOP("clauses", "a folder is in the way"),
    QT_TRANSLATE_NOOP("clauses", "a link that leads nowhere"),
    QT_TRANSLATE_NOOP("clauses", "it leads out of the model folder"),
    QT_TRANSLATE_NOOP("clauses", "there is no trash for it"),
    QT_TRANSLATE_NOOP("clauses", "not a regular file"),
    QT_TRANSLATE_NOOP("clauses", "not JSON"),
    QT_TRANSLATE_NOOP("clauses", "it is larger than {0} MB"),
    QT_TRANSLATE_NOOP("clauses", "it is no CSV in UTF-8"),
    QT_TRANSLATE_NOOP("clauses", "it is no text in UTF-8"),
    QT_TRANSLATE_NOOP(
        "clauses", "its first line has no columns “name” and “prompt” between commas"
    ),
    QT_TRANSLATE_NOOP("clauses", "it holds no words"),
    QT_TRANSLATE_NOOP("clauses", "it holds too many files"),
    QT_TRANSLATE_NOOP("clauses", "too many or too long words"),
    # pictures
    QT_TRANSLATE_NOOP("clauses", "the file ends too early"),
    QT_TRANSLATE_NOOP("clauses", "its contents make no picture"),
    QT_TRANSLATE_NOOP("clauses", "it has no pixels"),
    QT_TRANSLATE_NOOP("clauses", "a note in it is too large"),
    QT_TRANSLATE_NOOP("clauses", "no picture of a kind that can be opened"),
    QT_TRANSLATE_NOOP("clauses", "more than {0} megapixels"),
    QT_TRANSLATE_NOOP("clauses", "it is not there any more"),
    # headers of weights
    QT_TRANSLATE_NOOP("clauses", "a header of {0} bytes"),
    QT_TRANSLATE_NOOP("clauses", "{0} bytes behind the last tensor"),
    QT_TRANSLATE_NOOP("clauses", "the header is not a JSON object"),
    QT_TRANSLATE_NOOP("clauses", "the header is not valid JSON"),
    QT_TRANSLATE_NOOP("clauses", "the metadata are not texts"),
    QT_TRANSLATE_NOOP("clauses", "a key occurs twice"),
    QT_TRANSLATE_NOOP("clauses", "a shape that is none"),
    QT_TRANSLATE_NOOP("clauses", "an unknown dtype"),
    QT_TRANSLATE_NOOP("clauses", "offsets that are none"),
    QT_TRANSLATE_NOOP("clauses", "offsets that do not fit dtype and shape"),
    QT_TRANSLATE_NOOP("clauses", "tensors that overlap"),
    QT_TRANSLATE_NOOP("clauses", "a hole between tensors"),
    QT_TRANSLATE_NOOP("clauses", "too many tensors"),
    # old checkpoints
    QT_TRANSLATE_NOOP("clauses", "it is in no known format"),
    QT_TRANSLATE_NOOP("clauses", "it ends too early"),
    QT_TRANSLATE_NOOP("clauses", "it holds no weights"),
    QT_TRANSLATE_NOOP("clauses", "it holds too many tensors"),
    QT_TRANSLATE_NOOP("clauses", "it is a TorchScript program, not weights"),
    QT_TRANSLATE_NOOP("clauses", "it is an archive, and not of a checkpoint"),
    QT_TRANSLATE_NOOP("clauses", "it is no checkpoint"),
    QT_TRANSLATE_NOOP("clauses", "it is written in a newer language"),
    QT_TRANSLATE_NOOP("clauses", "its archive is damaged"),
    QT_TRANSLATE_NOOP("clauses", "its archive is encrypted"),
    QT_TRANSLATE_NOOP("clauses", "its archive is packed, which no checkpoint is"),
    QT_TRANSLATE_NOOP("clauses", "its archive names a file outside of itself"),
    QT_TRANSLATE_NOOP("clauses", "its tensors are many times larger than the file"),
    QT_TRANSLATE_NOOP("clauses", "the numbers of a tensor are missing"),
    QT_TRANSLATE_NOOP("clauses", "the numbers of {0} are damaged"),
    QT_TRANSLATE_NOOP("clauses", "it asks for {0}, which no weights need"),
    QT_TRANSLATE_NOOP("clauses", "it calls {0}, which no weights do"),
    # LoRAs and embeddings
    QT_TRANSLATE_NOOP("clauses", "none of the layers that it changes is in this model"),
    QT_TRANSLATE_NOOP("clauses", "its vectors have a shape that no words have"),
    QT_TRANSLATE_NOOP("clauses", "its two parts differ in their vectors"),
    QT_TRANSLATE_NOOP("clauses", "it has {0} vectors, at most {1} are read"),
    QT_TRANSLATE_NOOP("clauses", "its alpha at {0} is no number"),
    # the hub
    QT_TRANSLATE_NOOP("clauses", "no answer in time"),
    QT_TRANSLATE_NOOP("clauses", "the connection was closed"),
    QT_TRANSLATE_NOOP("clauses", "it is far too long"),
    QT_TRANSLATE_NOOP("clauses", "it is no JSON"),
    QT_TRANSLATE_NOOP("clauses", "it is no JSON object"),
    QT_TRANSLATE_NOOP("clauses", "it names no commit"),
    QT_TRANSLATE_NOOP("clauses", "it names another commit than the one asked for"),
    QT_TRANSLATE_NOOP("clauses", "it has no list of files"),
    QT_TRANSLATE_NOOP("clauses", "it sends us on and on"),
    QT_TRANSLATE_NOOP("clauses", "it sends us on to {0}, which is no address of the hub"),
    QT_TRANSLATE_NOOP("clauses", "the file changes while it is fetched"),
    QT_TRANSLATE_NOOP("clauses", "it is a web page instead of the file, perhaps a sign-in page"),
    QT_TRANSLATE_NOOP("clauses", "it is packed, which nobody asked for"),
    QT_TRANSLATE_NOOP("clauses", "it is another piece than the one asked for"),
    QT_TRANSLATE_NOOP("clauses", "its length is no number"),
    QT_TRANSLATE_NOOP("clauses", "it is longer than the file"),
    QT_TRANSLATE_NOOP("clauses", "it is shorter than the file"),
    # trainings
    QT_TRANSLATE_NOOP("clauses", "there is no such folder"),
    QT_TRANSLATE_NOOP("clauses", "it holds no pictures"),
    QT_TRANSLATE_NOOP("clauses", "none of its photos can be used"),
    QT_TRANSLATE_NOOP("clauses", "{0} is not there any more"),
    QT_TRANSLATE_NOOP("clauses", "{0} is not there any more; put it back to go on"),
    QT_TRANSLATE_NOOP("clauses", "{0} cannot be used"),
    QT_TRANSLATE_NOOP("clauses", "{0} is listed twice"),
    QT_TRANSLATE_NOOP("clauses", "{0} has no caption"),
    QT_TRANSLATE_NOOP("clauses", "{0} cannot be read as text"),
    QT_TRANSLATE_NOOP("clauses", "{0} is larger than {1} MiB"),
    QT_TRANSLATE_NOOP("clauses", "it holds a run already"),
    QT_TRANSLATE_NOOP("clauses", "it is not empty"),
    QT_TRANSLATE_NOOP("clauses", "it holds no run to resume"),
    QT_TRANSLATE_NOOP("clauses", "it has no result yet: end it first"),
    QT_TRANSLATE_NOOP("clauses", "it has saved nothing yet"),
    QT_TRANSLATE_NOOP("clauses", "it has lost its list of photos"),
    QT_TRANSLATE_NOOP("clauses", "its training taught no finished model"),
    QT_TRANSLATE_NOOP("clauses", "no step of it is kept any more"),
    QT_TRANSLATE_NOOP("clauses", "the weights of step {0} are damaged"),
    QT_TRANSLATE_NOOP("clauses", "its {0} is damaged"),
    QT_TRANSLATE_NOOP("clauses", "its run trains {0}, not {1}"),
    QT_TRANSLATE_NOOP("clauses", "its log has lost the untrained model's figures"),
)
_IS = re.compile(r"it is (.+?)(, not weights|, which is not supported)?")


def reason_text(reason: str) -> str:
    """A clause in the window's language; where there is none, that it is unusual."""
    return known_reason(reason) or translate("wording", "the reason is an unusual one")


def known_reason(reason: str) -> str:
    """The same; "" where nobody has said it in the window's language."""
    for number, (english, text) in _SYSTEM.items():
        if reason in (english, os.strerror(number)):
            return translate("wording", text)
    found = said(reason, KNOWN)
    if found and found != reason:
        return found
    kind = _IS.fullmatch(reason)
    title = known_title(kind[1]) if kind is not None else ""
    return translate("wording", "it is {0}").format(title) if title else found
