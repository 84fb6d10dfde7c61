"""Pictures of the class that a model draws itself, so that it does not forget the class (Ruiz et al. 2023, 3.2).

They are drawn as the model draws for anyone: its own sampler, guidance and autoencoder. They lie in the cache
under a key of all that shapes them, so every training of this model for this class takes the same ones, and a
drawing that was stopped goes on. Picture i is the same whatever the number of pictures. The cache is of one machine:
which ones a run has is noted down in its folder, for the processes elsewhere that train with it (`teaching.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.contract import events as ev
from core.contract.errors import Cancelled
from core.contract.notices import CLASS_PICTURES_DRAWN
from core.contract.request import DeviceChoice, DtypeChoice, GenerationRequest
from core.contract.teaching import DreamBoothConfig, filled
from core.files import folder_store, folders, store
from core.files.models import hashes
from core.files.models.library import ModelInfo
from core.files.photos.listing import Entry
from core.generation import plan
from core.generation.generate import generate
from core.generation.loader import Loader
from core.training.data.dataset import PictureSet, Progress
from core.training.subject.class_prompts import class_prompts

FOLDER = "class-pictures"
ABOUT = "about.json"
FIRST_SEED = 7_000_000  # none that a person or a judge is likely to choose


@dataclass(frozen=True)
class ClassPictures:
    """What is to be drawn."""

    info: ModelInfo
    prompts: tuple[str, ...]  # in turn
    resolution: int  # px
    count: int
    device: DeviceChoice
    dtype: DtypeChoice

    def facts(self) -> dict[str, object]:
        """All that shapes a picture, but for its number and the machine."""
        settled = plan.resolve(self._request(0, Path()), self.info)
        names = ("sampler", "schedule", "steps", "guidance_scale", "rescale", "width", "height")
        return {
            "model": hashes.model_hash(self.info.path),
            "prompts": self.prompts,
            **{name: getattr(settled, name) for name in names},
        }

    def folder(self) -> Path:
        """Where they lie, drawn or not."""
        key = json.dumps(self.facts(), sort_keys=True, default=str)
        return folders.cache() / FOLDER / hashlib.sha256(key.encode()).hexdigest()[:32]

    def prompt(self, number: int) -> str:
        """What picture `number` is asked for."""
        return self.prompts[number % len(self.prompts)]

    def path(self, folder: Path, number: int) -> Path:
        return folder / f"{number:05d}.png"

    def missing(self, folder: Path) -> list[int]:
        return [n for n in range(self.count) if not self.path(folder, n).is_file()]

    def draw(self, cancelled: Callable[[], bool]) -> Iterator[Progress]:
        """Draw what is missing. Raises `Cancelled` and what `generate` raises; what is done stays."""
        folder = self.folder()
        missing = self.missing(folder)
        if not missing:
            return
        store.make_folder(folder)
        folder_store.clean_stale(folder)
        store.write_json(folder / ABOUT, self.facts())
        loader = Loader()
        yield Progress(CLASS_PICTURES_DRAWN, self.count - len(missing), self.count)
        try:
            for done, number in enumerate(missing, start=self.count - len(missing) + 1):
                request = self._request(number, self.path(folder, number))
                for event in generate(request, loader, cancelled):
                    if isinstance(event, ev.JobCancelled):
                        raise Cancelled
                yield Progress(CLASS_PICTURES_DRAWN, done, self.count)
        finally:
            loader.unload()

    def pictures(self) -> PictureSet:
        """Them as a training learns from them, with the size of each file. Raises `DatasetInvalid` for a missing one."""
        folder, numbers = self.folder(), range(self.count)
        entries = [Entry(self.path(folder, n).name, self.prompt(n)) for n in numbers]
        return PictureSet(folder, entries, self.resolution).noted()

    def _request(self, number: int, path: Path) -> GenerationRequest:
        return GenerationRequest(
            prompt=self.prompt(number),
            output=str(path),
            model=self.info.path,
            overwrite=True,  # by the same one, where another training draws them at this moment
            seed=FIRST_SEED + number,
            width=self.resolution,
            height=self.resolution,
            plain_prompt=True,
            named_embeddings=False,  # the class is what the model alone knows of it
            device=self.device,
            dtype=self.dtype,
        )


def class_pictures(config: DreamBoothConfig, info: ModelInfo, resolution: int) -> ClassPictures:
    """Those that a training of this model asks for."""
    plain = filled(config.class_prompt, config.token, config.class_noun)
    prompts = class_prompts(Path(info.path), plain)
    count, machine = config.class_count, (config.device, config.dtype)
    return ClassPictures(info, prompts, resolution, count, *machine)
