"""What the engine does for a job: draws or trains with torch, counts pieces without it.

The slow imports are inside the methods, so that the pipes are heard before torch is there. No queue,
no threads and no pipes here.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.contract import events as ev
from core.contract.errors import ReverieError
from core.contract.version import VERSION
from core.files import addition_folders, folder_store, folders, inputs, wildcards
from core.files.catalogue import finding
from core.text.chunks import CHUNK
from core.text.counting import count_prompt
from core.text.tokenizer import Tokenizer

if TYPE_CHECKING:
    from core.generation.loader import Loader


class GenerationRunner:
    """The real runner. Keeps the model loaded between jobs; used on the worker's thread only."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._loader: Loader | None = None

    def prepare(self) -> ev.EngineReady:
        import torch
        import transformers.models.clip.modeling_clip  # noqa: F401 - imported early, used by the loader

        from core.generation import device as devices
        from core.generation import generate  # noqa: F401 - imported early, used by the first job
        from core.generation.loader import Loader

        for place in (folders.pictures(), folders.pictures() / inputs.INPUTS, folders.cache()):
            folder_store.clean_stale(place)  # what a killed engine left behind
        self._loader = Loader()
        device = devices.choose_device("auto")
        return ev.EngineReady(
            version=VERSION,
            device=device.type,
            device_name=devices.device_name(device),
            threads=torch.get_num_threads(),
            torch=torch.__version__,
            seconds=time.monotonic() - self._started,
        )

    def events(
        self, job: ev.Generate | ev.Train, cancelled: Callable[[], bool]
    ) -> Iterator[ev.Event]:
        if isinstance(job, ev.Train):
            from core.training.train import train

            return train(job.config, resume=job.resume, cancelled=cancelled, job=job.job)
        from core.generation.generate import generate

        if self._loader is None:
            raise AssertionError("prepare comes first")
        return generate(job.request, self._loader, cancelled, job.job)

    def release(self) -> None:
        if self._loader is not None:
            self._loader.unload()
        gc.collect()  # what a failed job left in circles of references


class TokenCounter:
    """Counts the pieces of a prompt as the model's tokenizer cuts it; remembers the last tokenizer."""

    def __init__(self) -> None:
        self._path = ""
        self._tokenizer: Tokenizer | None = None

    def __call__(self, question: ev.CountTokens) -> ev.TokenCount:
        """Raises the errors of a model that cannot be read."""
        path = finding.find(question.model).path
        if self._tokenizer is None or path != self._path:
            self._tokenizer = _read_tokenizer(Path(path))
            self._path = path
        tokens, limit = count_prompt(
            self._tokenizer.named(_embedding_names(question)),
            question.text,
            wildcards.lines,
            plain=question.plain,
        )
        return ev.TokenCount(question.job, tokens, limit)


def _embedding_names(question: ev.CountTokens) -> dict[str, tuple[int, ...]]:
    """The words of embeddings, each as many tokens as it has vectors; which ones does not matter here.

    Files that cannot be read count as the words that call them: drawing will say what is wrong.
    """
    names: dict[str, tuple[int, ...]] = {}
    for each in question.embeddings:
        with suppress(ReverieError):
            info = addition_folders.find_embedding(each.file)
            called = info.names if each.token is None else (each.token,)
            names |= dict.fromkeys(called, (0,) * info.vectors)
    with suppress(ReverieError):
        for info in addition_folders.embeddings_called([question.text]):
            names.setdefault(info.name, (0,) * info.vectors)
    return names


def _read_tokenizer(model: Path) -> Tokenizer:
    from core.checkpoints.tokenizer_files import ENTRIES_MAX, read_tokenizer

    return read_tokenizer(model, length=CHUNK + 2, vocab_size=ENTRIES_MAX)
