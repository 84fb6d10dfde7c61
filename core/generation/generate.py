"""A request becomes pictures: the one iterator that command line and engine both run.

load → encode words → encode picture → steps → decode → PNG with recipe. It yields events and ends
with `JobDone` or `JobCancelled`; a failure is raised as a typed error. The pictures of a request are
drawn one after another, so that each has the same bits alone and in a batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch
from PIL import Image

from core.checkpoints.interruption import stopped_by
from core.contract import events as ev
from core.contract.errors import Cancelled, OutOfMemory
from core.contract.request import GenerationRequest
from core.diffusion.paths.path import NoisePath
from core.files.hashes import model_hash
from core.files.legacy_pickle import conversion
from core.files.library import ModelInfo
from core.files.model_files import pickled_files
from core.generation import additions, drawing, plan
from core.generation.addition_hashes import AdditionHashes
from core.generation.bundle import ModelBundle
from core.generation.device import (
    choose_device,
    choose_dtype,
    dtype_name,
    out_of_memory,
    release_memory,
)
from core.generation.drawing import Canvas
from core.generation.embedding_words import with_embeddings
from core.generation.encoding import encode_picture
from core.generation.hashing import ModelHash
from core.generation.inpainting import prepare
from core.generation.loader import Loader
from core.generation.masking import Start, read_start
from core.generation.output import Output
from core.generation.picture_words import picture_words
from core.generation.preview import Previewer
from core.generation.saving import Saver
from core.generation.seam import Seam, paste
from core.generation.telling import Teller
from core.generation.watch import Watch

CONVERTING_STEPS = 100  # events for one file
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
        release_memory(device)
        raise full
    if stopped:  # in the middle of a model, which is let go of
        release_memory(device)
        yield ev.JobCancelled(job)
        return
    yield ev.JobDone(job, time.monotonic() - started)


@dataclass
class _Run:
    """One request on its way. Every method yields or does one phase."""

    request: GenerationRequest
    loader: Loader
    job: str
    device: torch.device
    cancelled: Callable[[], bool]
    watch: Watch | None = None

    def events(self) -> Iterator[ev.Event]:
        info = self.loader.find(self.request.model)
        settled = plan.resolve(self.request, info)
        words = picture_words(self.request)
        added = additions.resolve(self.request, words, info)
        output = Output.of(self.request)
        output.check()
        start = read_start(settled)
        yield from self._far(settled, info)
        yield from self._stretched(start)
        yield from self._only_words(added)
        dtype = choose_dtype(self.request.dtype, self.device)
        bundle = None
        if not settled.copies_init:
            yield self._phase("load")
            for path in (Path(info.path), *added.files()):
                yield from self._converted(path)
            before = self.loader.loaded
            with stopped_by(self.cancelled):
                bundle = self.loader.load(info, self.device, dtype, self.request.vae)
            if bundle is not before:
                yield from self._left_out(bundle)
            info = bundle.info  # a single file may have had to be tried to know what it predicts
            settled = plan.resolve(self.request, info)
        # After loading: the two would fight over the disk. Of two variants that which was loaded.
        hashed = partial(model_hash, dtype=dtype_name(dtype))
        saver = Saver(
            plan=settled,
            words=words,
            info=info,
            output=output,
            inputs=Path(self.request.keep_inputs or output.folder),
            device=self.device,
            dtype=dtype,
            model_hash=ModelHash(info.path, hashed),
            init=start.init if start else None,
            mask=start.mask.image if start and start.mask else None,
            vae_hash=None if self.request.vae is None else ModelHash(self.request.vae, hashed),
            watch=self.watch,
            additions=AdditionHashes.of(added),
        )
        if bundle is not None:
            readers = with_embeddings(bundle.readers, added.embeddings, info.family)
            yield from self._draw_all(replace(bundle, readers=readers), saver, start, added)
        elif start is not None:
            yield from self._copy(saver, start.image)

    def _converted(self, model: Path) -> Iterator[ev.Event]:
        """Have safe copies of old checkpoints; who stops meanwhile leaves nothing behind."""
        for path in pickled_files(model):
            told = 0
            for step in conversion(path):
                if step.done - told >= step.total / CONVERTING_STEPS or step.done == step.total:
                    told = step.done
                    yield ev.Converting(self.job, path.name, step.done, step.total)

    def _only_words(self, added: additions.Additions) -> Iterator[ev.Event]:
        """Told where a word is an embedding's name, but for other models."""
        for info in added.foreign:
            data = {"name": info.name, "made_for": info.made_for}
            yield ev.Notice(self.job, ev.EMBEDDING_FOREIGN, data)

    def _stacked(
        self, bundle: ModelBundle, stack: Sequence[additions.UsedLora]
    ) -> Iterator[ev.Event]:
        """Have these LoRAs in the model, and none else; told what of them it cannot use."""
        if bundle.stack is None:
            return
        for unused in bundle.stack.change_to(stack):
            names = ", ".join(unused.tensors[:NAMED_MAX])
            data = {"name": unused.name, "count": len(unused.tensors), "names": names}
            yield ev.Notice(self.job, ev.LORA_UNUSED, data)

    def _left_out(self, bundle: ModelBundle) -> Iterator[ev.Event]:
        """Told when a single file has been loaded that holds more than drawing uses."""
        if bundle.dropped or bundle.unknown:
            named = bundle.unknown[:NAMED_MAX] or ("none",)
            more = ", …" if len(bundle.unknown) > NAMED_MAX else ""
            data = {
                "model": bundle.info.name,
                "dropped": len(bundle.dropped),
                "unknown": len(bundle.unknown),
                "names": ", ".join(named) + more,
            }
            yield ev.Notice(self.job, ev.TENSORS_LEFT_OUT, data)

    def _far(self, settled: plan.ResolvedRequest, info: ModelInfo) -> Iterator[ev.Event]:
        """Told where the picture to start from is far larger than what the model learned."""
        if plan.far_above(self.request, settled, info):
            size = f"{settled.width} × {settled.height}"
            learned = f"{info.preset.width} × {info.preset.height}"
            yield ev.Notice(self.job, ev.SIZE_FAR, {"size": size, "learned": learned})

    def _stretched(self, start: Start | None) -> Iterator[ev.Event]:
        """Told where the mask had another size than the picture."""
        if start and start.mask and start.mask.resized:
            sizes = {"mask": start.mask.image.size, "picture": start.init.size}
            data = {name: f"{width} × {height}" for name, (width, height) in sizes.items()}
            yield ev.Notice(self.job, ev.MASK_RESIZED, data)

    def _draw_all(
        self,
        bundle: ModelBundle,
        saver: Saver,
        start: Start | None,
        added: additions.Additions,
    ) -> Iterator[ev.Event]:
        path = drawing.sampling_path(bundle, saver.plan)
        yield from self._stacked(bundle, added.stacks[0])
        teller = Teller(bundle, saver.plan, saver.words, path.steps)
        yield self._phase("encode_text")
        teller.told(0)
        canvas = yield from self._prepare(bundle, path, start)
        previewer = Previewer(bundle.preview)
        for index in range(saver.plan.count):
            started = time.monotonic()
            if index and added.stacks[index] != added.stacks[index - 1]:
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
            yield ev.Notice(self.job, ev.VAE_OVERFLOW, data)
        return result

    def _save(
        self, saver: Saver, image: Image.Image, index: int, started: float
    ) -> Iterator[ev.Event]:
        yield self._phase("save", index)
        path = saver.save(image, index)
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

    def _phase(self, name: ev.PhaseName, index: int = 0) -> ev.Phase:
        return ev.Phase(self.job, name, index, self.request.count)
