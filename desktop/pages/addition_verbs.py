"""LoRAs, embeddings and VAEs on the Create page: taken from a file where it lies, switched off again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.contract.errors import ReverieError
from core.files.models.embedding_info import addition_kind, describe_embedding
from core.files.models.lora_info import addition_name, describe_lora
from core.prompt.emphasis import escaped
from desktop.pages.create_page import CreatePage
from desktop.state.generation_state import GenerationState
from desktop.state.lora_choice import switched_off, with_lora


class AdditionVerbs(QObject):
    """Signals: `failed(ReverieError)` where a file cannot be used; nothing was changed then."""

    failed = Signal(object)

    def __init__(self, page: CreatePage, state: GenerationState) -> None:
        super().__init__(page)
        self._page, self._state = page, state

    def use_file(self, path: str) -> bool:
        """A file that was dropped or chosen, where it is a LoRA, an embedding or a VAE; False for any other."""
        kind = addition_kind(path) if Path(path).is_file() else None
        if kind == "lora":
            self.use_lora(path)
        elif kind == "embedding":
            self.use_embedding(path)
        elif kind == "vae":
            self.use_vae(path)
        return kind is not None

    @Slot(str)
    def use_lora(self, path: str) -> None:
        """Into the stack, at full weight."""
        try:
            info = describe_lora(path)
        except ReverieError as error:
            self.failed.emit(error)
            return
        self._state.loras = with_lora(self._state.loras, path)
        text = self.tr("The LoRA {0} is used where it lies; nothing was copied.")
        self._page.messages.show_note(text.format(info.name))

    def use_embedding(self, path: str) -> None:
        """Its word at the caret of the prompt."""
        try:
            info = describe_embedding(path)
        except ReverieError as error:
            self.failed.emit(error)
            return
        if path not in self._state.embeddings:
            self._state.embeddings = (*self._state.embeddings, path)
        word = info.name if self._state.plain_prompt else escaped(info.name)
        self._page.words.words.prompt.insert_word(word)
        text = self.tr("The word {0} calls this embedding, which is used where it lies.")
        self._page.messages.show_note(text.format(info.name))

    def use_vae(self, path: str) -> None:
        """Instead of the model's own, until another family of models is chosen. What does not fit is said then."""
        self._state.vae = path
        model = self._state.model.title if self._state.model is not None else ""
        text = self.tr("The autoencoder {0} develops the pictures of {1} now, in place of its own.")
        undo = (self.tr("Undo"), self._own_vae)
        self._page.messages.show_note(text.format(addition_name(Path(path)), model), [undo])

    def _own_vae(self) -> None:
        self._state.vae = None

    def vae_to_own(self, path: str) -> Callable[[], object] | None:
        """What has the model use its own VAE again; None where that at `path` is not in use."""
        used = self._state.vae
        return self._own_vae if used and Path(path).is_relative_to(used) else None

    def switching_off(self, path: str) -> Callable[[], object] | None:
        """What leaves the file at `path` out from now on; None where the panel has no such file."""
        loras = switched_off(self._state.loras, path)
        embeddings = tuple(file for file in self._state.embeddings if file != path)
        if loras == self._state.loras and embeddings == self._state.embeddings:
            return None

        def switch_off() -> None:
            """Of the stack of that moment: it may have changed since this was offered."""
            state = self._state
            state.loras = switched_off(state.loras, path)
            state.embeddings = tuple(file for file in state.embeddings if file != path)

        return switch_off
