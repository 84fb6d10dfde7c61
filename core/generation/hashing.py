"""A hash that is computed beside the drawing, in a thread of its own: reading gigabytes takes a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from core.files.models.hashes import model_hash


class ModelHash:
    """Computes a model's hash in a thread that ends with the program."""

    def __init__(self, folder: str, compute: Callable[[str], str] = model_hash) -> None:
        self._folder = folder
        self._compute = compute
        self._result: Future[str] = Future()
        threading.Thread(target=self._run, name="model-hash", daemon=True).start()

    def value(self) -> str:
        """64 hex digits, as soon as they are known. Raises what `hashes.model_hash` raises."""
        return self._result.result()

    def _run(self) -> None:
        try:
            self._result.set_result(self._compute(self._folder))
        except Exception as error:  # handed over whole to whoever asks for the value
            self._result.set_exception(error)
