"""Short texts of the Models page: what an entry is, where it stands, what can be done. No widgets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.files import folders
from core.files.catalogue.duplicates import Twins
from core.files.catalogue.entry import Entry
from core.files.catalogue.index import FolderState
from core.files.catalogue.kinds import Kind
from core.files.catalogue.scan import Scanning
from core.files.plain_text import plain
from desktop.numbers import number
from desktop.state.library_filter import Section
from desktop.wording.errors import error_message
from desktop.wording.parts import place, size_text

translate = QCoreApplication.translate
VAE, VAES = "VAE", "VAEs"  # the community's name, the same in every language
FEW_TAGS = 6


def section_text(section: Section) -> str:
    """The name of a part of the library."""
    texts: dict[Section, str] = {
        "all": translate("library", "Everything"),
        "model": translate("library", "Models"),
        "lora": translate("library", "LoRAs"),
        "embedding": translate("library", "Embeddings"),
        "vae": VAES,
        "unusable": translate("library", "Cannot be used"),
        "twins": translate("library", "Duplicates"),
    }
    return texts[section]


def kind_text(kind: Kind) -> str:
    """What one entry is."""
    texts: dict[Kind, str] = {
        "model": translate("library", "Model"),
        "lora": translate("library", "LoRA"),
        "embedding": translate("library", "Embedding"),
        "vae": VAE,
        "other": translate("library", "Something else"),
    }
    return texts[kind]


def facts(entry: Entry, *, where: bool = False) -> str:
    """The second line of a row: what one chooses by. `where`: its place, too."""
    if not entry.is_there:
        return translate("library", "Not there now: {0}").format(place(entry.folder))
    if entry.problem is not None:
        return problem_text(entry)
    parts = [kind_text(entry.kind), place(str(Path(entry.path).parent)) if where else ""]
    parts.append(", ".join(entry.card.triggers[:3]))
    parts.append("" if is_plain(entry) else " · ".join(entry.variants))
    if entry.model is not None and entry.model.things is not None:
        parts.append(translate("library", "knows {0} things").format(entry.model.things))
    parts += [licence(entry), entry.autov2]
    return " · ".join(filter(None, parts))


def is_plain(entry: Entry) -> bool:
    """Whether its method says no more than its kind."""
    return entry.variants in ((), ("LoRA",))


def problem_text(entry: Entry) -> str:
    """Why an entry cannot be used, as a sentence; "" where it can."""
    if entry.problem is None:
        return ""
    return plain(error_message(entry.problem.error()).text)


def licence(entry: Entry) -> str:
    if not entry.card.licence:
        return ""
    return translate("library", "licence: {0}").format(entry.card.licence)


def in_use_text() -> str:
    """The model that draws now."""
    return translate("library", "in use")


def own_folder(path: str) -> str:
    """The name of a folder that is always on the list."""
    if path == str(folders.models().resolve()):
        return translate("library", "Your models folder")
    return translate("library", "Built in")


def fact_rows(entry: Entry) -> list[tuple[str, str]]:
    """Name and value of what is known of an entry, the most important first; each value in one line."""
    rows = [
        (
            translate("library", "Kind"),
            " · ".join(filter(None, (kind_text(entry.kind), entry.label))),
        ),
        (translate("library", "Size"), size_text(entry.bytes) if entry.bytes else ""),
        (translate("library", "Predicts"), predicts(entry)),
        (translate("library", "Method"), "" if is_plain(entry) else ", ".join(entry.variants)),
        (translate("library", "Rank"), str(entry.rank) if entry.rank else ""),
        (translate("library", "Length"), vectors_text(entry)),
        (translate("library", "Licence"), entry.card.licence),
        (translate("library", "By"), entry.card.author),
        (translate("library", "From"), entry.card.origin),
        (translate("library", "Hash"), entry.autov2 or entry.sha256 or _no_hash(entry)),
        (translate("library", "Changed"), day(entry.changed) if entry.changed else ""),
        (translate("library", "Place"), place(entry.path)),
    ]
    return [(name, text) for name, text in rows if text]


def _no_hash(entry: Entry) -> str:
    """Where one could be worked out."""
    return translate("library", "not worked out yet") if entry.is_there else ""


def vectors_text(entry: Entry) -> str:
    """How much of a prompt an embedding takes."""
    if not entry.vectors:
        return ""
    one, more = translate("library", "1 word"), translate("library", "as {0} words")
    return one if entry.vectors == 1 else more.format(entry.vectors)


def predicts(entry: Entry) -> str:
    """What a model predicts at each step."""
    if entry.model is None:
        return ""
    if entry.model.basis == "family":
        return translate("library", "noise (a guess from its family)")
    if entry.model.prediction == "v":
        return translate("library", "v (velocity)")
    return translate("library", "noise")


def words_of(entry: Entry) -> tuple[str, ...]:
    """Words to click: those that call it up, else the commonest of its training."""
    return entry.card.triggers or entry.card.tags[:FEW_TAGS]


def twins_text(group: Twins, entry: Entry) -> str:
    """About an entry that is there more than once."""
    others = [place(str(Path(e.path).parent)) for e in group.entries if e.path != entry.path]
    if group.certain:
        text = translate("library", "The same file is also here:")
    else:
        text = translate("library", "A file of this name and size is also here:")
    return "\n".join([text, *others[:3]])


def room_text(count: int, size: int) -> str:
    """How many entries are seen, and what they take on the disks."""
    if count == 1:
        return translate("library", "1 entry · {0} on disk").format(size_text(size))
    text = translate("library", "{0} entries · {1} on disk")
    return text.format(number(count), size_text(size))


def folder_standing(state: FolderState) -> str:
    """Why a folder is grey or only in part there; "" where all is well."""
    if not state.is_there:
        return translate("library", "Not there now. What is in it is remembered.")
    if state.problem is not None:
        return plain(error_message(state.problem.error()).text)
    return ""


def looking_text(progress: Scanning | None) -> str:
    """While folders are looked through."""
    if progress is None:
        return ""
    if progress.total == 0:
        return translate("library", "Looking through the folders…")
    text = translate("library", "Looking at {0} of {1}…")
    return text.format(progress.done, progress.total)


def day(seconds: int) -> str:
    """A date in the person's way of writing it."""
    date = QDateTime.fromSecsSinceEpoch(seconds).date()
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)
