"""The pictures of a request, one after another, with a model that is loaded.

Words and the picture to start from are encoded once for all of them; where LoRAs change from picture to
picture, the words are read anew.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, get_args

from PIL import Image

from core.contract import events as ev
from core.contract import notices
from core.contract.request import Saving
from core.diffusion.paths.path import NoisePath
from core.generation import additions, drawing
from core.generation.bundle import ModelBundle
from core.generation.device import dtype_name
from core.generation.drawing import Canvas
from core.generation.encoding import encode_picture
from core.generation.inpainting import prepare
from core.generation.masking import Start
from core.generation.preview import Previewer
from core.generation.progress import Progress, Undeveloped
from core.generation.saving import Saver
from core.generation.seam import Seam, paste
from core.generation.telling import Teller
from core.generation.watch import Watch

NAMED_MAX = 3  # tensors in a notice

T = TypeVar("T")


def copies(saver: Saver, image: Image.Image, progress: Progress) -> Iterator[ev.Event]:
    """Strength 0: the picture itself, as often as it was asked for."""
    for index in range(saver.plan.count):
        yield from _saved(saver, image, progress, index, time.monotonic())


@dataclass(frozen=True)
class Pictures:
    """Those that are not done yet. Every method yields or does one phase."""

    bundle: ModelBundle
    saver: Saver
    start: Start | None
    stacks: Sequence[Sequence[additions.UsedLora]]  # of each picture
    progress: Progress
    watch: Watch | None = None

    def drawn(self) -> Iterator[ev.Event]:
        """Draw and save them."""
        saver, progress = self.saver, self.progress
        path = drawing.sampling_path(self.bundle, saver.plan)
        if progress.undeveloped is not None:
            yield from self._finished(path, progress.undeveloped, progress.done, time.monotonic())
        first = progress.done
        if first == saver.plan.count:
            return
        yield from self._stacked(self.stacks[first])
        teller = self._teller(path)
        yield self.progress.phase("encode_text")
        teller.told(first)
        canvas = yield from self._prepare(path)
        previewer = Previewer(self.bundle.preview)
        for index in range(first, saver.plan.count):
            started = time.monotonic()
            if index > first and self.stacks[index] != self.stacks[index - 1]:
                yield from self._stacked(self.stacks[index])
                teller = self._teller(path)  # words read anew
            kept = yield from self._draw(canvas, teller, previewer, index)
            yield from self._finished(path, kept, index, started)

    def _teller(self, path: NoisePath) -> Teller:
        return Teller(self.bundle, self.saver.plan, self.saver.words, path.steps)

    def _stacked(self, stack: Sequence[additions.UsedLora]) -> Iterator[ev.Event]:
        """Have these LoRAs in the model, and none else; told what of them it cannot use."""
        bundle = self.bundle
        if bundle.stack is None:
            return
        if stack:
            bundle.keep("text", "unet")
        for unused in bundle.stack.change_to(stack):
            names = ", ".join(unused.tensors[:NAMED_MAX])
            data = {"name": unused.name, "count": len(unused.tensors), "names": names}
            yield ev.Notice(self.progress.job, notices.LORA_UNUSED, data)
        if not stack:
            bundle.keep()

    def _prepare(self, path: NoisePath) -> Generator[ev.Event, None, Canvas]:
        """What all pictures share beside the words."""
        if self.start is None:
            return Canvas(path)
        yield self.progress.phase("encode_picture")
        image, mask = self.start.image, self.start.mask
        posterior = yield from self._watched(lambda: encode_picture(self.bundle, image))
        if mask is None:
            return Canvas(path, posterior)
        inpainting = yield from self._watched(lambda: prepare(self.bundle, image, mask.pixels))
        return Canvas(path, posterior, inpainting)

    def _draw(
        self, canvas: Canvas, teller: Teller, previewer: Previewer, index: int
    ) -> Generator[ev.Event, None, Undeveloped]:
        """The steps of picture `index`."""
        job, progress, settled = self.progress.job, self.progress, teller.plan
        if not teller.has_told(index):
            yield progress.phase("encode_text", index)
        telling = teller.told(index)
        yield progress.phase("denoise", index)
        steps, count = canvas.path.steps, settled.count
        seed = settled.seed + index
        for step in drawing.walk(self.bundle, settled, canvas, telling, seed, self.watch):
            yield ev.Step(job, step.index + 1, steps, index, count)
            png = previewer.look(step.denoised)
            if png is not None:
                yield ev.Preview(job, png, step.index + 1, index)
        progress.undeveloped = Undeveloped(step.x.cpu(), self.bundle.savings)
        return progress.undeveloped

    def _finished(
        self, path: NoisePath, kept: Undeveloped, index: int, started: float
    ) -> Iterator[ev.Event]:
        """Picture `index`, from its last step to the disk. Where memory runs out here, no step is taken again."""
        saver, start, bundle = self.saver, self.start, self.bundle
        yield self.progress.phase("decode", index)
        x = kept.x.to(bundle.device)
        image = yield from self._watched(lambda: drawing.decode(bundle, path, x))
        if start and start.mask:
            seam = Seam(saver.plan.mask_feather, saver.plan.match_colours)
            image = paste(image, start.image, start.mask.pixels, seam)
        if self.watch is not None:
            image = self.watch.finished(image)
        told = replace(saver, savings=_used(kept.savings, bundle.savings))
        yield from _saved(told, image, self.progress, index, started)

    def _watched(self, work: Callable[[], T]) -> Generator[ev.Event, None, T]:
        """What `work` gives; it is told where the autoencoder overflowed and had to be widened for it."""
        bundle = self.bundle
        before = bundle.vae_dtype
        result = work()
        if bundle.vae_dtype is not before:
            data = {"dtype": dtype_name(before), "used": dtype_name(bundle.vae_dtype)}
            yield ev.Notice(self.progress.job, notices.VAE_OVERFLOW, data)
        return result


def _used(steps: Sequence[Saving], decode: Sequence[Saving]) -> tuple[Saving, ...]:
    """What the recipe says: passes apart are of the steps, tiles of the decoding."""
    of_phase: dict[Saving, Sequence[Saving]] = {"apart": steps, "tiled": decode}
    both = {*steps, *decode}
    return tuple(s for s in get_args(Saving) if s in of_phase.get(s, both))


def _saved(
    saver: Saver, image: Image.Image, progress: Progress, index: int, started: float
) -> Iterator[ev.Event]:
    yield progress.phase("save", index)
    path = saver.save(image, index)
    progress.done, progress.undeveloped = index + 1, None
    yield ev.ImageDone(
        job=progress.job,
        path=str(path),
        seed=saver.plan.seed + index,
        width=image.width,
        height=image.height,
        seconds=time.monotonic() - started,
        index=index,
        count=saver.plan.count,
    )
