"""Where a download lies until it is whole: a hidden folder beside its final name, and the record afterwards.

    <models>/.download-<name>-<8 hex>/
        plan.json      what is fetched, at which commit, and where it goes
        lock           held by the process that works here
        3.part         bytes of the fourth file so far; 3.part.json says which file they belong to
    <models>/.download-<name>-<8 hex>.whole/
        …              the files that are checked, under their own names: this becomes the model's folder

A plan is our own file, and read as strictly as a stranger's: it may come from an older version.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from core.contract import codec
from core.contract.download_errors import DownloadBusy
from core.contract.downloads import DownloadRequest, Offer, Record, RemoteFile, Unfinished, Variant
from core.contract.errors import FileAlreadyThere, InvalidValue, ReverieError
from core.files import folder_store, store
from core.files.downloads import names
from core.files.downloads.wanted import Wanted
from core.files.locks import held
from core.files.models.folder_files import read_json
from core.files.models.origin import RECORD, record_of, record_of_file
from core.files.places import expanded
from core.files.resumable import adopt

PREFIX = ".download-"
PLAN, LOCK, WHOLE = "plan.json", "lock", ".whole"
PLAN_BYTES = 8 * 2**20
NAMES_MAX = 100
# Names of files that say nothing: such a file is called as its repository.
GENERIC = frozenset({"model", "pytorch_lora_weights", "learned_embeds", "lora"})


@dataclass(frozen=True)
class Plan:
    """Everything that is fixed when a download begins."""

    request: DownloadRequest
    commit: str
    licence: str
    page: str
    variant: Variant
    name: str  # of the folder or file that it becomes, beside the hidden one


class Place:
    """The hidden folder of one plan."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan
        self.whole = folder.with_name(folder.name + WHOLE)

    @property
    def final(self) -> Path:
        """What it becomes."""
        return self.folder.with_name(self.plan.name)

    @property
    def lock(self) -> Path:
        return self.folder / LOCK

    def wanted(self, number: int) -> Wanted:
        """The file of that number, as what is fetched."""
        plan = self.plan
        part = self.folder / f"{number}.part"
        return Wanted(plan.request.repo, plan.commit, plan.variant.files[number], part)

    def has(self, file: RemoteFile) -> bool:
        """Whether the file is there, checked."""
        try:
            return (self.whole / file.name).stat().st_size == file.size
        except OSError:
            return False

    def done(self) -> int:
        """Bytes that are there, checked or not."""
        return sum(map(self.there, range(len(self.plan.variant.files))))

    def there(self, number: int) -> int:
        """Bytes of the file of that number."""
        wanted = self.wanted(number)
        if self.has(wanted.file):
            return wanted.file.size
        try:
            return min(wanted.part.stat().st_size, wanted.file.size)
        except OSError:
            return 0

    def keep(self, wanted: Wanted) -> None:
        """The part is whole and checked: give it its own name."""
        final = self.whole / wanted.file.name
        store.make_folder(final.parent)
        adopt(wanted.part, final, overwrite=True)
        if wanted.sidecar.exists():
            store.remove(wanted.sidecar)

    def finish(self) -> Path:
        """Make the model visible under its final name; returns that. Raises `FileAlreadyThere`."""
        plan = self.plan
        final = self.final  # where nobody chose it, another one may do as well
        if not plan.request.output:
            final = _final(self.folder.parent, plan.request, plan.variant)
        record = codec.to_json(_record(plan))
        if plan.variant.is_folder:
            store.write_json(self.whole / RECORD, record)
            folder_store.commit_folder(self.whole, final)
        else:
            store.write_json(record_of_file(final), record)
            adopt(self.whole / plan.variant.files[0].name, final)
        return final

    def finished(self) -> Path | None:
        """The model, where a process has finished it and died before it could clean up."""
        final, files = self.final, self.plan.variant.files
        if record_of(final) != _record(self.plan):
            return None
        places = [final / file.name for file in files] if final.is_dir() else [final]
        sizes = [place.stat().st_size if place.is_file() else -1 for place in places]
        return final if sizes == [file.size for file in files] else None

    def discard(self) -> None:
        """Remove the hidden folders and all in them, the plan last."""
        if self.whole.exists():
            folder_store.remove_folder(self.whole)
        folder_store.remove_folder(self.folder)

    def unfinished(self) -> Unfinished:
        plan = self.plan
        return Unfinished(
            str(self.folder), plan.request, plan.commit, self.done(), plan.variant.bytes
        )


