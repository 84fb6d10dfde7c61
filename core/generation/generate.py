"""A request becomes pictures: the one iterator that command line and engine both run.

load → encode words → encode picture → steps → decode → PNG with recipe. It yields events and ends
with `JobDone` or `JobCancelled`; a failure is raised as a typed error. The pictures of a request are
drawn one after another, so that each has the same bits alone and in a batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import torch
from PIL import Image

from core.checkpoints.interruption import stopped_by
from core.contract import events as ev
from core.contract import notices
from core.contract.drawing_events import PhaseName
from core.contract.errors import Cancelled, OutOfMemory
from core.contract.request import GenerationRequest, Saving
from core.diffusion.paths.path import NoisePath
from core.files.library import ModelInfo
from core.generation import additions, drawing, plan, remarks
from core.generation.bundle import ModelBundle
from core.generation.device import (
    choose_device,
    choose_dtype,
    dtype_name,
    out_of_memory,
)
from core.generation.drawing import Canvas
from core.generation.embedding_words import with_embeddings
from core.generation.encoding import encode_picture
from core.generation.footprint import Picture
from core.generation.inpainting import prepare
from core.generation.loader import Loader
from core.generation.machine import PeakMeter, give_back
from core.generation.masking import Start, read_start
from core.generation.memory import Choice, choose, stage_of
from core.generation.output import Output
from core.generation.peaks import Peaks
from core.generation.picture_words import PictureWords, picture_words
from core.generation.preview import Previewer
from core.generation.request_hashes import RequestHashes
from core.generation.saving import Saver
from core.generation.seam import Seam, paste
from core.generation.telling import Teller
from core.generation.watch import Watch

NAMED_MAX = 3  # tensors in a notice

T = TypeVar("T")


@torch.inference_mode()
def generate(
    request: GenerationRequest,
    loader: Loader,
    cancelled: Callable[[], bool],
    job: str = "",
    watch: Watch | None = None,
) -> Iterator[ev.Event]:
    """Draw `request` and save its pictures, telling about it.

    `watch` is put around every picture: see `watch.py`.

    `cancelled` is asked after every event, so before each step and phase, and while a model is loaded between
    its tensors; pictures that are done stay. Input at fault raises before anything is written:
    `InvalidValue`, `DeviceUnavailable`, and the errors of
    pictures, models and output places. Later come `OutOfMemory`, `NonFiniteResult`, `DiskFull`,
    `WriteFailed`.
    """
    started = time.monotonic()
    device = choose_device(request.device)
    full: OutOfMemory | None = None
    stopped = False
    try:
        for event in _Run(request, loader, job, device, cancelled, watch).events():
            yield event
            is_last = isinstance(event, ev.ImageDone) and event.index == event.count - 1
            if cancelled() and not is_last:
                yield ev.JobCancelled(job)
                return
    except Cancelled:
        stopped = True
    except (RuntimeError, MemoryError) as error:
        full = out_of_memory(error, device)
        if full is None:
            raise
    if full is not None:  # out here the traceback has let go of the tensors that filled the memory
        give_back(device)
        raise full
    if stopped:  # in the middle of a model, which is let go of
        give_back(device)
        yield ev.JobCancelled(job)
        return
    yield ev.JobDone(job, time.monotonic() - started)


@dataclass(frozen=True)
class _Work:
    """A request that was found sound."""

    info: ModelInfo
    plan: plan.ResolvedRequest
    words: tuple[PictureWords, ...]
    added: additions.Additions
    output: Output
    start: Start | None


@dataclass
class _Run:
    """One request on its way. Every method yields or does one phase."""

    request: GenerationRequest
    loader: Loader
    job: str
    device: torch.device
    cancelled: Callable[[], bool]
    watch: Watch | None = None
    _now: PhaseName = "load"
    _done: int = 0  # pictures that are safe on the disk
    _hashes: RequestHashes | None = None

    def events(self) -> Iterator[ev.Event]:
        info = self.loader.find(self.request.model)
        settled = plan.resolve(self.request, info)
        words = picture_words(self.request)
        added = additions.resolve(self.request, words, info)
        output = Output.of(self.request)
        output.check()
        start = read_start(settled)
        yield from remarks.far(self.job, self.request, settled, info)
        yield from remarks.stretched(self.job, start)
        yield from remarks.only_words(self.job, added)
        work = _Work(info, settled, words, added, output, start)
        if settled.copies_init:
            if start is not None:
                yield from self._copy(self._saver(work, ()), start.image)
            return
        yield self._phase("load")
        for path in (Path(info.path), *added.files()):
            yield from remarks.converted(self.job, path)
        choice = self._choose(work)
        yield choice.event(self.job)
        yield from self._drawn(work, choice)

    def _choose(self, work: _Work) -> Choice:
        """How to draw so that it fits."""
        return choose(
            self.loader.outline(work.info),
            Picture.of(
                work.plan,
                prompts=max(len(words.prompt.tolds) for words in work.words),
                loras=bool(work.added.loras),
            ),
            self.device,
            choose_dtype(self.request.dtype, self.device),
            base=self.loader.base,
            peaks=Peaks(),
            savings=self.request.savings,
        )

    def _drawn(self, work: _Work, choice: Choice) -> Iterator[ev.Event]:
        """All pictures; where memory runs out, the rest of them once more in smaller pieces."""
        full = yield from self._tried(work, choice)
        if full is None:
            return
        give_back(self.device)
        smaller = choice.smaller(stage_of(self._now))
        if smaller is not None:
            data = {"phase": self._now, "savings": ", ".join(smaller.savings)}
            yield ev.Notice(self.job, notices.SMALLER_PIECES, data)
            full = yield from self._tried(work, smaller)
        if full is not None:
            give_back(self.device)
            raise (smaller or choice).error(full)

    def _tried(self, work: _Work, choice: Choice) -> Generator[ev.Event, None, OutOfMemory | None]:
        """The pictures that are not done yet. Returns what memory ran out for, after all is let go of."""
        meter = PeakMeter(self.device)
        meter.start()
        try:
            before = self.loader.loaded
            with stopped_by(self.cancelled):
                bundle = self.loader.load(
                    work.info, self.device, choice.dtype, self.request.vae, choice.savings
                )
            if bundle is not before:
                yield from remarks.left_out(self.job, bundle)
            info = bundle.info  # a single file may have had to be tried to know what it predicts
            told = replace(work, info=info, plan=plan.resolve(self.request, info))
            saver = self._saver(told, choice.savings)
            bundle.hold("text")  # embeddings are compared with it
            readers = with_embeddings(bundle.readers, work.added.embeddings, info.family)
            drawn = replace(bundle, readers=readers)
            yield from self._draw_all(drawn, saver, work.start, work.added)
        except (RuntimeError, MemoryError) as error:
            full = out_of_memory(error, self.device)
            if full is None:
                raise
            return full
        choice.learn(Peaks(), meter)
        return None

    def _saver(self, work: _Work, savings: tuple[Saving, ...]) -> Saver:
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

    def _stacked(
        self, bundle: ModelBundle, stack: Sequence[additions.UsedLora]
    ) -> Iterator[ev.Event]:
        """Have these LoRAs in the model, and none else; told what of them it cannot use."""
        if bundle.stack is None:
            return
        if stack:
            bundle.keep("text", "unet")
        for unused in bundle.stack.change_to(stack):
            names = ", ".join(unused.tensors[:NAMED_MAX])
            data = {"name": unused.name, "count": len(unused.tensors), "names": names}
            yield ev.Notice(self.job, notices.LORA_UNUSED, data)
        if not stack:
            bundle.keep()

    def _draw_all(
        self,
        bundle: ModelBundle,
        saver: Saver,
        start: Start | None,
        added: additions.Additions,
    ) -> Iterator[ev.Event]:
        path, first = drawing.sampling_path(bundle, saver.plan), self._done
        yield from self._stacked(bundle, added.stacks[first])
        teller = Teller(bundle, saver.plan, saver.words, path.steps)
        yield self._phase("encode_text")
        teller.told(first)
        canvas = yield from self._prepare(bundle, path, start)
        previewer = Previewer(bundle.preview)
        for index in range(first, saver.plan.count):
            started = time.monotonic()
            if index > first and added.stacks[index] != added.stacks[index - 1]:
                yield from self._stacked(bundle, added.stacks[index])
                teller = Teller(bundle, saver.plan, saver.words, path.steps)  # words read anew
            image = yield from self._draw(bundle, canvas, teller, previewer, index)
            if start and start.mask:
                seam = Seam(saver.plan.mask_feather, saver.plan.match_colours)
                image = paste(image, start.image, start.mask.pixels, seam)
            if self.watch is not None:
                image = self.watch.finished(image)
            yield from self._save(saver, image, index, started)

    def _copy(self, saver: Saver, image: Image.Image) -> Iterator[ev.Event]:
        """Strength 0: the picture itself, as often as it was asked for."""
        for index in range(saver.plan.count):
            yield from self._save(saver, image, index, time.monotonic())

    def _prepare(
        self, bundle: ModelBundle, path: NoisePath, start: Start | None
    ) -> Generator[ev.Event, None, Canvas]:
        """What all pictures share beside the words."""
        if start is None:
            return Canvas(path)
        yield self._phase("encode_picture")
        image, mask = start.image, start.mask
        posterior = yield from self._watched(bundle, lambda: encode_picture(bundle, image))
        if mask is None:
            return Canvas(path, posterior)
        inpainting = yield from self._watched(bundle, lambda: prepare(bundle, image, mask.pixels))
        return Canvas(path, posterior, inpainting)

    def _draw(
        self,
        bundle: ModelBundle,
        canvas: Canvas,
        teller: Teller,
        previewer: Previewer,
        index: int,
    ) -> Generator[ev.Event, None, Image.Image]:
        """Picture `index`, from noise to pixels."""
        if not teller.has_told(index):
            yield self._phase("encode_text", index)
        telling = teller.told(index)
        yield self._phase("denoise", index)
        settled = teller.plan
        steps, count = canvas.path.steps, settled.count
        walk = drawing.walk(bundle, settled, canvas, telling, settled.seed + index, self.watch)
        for step in walk:
            yield ev.Step(self.job, step.index + 1, steps, index, count)
            png = previewer.look(step.denoised)
            if png is not None:
                yield ev.Preview(self.job, png, step.index + 1, index)
        yield self._phase("decode", index)
        return (yield from self._watched(bundle, lambda: drawing.decode(bundle, canvas, step.x)))

    def _watched(self, bundle: ModelBundle, work: Callable[[], T]) -> Generator[ev.Event, None, T]:
        """What `work` gives; it is told where the autoencoder overflowed and had to be widened for it."""
        before = bundle.vae_dtype
        result = work()
        if bundle.vae_dtype is not before:
            data = {"dtype": dtype_name(before), "used": dtype_name(bundle.vae_dtype)}
            yield ev.Notice(self.job, notices.VAE_OVERFLOW, data)
        return result

    def _save(
        self, saver: Saver, image: Image.Image, index: int, started: float
    ) -> Iterator[ev.Event]:
        yield self._phase("save", index)
        path = saver.save(image, index)
        self._done = index + 1
        yield ev.ImageDone(
            job=self.job,
            path=str(path),
            seed=saver.plan.seed + index,
            width=image.width,
            height=image.height,
            seconds=time.monotonic() - started,
            index=index,
            count=saver.plan.count,
        )

    def _phase(self, name: PhaseName, index: int = 0) -> ev.Phase:
        self._now = name
        return ev.Phase(self.job, name, index, self.request.count)
