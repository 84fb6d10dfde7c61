"""Lists of words that prompts name: `__clothes/hats__` is a line of clothes/hats.txt.

They lie in a folder of the person's, one choice a line; blank lines and lines that begin with # are no
choices.
"""

from __future__ import annotations

from core.contract.errors import FileMissing, FileUnreadable, WildcardMissing
from core.files import folders
from core.files.reading import opened

FILE_MAX = 10_000_000  # bytes
NAMES_MAX = 10_000
SUFFIX = ".txt"


def lines(name: str) -> tuple[str, ...]:
    """The choices of the list `name`, at least one.

    Raises `WildcardMissing`, `FileUnreadable` (also for a list without choices).
    """
    folder = folders.wildcards()
    path = folder / f"{name}{SUFFIX}"
    if any(part in ("", ".", "..") for part in name.split("/")):
        raise WildcardMissing(name, str(folder))
    try:
        with opened(path) as file:
            data = file.read(FILE_MAX + 1)
    except FileMissing as error:
        raise WildcardMissing(name, str(folder)) from error
    if len(data) > FILE_MAX:
        raise FileUnreadable(str(path), "it is larger than 10 MB")
    try:
        texts = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError as error:
        raise FileUnreadable(str(path), "it is no text in UTF-8") from error
    found = tuple(text for text in texts if text and not text.startswith("#"))
    if not found:
        raise FileUnreadable(str(path), "it holds no words")
    return found


def names() -> tuple[str, ...]:
    """The lists there are, as prompts name them, in order."""
    folder = folders.wildcards()
    found = []
    for path in folder.rglob(f"*{SUFFIX}"):
        if path.is_file():
            found.append(path.relative_to(folder).with_suffix("").as_posix())
        if len(found) == NAMES_MAX:
            break
    return tuple(sorted(found))
