"""Our side: setting, task and loop are those of `reverie train`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.contract.teaching import DreamBoothConfig, EmbeddingConfig, TeachConfig
from core.files.photos.listing import Entry
from core.training import teaching
from core.training.data.dataset import PictureSet, Progress
from core.training.distributed import World
from core.training.run_state import RunFolder
from core.training.task import Setting
from core.training.trainer import Trainer
from tests.benches.teaching.tensor_bytes import weights_of
from tests.benches.teaching.work import INIT_WORD, NOUN, TOKEN, WARM, Figures, Stopwatch, Work


class Given(PictureSet):
    """Pictures that are in memory already."""

    def __init__(self, pictures: Tensor) -> None:
        """`pictures`: uint8 (N, S, S, 3)."""
        entries = [Entry(f"{number:03d}", "", bytes=0) for number in range(len(pictures))]
        super().__init__(Path(), entries, pictures.shape[1])
        self._given = pictures

    def read(self) -> Any:
        """Nothing needs to be read."""
        return iter(())

    def images(self, numbers: Any) -> Tensor:
        return self._given[list(numbers)]


def measured(work: Work, run: Path, told: Callable[[Progress], None] = lambda _: None) -> Figures:
    """Teach it in `run`, an empty folder."""
    watch = Stopwatch(work)
    config = config_of(work, run)
    setting: Setting[Any] = Setting(
        *(config, Given(work.photos()), (), torch.device(work.device), work.torch_dtype, World())
    )
    taught, task = teaching.built(setting, teaching.found_model(config), None)
    texts = taught.texts.values()
    is_learned = any(p.requires_grad for p in taught.unet.parameters())
    watch.opened(away=weights_of([*texts, *([] if is_learned else [taught.unet])]))
    trainer = Trainer(task, setting, RunFolder(run))
    for progress in task.prepare(run):
        told(progress)
    watch.ready(away=weights_of([taught.vae, *([] if work.method == "embedding" else texts)]))
    learned = sum(parameter.numel() for parameter in trainer.parameters.values())
    return watch.measured(lambda: trainer.train_step()[0], learned)


def config_of(work: Work, run: Path, photos: Path = Path("photos")) -> TeachConfig:
    """Without a class, as the loop that it is compared with."""
    shared: dict[str, Any] = {
        field: getattr(work, field)
        for field in ("batch_size", "learning_rate", "optimizer", "gradient_checkpointing")
    }
    shared |= {
        "model": work.model,
        "output": str(run),
        "photos": str(photos),
        "resolution": work.side,
        "steps": work.steps + WARM,
        "learning_rate_shape": "constant",
        "dtype": work.dtype,
        "device": work.device,
        "judge": False,
        "library": False,
    }
    if work.method == "embedding":
        return EmbeddingConfig(
            token=TOKEN, init_word=INIT_WORD, vectors=1, prompt="a photo of {token}", **shared
        )
    return DreamBoothConfig(
        class_noun=NOUN, prior="none", method=work.method, rank=work.rank, **shared
    )