def begin(models: Path, offer: Offer, variant: Variant, request: DownloadRequest) -> Place:
    """Write the plan of a new download. Raises `FileAlreadyThere` for a given output, errors of writing."""
    final = _final(models, request, variant)
    if request.output:  # whatever the working folder is next time
        request = replace(request, output=str(final))
    plan = Plan(request, offer.commit, offer.licence, offer.page, variant, final.name)
    key = hashlib.sha256(f"{request.repo} {offer.commit} {variant.key} {final}".encode())
    folder = final.parent / f"{PREFIX}{final.name[:60]}-{key.hexdigest()[:8]}"
    store.make_folder(folder)
    store.write_json(folder / PLAN, codec.to_json(plan))
    return Place(folder, plan)


def read(folder: Path) -> Place:
    """A download that was begun. Raises `InvalidValue`, `ModelIncomplete`, `ConfigInvalid`, `FileUnreadable`."""
    plan = codec.from_json(Plan, read_json(folder, PLAN, PLAN_BYTES))
    files = plan.variant.files
    safe = all(names.is_safe(file.name) and (file.sha256 or file.blob) for file in files)
    if not safe or not files or Path(plan.name).name != plan.name or plan.name in ("", "..", "."):
        raise InvalidValue("plan", str(folder), "one of ours")
    names.repository(plan.request.repo)
    return Place(folder, plan)


def discard(folder: Path) -> None:
    """Remove a download that was stopped. Raises as `read`, and `DownloadBusy` while a process works there."""
    begun = read(folder)
    with held(begun.lock) as mine:
        if not mine:
            raise DownloadBusy(str(folder))
    begun.discard()


def all_begun(models: Path) -> Iterator[Place]:
    """The downloads that lie in `models`, whatever state they are in; unreadable ones are left out."""
    try:
        found = sorted(path for path in models.iterdir() if path.name.startswith(PREFIX))
        found = [path for path in found if not path.name.endswith(WHOLE)]
    except OSError:
        return
    for folder in found:
        try:
            yield read(folder)
        except ReverieError:
            continue


def find(models: Path, request: DownloadRequest) -> Place | None:
    """The download that `request` would go on with."""
    parent = expanded(request.output).absolute().parent if request.output else models
    return next((place for place in all_begun(parent) if _is_same(place, request)), None)


def existing(models: Path, offer: Offer, variant: Variant, output: str) -> Path | None:
    """The same download, if it is already there, whole."""
    places = [expanded(output).absolute()] if output else _candidates(models, offer.repo, variant)
    for place in places:
        record = record_of(place) if place.exists() else None
        told = (record.repo, record.commit, record.variant) if record is not None else None
        if told == (offer.repo, offer.commit, variant.key):
            return place
    return None


def _is_same(place: Place, request: DownloadRequest) -> bool:
    plan, mine = place.plan, place.plan.request
    output = expanded(request.output).absolute() if request.output else None
    return (
        mine.repo == request.repo
        and (place.final if mine.output else None) == output
        and request.revision in (mine.revision, plan.commit)
        and request.variant in (mine.variant, plan.variant.key)
    )


def _final(models: Path, request: DownloadRequest, variant: Variant) -> Path:
    if request.output:
        final = expanded(request.output).absolute()
        if os.path.lexists(final):
            raise FileAlreadyThere(str(final))
        return final
    places = _candidates(models, request.repo, variant)
    for place in places:
        if not os.path.lexists(place):
            return place
    raise FileAlreadyThere(str(places[0]))


def _candidates(models: Path, repo: str, variant: Variant) -> list[Path]:
    """Names that the model may get, the plainest first."""
    owner, _, name = repo.partition("/")
    if not variant.is_folder:
        stem, dot, ending = variant.files[0].name.rpartition("/")[2].rpartition(".")
        stem = name if stem in GENERIC else stem
        stems = [stem, f"{stem}-{owner}", *(f"{stem}-{owner}-{n}" for n in range(2, NAMES_MAX))]
        return [models / f"{one}{dot}{ending}" for one in stems]
    plain = [name, f"{name}-{variant.key}", f"{name}-{owner}", f"{name}-{owner}-{variant.key}"]
    return [models / one for one in (*plain, *(f"{plain[-1]}-{n}" for n in range(2, NAMES_MAX)))]


def _record(plan: Plan) -> Record:
    request = plan.request
    return Record(
        repo=request.repo,
        commit=plan.commit,
        revision=request.revision,
        variant=plan.variant.key,
        licence=plan.licence,
        page=plan.page,
        files=plan.variant.files,
    )
