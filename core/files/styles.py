"""Named styles: words to be added to a prompt, in a file that a person may edit, too.

It is A1111's styles.csv (name, prompt, negative_prompt), so theirs can be put there as it is. A prompt
with `{prompt}` in it goes around the words, another behind them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import FileMissing, FileUnreadable
from core.contract.request import PROMPT_MAX
from core.files import folders, store
from core.files.reading import opened

FILE = "styles.csv"
FILE_MAX = 10_000_000  # bytes
PLACE = "{prompt}"
FIELDS = ("name", "prompt", "negative_prompt")
OLD_FIELDS = ("name", "text", "negative_prompt")  # A1111's first ones
NAME_MAX = 100  # characters


@dataclass(frozen=True)
class Style:
    """Words for the prompt and the negative prompt."""

    name: str
    prompt: str = ""
    negative: str = ""


def path() -> Path:
    """Where they lie."""
    return folders.config() / FILE


def read() -> tuple[Style, ...]:
    """All styles in the order of the file; of two with one name the later counts.

    Raises `FileUnreadable`.
    """
    try:
        with opened(path()) as file:
            data = file.read(FILE_MAX + 1)
    except FileMissing:
        return ()
    if len(data) > FILE_MAX:
        raise FileUnreadable(str(path()), "it is larger than 10 MB")
    try:
        table = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        rows, columns = list(table), tuple(table.fieldnames or ())
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileUnreadable(str(path()), "it is no CSV in UTF-8") from error
    columns = tuple(column.strip() for column in columns)
    if columns and not ("name" in columns and {"prompt", "text"} & {*columns}):
        # else the next save would leave its styles out, or their words
        what = "its first line has no columns “name” and “prompt” between commas"
        raise FileUnreadable(str(path()), what)
    fields = FIELDS if "prompt" in columns else OLD_FIELDS
    found: dict[str, Style] = {}
    for cells in rows:
        row = {(column or "").strip(): cell for column, cell in cells.items()}
        name, prompt, negative = ((row.get(field) or "")[:PROMPT_MAX] for field in fields)
        if name.strip():
            found[name.strip()] = Style(name.strip(), prompt, negative)
    return tuple(found.values())


def put(style: Style) -> None:
    """Add a style, or put it in place of the one with its name. Raises as `read` and `store.write_text`."""
    known = {each.name: each for each in read()}
    _write({**known, style.name: style}.values())


def remove(name: str) -> None:
    """Take a style out; nothing where there is none. Raises as `put`."""
    known = read()
    kept = [style for style in known if style.name != name]
    if len(kept) < len(known):
        _write(kept)


def joined(words: str, style: str) -> str:
    """The words with a style's: around them where it says `{prompt}`, else behind them."""
    if PLACE in style:
        return style.replace(PLACE, words)
    return ", ".join(text for text in (words.rstrip().rstrip(","), style.strip()) if text.strip())


def _write(styles: Iterable[Style]) -> None:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(FIELDS)
    rows.writerows((style.name, style.prompt, style.negative) for style in styles)
    store.make_folder(path().parent)
    store.write_text(path(), text.getvalue())
