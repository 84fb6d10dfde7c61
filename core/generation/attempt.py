"""A request drawn so that it fits: planned, loaded, and once more in smaller pieces where memory runs out."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from core.checkpoints.interruption import stopped_by
from core.contract import events as ev
from core.contract import notices
from core.contract.errors import OutOfMemory
from core.contract.request import GenerationRequest, Saving
from core.generation import plan, remarks
from core.generation.bundle import ModelBundle
from core.generation.device import choose_dtype, out_of_memory
from core.generation.embedding_words import fitting, with_embeddings
from core.generation.loader import Loader
from core.generation.machine import PeakMeter, give_back
from core.generation.memory import Choice, choose, stage_of
from core.generation.peaks import Peaks
from core.generation.pictures import Pictures, copies
from core.generation.progress import Progress
from core.generation.request_hashes import RequestHashes
from core.generation.saving import Saver
from core.generation.watch import Watch
from core.generation.work import Work


@dataclass
class Attempt:
    """One request on its way from the disk to its pictures."""

    request: GenerationRequest
    loader: Loader
    device: torch.device
    cancelled: Callable[[], bool]
    progress: Progress
    watch: Watch | None = None
    _hashes: RequestHashes | None = None

    def copied(self, work: Work) -> Iterator[ev.Event]:
        """Nothing is to be drawn: the picture to start from, saved as it is."""
        if work.start is not None:
            yield from copies(self._saver(work, ()), work.start.image, self.progress)

    def drawn(self, work: Work) -> Iterator[ev.Event]:
        """All pictures; where memory runs out, the rest of them once more in smaller pieces."""
        job, choice = self.progress.job, self._choose(work)
        yield choice.event(job)
        full = yield from self._tried(work, choice)
        if full is None:
            return
        give_back(self.device)
        smaller = choice.smaller(stage_of(self.progress.now))
        if smaller is not None:
            data = {"phase": self.progress.now, "savings": ", ".join(smaller.savings)}
            yield ev.Notice(job, notices.SMALLER_PIECES, data)
            if work.start is not None and "tiled" in set(smaller.savings) - set(choice.savings):
                # Its start picture would be encoded another way, too
                self.progress.undeveloped = None
            full = yield from self._tried(work, smaller)
        if full is not None:
            give_back(self.device)
            raise (smaller or choice).error(full)

    def _choose(self, work: Work) -> Choice:
        """How to draw so that it fits."""
        return choose(
            self.loader.outline(work.info),
            work.picture(),
            self.device,
            choose_dtype(self.request.dtype, self.device),
            base=self.loader.base,
            peaks=Peaks(),
            savings=self.request.savings,
        )

    def _tried(self, work: Work, choice: Choice) -> Generator[ev.Event, None, OutOfMemory | None]:
        """The pictures that are not done yet. Returns what memory ran out for, after all is let go of."""
        meter, whole = PeakMeter(self.device), self.progress.undeveloped is None
        meter.start()
        try:
            # Only looked at: held, the old model would have to fit beside the new one.
            before = _seen(self.loader.loaded)
            with stopped_by(self.cancelled):
                bundle = self.loader.load(
                    work.info, self.device, choice.dtype, self.request.vae, choice.savings
                )
            if bundle is not before():
                yield from remarks.left_out(self.progress.job, bundle)
            info = bundle.info  # a single file may have had to be tried to know what it predicts
            added = fitting(bundle.readers, work.added)
            if added is not work.added:
                yield from remarks.only_words(self.progress.job, added)
            settled = plan.resolve(self.request, info)
            told = replace(work, info=info, plan=settled, added=added)
            saver = self._saver(told, choice.savings)
            bundle.hold("text")  # embeddings are compared with it
            readers = with_embeddings(bundle.readers, added.embeddings, info.family)
            yield from Pictures(
                replace(bundle, readers=readers),
                saver,
                work.start,
                work.added.stacks,
                self.progress,
                self.watch,
            ).drawn()
        except (RuntimeError, MemoryError) as error:
            full = out_of_memory(error, self.device)
            if full is None:
                raise
            return full
        if whole:  # else steps were left out, and the peak says nothing about them
            choice.learn(Peaks(), meter)
        return None

    def _saver(self, work: Work, savings: tuple[Saving, ...]) -> Saver:
        """Made after loading: the hashes would fight with it over the disk."""
        start, dtype = work.start, choose_dtype(self.request.dtype, self.device)
        if self._hashes is None:
            self._hashes = RequestHashes.of(work.info.path, self.request.vae, work.added, dtype)
        return Saver(
            plan=work.plan,
            words=work.words,
            info=work.info,
            output=work.output,
            inputs=Path(self.request.keep_inputs or work.output.folder),
            device=self.device,
            dtype=dtype,
            model_hash=self._hashes.model,
            init=start.init if start else None,
            mask=start.mask.image if start and start.mask else None,
            vae_hash=self._hashes.vae,
            watch=self.watch,
            additions=self._hashes.additions,
            savings=savings,
        )


def _seen(bundle: ModelBundle | None) -> Callable[[], ModelBundle | None]:
    """What gives it back while somebody else holds it."""
    return (lambda: None) if bundle is None else weakref.ref(bundle)
