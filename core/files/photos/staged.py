"""The photos of a draft as one folder, as trainings want them: links to where they lie, captions and crops beside.

The person's own files are read in place and never changed; what is written is ours, in our own folder. Where
links are not to be had (some drives, Windows without the right), a copy is made.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from core.contract.draft import DraftPhoto
from core.contract.errors import FileMissing
from core.files import folder_store, store
from core.files.photos.captions import caption_beside, with_word
from core.files.photos.choices import Choice, write_choices
from core.files.photos.crop import box_of
from core.files.photos.listing import SUFFIXES
from core.files.reading import opened

PHOTOS, CHOICES = "photos", "choices.json"
ANY_ENDING = ".jpg"  # of a photo that is called otherwise than photos are


def stage(place: Path, photos: Sequence[DraftPhoto], word: str = "") -> tuple[Path, Path]:
    """Make `place` anew for the photos that are in. Returns the folder of photos and the file of choices.

    `word`: every caption has it, so that it is learned. Numbers in front keep names apart and in order. Raises
    `FileMissing` for a photo that is gone, `FileUnreadable` where it must be copied and cannot be read, and the errors
    of `store`. A crop that is none is left to the training.
    """
    if place.is_dir():
        folder_store.remove_folder(place)
    folder = place / PHOTOS
    store.make_folder(folder)
    choices: dict[str, Choice] = {}
    for number, photo in enumerate((p for p in photos if p.is_in), 1):
        source = Path(photo.path)
        if not source.is_file():
            raise FileMissing(photo.path)
        name = f"{number:03d}{_ending(source)}"
        _place(source, folder / name)
        choices[name] = Choice(box_of(photo.crop), photo.turn)
        caption = with_word(photo.said(caption_beside(source)), word)
        if caption:
            store.write_text(folder / f"{number:03d}.txt", caption)
    write_choices(place / CHOICES, choices)
    return folder, place / CHOICES


def _ending(source: Path) -> str:
    """Of a photo's link: its own where a folder of photos is looked through for it. Decoders go by what is in a file."""
    own = source.suffix.lower()
    return own if own in SUFFIXES else ANY_ENDING


def _place(source: Path, target: Path) -> None:
    try:
        target.symlink_to(source.absolute())
    except (OSError, NotImplementedError):
        try:
            os.link(source, target)
        except OSError:
            with opened(source) as file:
                store.write_bytes(target, file.read())
