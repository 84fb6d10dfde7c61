"""From a candidate to an entry: its header or its JSON is read, strictly, and nothing else of it.

Whatever is wrong with a file becomes the entry's problem; an entry there is in any case.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.contract.errors import FileUnreadable, ModelUnsupported, ReverieError
from core.files.catalogue import metadata, thumbnails
from core.files.catalogue.additions import NAME_MAX, addition
from core.files.catalogue.beside import card_beside
from core.files.catalogue.entry import Card, Entry, Problem
from core.files.catalogue.kinds import Kind
from core.files.catalogue.walk import CONFIG, INDEX, Candidate
from core.files.models import library
from core.files.models.folder_files import read_json, weight_files
from core.files.models.legacy_pickle import header_of
from core.files.models.origin import record_of
from core.files.models.single_files import single_of
from core.files.plain_text import plain

COMMIT_DIGITS = 10  # of a commit's 40: enough for a person


def entry_of(candidate: Candidate) -> Entry:
    """The entry of something that was found. Raises nothing that a file can cause."""
    path = candidate.path
    bare = Entry(
        path=str(path),
        kind=_expected(candidate),
        name=plain(_name(candidate), NAME_MAX),
        folder=candidate.place.folder,
        bytes=_bytes(candidate),
        stamp=candidate.stamp,
        identity=candidate.identity,
        changed=candidate.changed,
        is_folder=candidate.is_folder,
        card=_with_origin(card_beside(candidate.beside), path),
    )
    try:
        return _folder(bare, path) if candidate.is_folder else _file(bare, path)
    except ReverieError as error:
        return replace(bare, problem=Problem.of(error))
    except OSError as error:
        reason = error.strerror or str(error)
        return replace(bare, problem=Problem.of(FileUnreadable(str(path), reason)))


def _folder(bare: Entry, path: Path) -> Entry:
    if not (path / INDEX).exists() and _is_vae_folder(path):
        return replace(bare, kind="vae")
    info = library.describe(path)
    return replace(bare, kind="model", model=info, family=info.family)


def _file(bare: Entry, path: Path) -> Entry:
    header = header_of(path)
    said = Card(
        title=metadata.title(header.metadata),
        author=metadata.author(header.metadata),
        licence=metadata.licence(header.metadata),
        description=metadata.description(header.metadata),
        triggers=metadata.triggers(header.metadata),
        tags=metadata.tags(header.metadata),
        picture=bare.card.picture or thumbnails.lay_out(header.metadata),
    )
    bare = replace(bare, card=_joined(said, bare.card))
    try:
        info = library.describe_single(single_of(path, header))
    except ModelUnsupported as error:
        return addition(bare, header, error)
    except ReverieError as error:
        return replace(bare, kind="model", problem=Problem.of(error))
    return replace(bare, kind="model", model=info, family=info.family)


def _expected(candidate: Candidate) -> Kind:
    """What it is taken for where it cannot be read."""
    if candidate.is_folder and (candidate.path / INDEX).exists():
        return "model"
    return candidate.expects or "other"


def _is_vae_folder(path: Path) -> bool:
    try:
        return read_json(path, CONFIG).get("_class_name") == "AutoencoderKL"
    except ReverieError:
        return False


def _joined(first: Card, second: Card) -> Card:
    """What the file itself says counts, what lies beside it fills the gaps; trigger words add up."""
    both = tuple(dict.fromkeys((*first.triggers, *second.triggers)))
    return Card(
        title=first.title or second.title,
        author=first.author or second.author,
        licence=first.licence or second.licence,
        description=first.description or second.description,
        triggers=both[: metadata.TRIGGERS_MAX],
        tags=first.tags,
        origin=second.origin,
        picture=first.picture or second.picture,
    )


def _with_origin(card: Card, path: Path) -> Card:
    """What was kept when it was downloaded."""
    record = record_of(path)
    if record is None:
        return card
    licence = card.licence or plain(record.licence, metadata.TITLE_MAX)
    origin = f"{record.repo} at {record.commit[:COMMIT_DIGITS]}"
    return replace(card, licence=licence, origin=plain(origin, NAME_MAX))


def _name(candidate: Candidate) -> str:
    return library.model_name(candidate.path)


def _bytes(candidate: Candidate) -> int:
    try:
        if not candidate.is_folder:
            return candidate.path.stat().st_size
        return sum(path.stat().st_size for path in weight_files(candidate.path))
    except (OSError, ReverieError):
        return 0
