"""A look at a repository, and a whole download, as generators of events. Who runs them shows the events.

Stopping is safe at any moment, by `cancelled`, by an error or by the end of the process: what came stays in
the hidden folder, and the same request goes on with it, at the same commit.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from core.contract import events as ev
from core.contract import notices
from core.contract.download_errors import DownloadBusy, NothingToDownload
from core.contract.downloads import MAIN, DownloadRequest, Offer, Variant
from core.contract.errors import DiskFull, InvalidValue, ModelUnsupported
from core.files import folders, streams
from core.files.catalogue.inspect import entry_of
from core.files.catalogue.layouts import Place as Shelf
from core.files.catalogue.walk import walk
from core.files.downloads import names, place, transfer, variants
from core.files.downloads.hub import Hub, hub_of
from core.files.downloads.listing import list_files
from core.files.downloads.pace import Pace
from core.files.downloads.patience import Patience
from core.files.downloads.place import Place
from core.files.locks import held
from core.files.trainings.judging_encoders import is_encoder

MARGIN = 200_000_000  # bytes that stay free on the disk, but no more than what comes
SHOW_SECONDS = 0.1  # between two reports of progress


def look(text: str, revision: str, hub: Hub, patience: Patience) -> Offer:
    """What there is under a name or an address that a person typed.

    Raises `InvalidValue` and the errors of `list_files`.
    """
    source = names.read_source(text, hub.endpoint)
    wanted = names.revision(revision or source.revision)
    offer = variants.offer(hub, list_files(hub, source.repo, wanted, patience))
    first = [one for one in offer.variants if one.key == source.file]
    rest = [one for one in offer.variants if one.key != source.file]
    return replace(offer, variants=(*first, *rest))


def choose(offer: Offer, request: DownloadRequest) -> Variant:
    """The variant that is wanted. Raises `NothingToDownload`, `ModelUnsupported`, `InvalidValue`."""
    if offer.foreign:
        raise ModelUnsupported(offer.repo, offer.foreign)
    if not offer.variants:
        raise NothingToDownload(offer.repo, "none")
    usable = [one for one in offer.variants if request.old_formats or not one.has_pickles]
    if not usable:
        raise NothingToDownload(offer.repo, "pickles")
    if not request.variant:
        return usable[0]
    for one in usable:
        if one.key == request.variant:
            return one
    known = ", ".join(one.key for one in usable[:10])
    raise InvalidValue("variant", request.variant, f"one of {known}")


def look_events(
    job: str, text: str, revision: str, cancelled: Callable[[], bool]
) -> Iterator[ev.Event]:
    """`look` for the window: what there is, and how much room."""
    started = time.monotonic()
    offer = look(text, revision, hub_of(), Patience(cancelled=cancelled))
    yield ev.Looked(job, offer, streams.free_bytes(folders.models()))
    yield ev.JobDone(job, time.monotonic() - started)


def download(
    request: DownloadRequest,
    *,
    job: str = "",
    hub: Hub | None = None,
    patience: Patience | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[ev.Event]:
    """Fetch a model, or go on fetching it. Ends with `Downloaded` and `JobDone`.

    Raises `Cancelled`, the errors of `look`, `choose` and `transfer.fetch`, `DownloadBusy`, `DiskFull`
    (before anything is fetched, too), `FileAlreadyThere` and the other errors of writing.
    """
    started = time.monotonic()
    hub, patience = hub or hub_of(), patience or Patience()
    if cancelled is not None:
        patience = replace(patience, cancelled=cancelled)
    names.repository(request.repo)
    begun = place.find(folders.models(), request) or _begin(request, hub, patience)
    final = begun if isinstance(begun, Path) else begun.finished()
    if isinstance(begun, Place):
        with held(begun.lock) as mine:
            if not mine:
                raise DownloadBusy(str(begun.folder))
            if final is None:
                check_room(begun.folder, begun.plan.variant.bytes - begun.done())
                yield from _files(job, begun, hub, patience)
                final = begun.finish()
        begun.discard()
        yield from _problems(job, final)
    yield ev.Downloaded(job, str(final), request.repo)
    yield ev.JobDone(job, time.monotonic() - started)


def check_room(folder: Path, size: int) -> None:
    """Raises `DiskFull` where `size` further bytes would leave too little."""
    free = streams.free_bytes(folder)
    needed = size + min(size, MARGIN)
    if 0 <= free < needed:
        raise DiskFull(str(folder), needed, free)


def _begin(request: DownloadRequest, hub: Hub, patience: Patience) -> Place | Path:
    """A new download; or the model, where the same one is there already."""
    models = folders.models()
    offer = look(request.repo, request.revision or MAIN, hub, patience)
    variant = choose(offer, request)
    there = place.existing(models, offer, variant, request.output)
    if there is not None:
        return there
    check_room(Path(request.output or models), variant.bytes)
    return place.begin(models, offer, variant, request)


def _files(job: str, begun: Place, hub: Hub, patience: Patience) -> Iterator[ev.Event]:
    """Fetch what is missing, file after file; large ones first, so that the time left can be told."""
    variant, pace, shown = begun.plan.variant, Pace(patience.clock), -SHOW_SECONDS
    order = sorted(range(len(variant.files)), key=lambda number: -variant.files[number].size)
    for number in order:
        file = variant.files[number]
        if begun.has(file):
            continue
        wanted = begun.wanted(number)
        before = begun.done() - begun.there(number)
        stage = ""
        for step in transfer.fetch(hub, wanted, patience):
            done = before + (file.size if step.stage == "check" else step.done)
            pace.tell(done)
            now = patience.clock()
            if stage == step.stage and now - shown < SHOW_SECONDS:
                continue
            stage, shown = step.stage, now
            left = pace.seconds_left(variant.bytes - done)
            yield ev.Transfer(job, file.name, stage, done, variant.bytes, pace.rate(), left)
        begun.keep(wanted)
    yield ev.Transfer(job, "", "check", variant.bytes, variant.bytes, pace.rate(), 0.0)


def _problems(job: str, model: Path) -> Iterator[ev.Event]:
    """It came whole; whether it can be used is another question, and the answer may be no."""
    if is_encoder(model):
        return  # nothing to draw with, and not meant for it
    for candidate in walk(Shelf(model, str(model))).candidates:
        problem = entry_of(candidate).problem
        if problem is not None:
            yield ev.Notice(job, notices.USELESS, {"code": problem.code, "data": problem.data})
