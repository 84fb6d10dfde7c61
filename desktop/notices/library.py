"""What the Models page says when something was done, cannot be done, or is not there. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from core.contract.errors import (
    DiskFull,
    FileAlreadyThere,
    FileMissing,
    NotWritable,
    ReverieError,
    WriteFailed,
)
from core.files.catalogue.entry import FAMILY_LABELS, Entry
from core.files.catalogue.kinds import Kind
from core.files.catalogue.scan import Scanning
from core.files.models.folder_kinds import Family
from core.files.plain_text import plain
from desktop.numbers import number
from desktop.phrases.library import kind_text, looking_text
from desktop.state.library_filter import Section, Wish, looks_like_hash
from desktop.wording.errors import error_message
from desktop.wording.parts import place, size_text
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate


def empty_text(wish: Wish, is_looking: bool) -> str:
    """What stands where nothing is to be shown."""
    if looks_like_hash(wish.text):
        text = translate(
            "library",
            "Nothing here is known to have the hash {0}. A hash is known once it was worked out, which "
            "reads the whole file.",
        )
        return text.format(plain(wish.text, 70))
    if wish.text:
        return translate("library", "Nothing matches “{0}”.").format(plain(wish.text, 60))
    if wish.family or wish.folder:
        return translate("library", "Nothing of this kind is here.")
    if is_looking:
        return looking_text(Scanning(0, 0))
    texts: dict[Section, str] = {
        "lora": translate(
            "library",
            "LoRAs are small files that teach a model a style or a thing. Add the folder where yours are; "
            "they are used where they lie.",
        ),
        "embedding": translate(
            "library",
            "Embeddings are tiny files that give a model a new word. Add the folder where yours are; they "
            "are used where they lie.",
        ),
        "twins": translate("library", "Nothing is here twice."),
    }
    usual = translate(
        "library",
        "Add the folder where your models are, also one of A1111, Forge or ComfyUI. They are used where "
        "they lie; nothing is copied.",
    )
    return texts.get(wish.section, usual)


def trash_question(entry: Entry) -> str:
    """Before anything happens."""
    text = translate("library", "Move “{0}” ({1}) to the trash? It lies in {2}.")
    where = place(str(Path(entry.path).parent))
    return text.format(entry.title, size_text(entry.bytes), where)


def trash_verb() -> str:
    return translate("library", "Move to the trash")


def trashed_text(entry: Entry, *, by_system: bool) -> str:
    """`by_system`: it can be taken back there, but not here."""
    text = translate("library", "“{0}” is in the trash.").format(entry.title)
    if not by_system:
        return text
    return f"{text} {translate('library', 'From there your system can put it back.')}"


def restored_text(entry: Entry) -> str:
    return translate("library", "“{0}” is back in its place.").format(entry.title)


def restore_refused(entry: Entry, error: ReverieError) -> str:
    """It could not be taken out of the trash."""
    if isinstance(error, FileMissing):
        return translate("library", "“{0}” is not in the trash any more.").format(entry.name)
    if isinstance(error, FileAlreadyThere):
        text = translate("library", "“{0}” stays in the trash: something else has its place now.")
        return text.format(entry.name)
    text = translate("library", "“{0}” stays in the trash: {1}.")
    return text.format(entry.name, _why(error) or _no_room())


def draws_already() -> str:
    return translate("library", "It draws already.")


def trash_refused(entry: Entry, error: ReverieError) -> str:
    """It could not be moved."""
    text = translate("library", "“{0}” could not be moved to the trash: {1}. It stays where it is.")
    return text.format(entry.name, _why(error) or _is_gone())


def trouble(error: ReverieError) -> str:
    """The list of folders or a note could not be kept, or a list of paths not read."""
    if isinstance(error, (NotWritable, WriteFailed, DiskFull)):
        text = translate("library", "This could not be kept: {0} cannot be written ({1}).")
        return text.format(place(error.path), _why(error) or _no_room())
    return plain(error_message(error).text)


def _why(error: ReverieError) -> str:
    """The reason of an error that has one."""
    reason = getattr(error, "reason", "")
    return plain(reason_text(reason)) if reason else ""


def _no_room() -> str:
    return translate("library", "the disk is full")


def _is_gone() -> str:
    return translate("library", "it is not there any more")


def built_in() -> str:
    return translate("library", "It comes with the program and stays.")


def other_family(entry: Entry, family: Family) -> str:
    """It was made for other models than the one in use."""
    text = translate("library", "{0} is for {1}; the model in use is {2}.")
    return text.format(entry.title, entry.label, FAMILY_LABELS[family])


def no_use(kind: Kind) -> str:
    """Of a kind that draws nothing by itself."""
    return translate("library", "{0}: it draws nothing by itself.").format(kind_text(kind))


def hash_all_text(entries: Sequence[Entry]) -> str:
    """The button that works out what is not known yet; "" where all is."""
    if not entries:
        return ""
    size = size_text(sum(entry.bytes for entry in entries))
    text = translate("library", "Work out the hashes of {0} files ({1} to read)")
    return text.format(number(len(entries)), size)


def hashes_left_text(count: int) -> str:
    """While hashes are worked out; "" while none are."""
    if not count:
        return ""
    return translate("library", "working out hashes, {0} to go").format(number(count))


def hashing_text() -> str:
    return translate("library", "The hash is being worked out…")


def copied_text() -> str:
    return translate("library", "The path is in the clipboard.")


def word_added(word: str) -> str:
    return translate("library", "“{0}” is in the prompt now.").format(plain(word, 60))


def used_text(entry: Entry) -> str:
    """On the Create page, after Use."""
    return translate("library", "{0} draws from now on.").format(entry.title)


def added_text(places: list[str]) -> str:
    """After a folder was put on the list."""
    if len(places) == 1:
        text = translate("library", "{0} is looked through; what is in it is used where it lies.")
        return text.format(place(places[0]))
    text = translate(
        "library", "{0} places are looked through; what is in them is used where it lies."
    )
    return text.format(len(places))


def removed_text(path: str) -> str:
    text = translate("library", "{0} is off the list. On the disk it is as it was.")
    return text.format(place(path))


def undo_text() -> str:
    return translate("library", "Undo")


def menu_texts() -> dict[str, str]:
    """What can be done with an entry."""
    return {
        "use": translate("library", "Use"),
        "show": translate("library", "Show in folder"),
        "copy": translate("library", "Copy path"),
        "hash": translate("library", "Work out the hash"),
        "trash": translate("library", "Move to the trash…"),
    }
