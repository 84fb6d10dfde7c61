"""The first card: what this computer and the program have, told as soon as it is known; once, at the first start."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop import settings as keys
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.pages.opening_verbs import OpeningVerbs
from desktop.phrases import common as phrases
from desktop.settings import Settings
from desktop.state.observable import bind


class Welcome(QObject):
    """Shows the card on the page, and remembers that it was seen."""

    def __init__(
        self, page: CreatePage, states: CreateStates, opening: OpeningVerbs, settings: Settings
    ) -> None:
        super().__init__(page)
        self._page, self._states, self._settings = page, states, settings
        card = page.show_card()
        card.change_folder.connect(opening.move_pictures)
        card.models_elsewhere.connect(opening.open_model)
        page.welcomed.connect(self._welcomed)
        opening.tell_card()
        bind(states.jobs, "engine", self._tell_computer)
        bind(states.models, "models", self._tell_models)

    @Slot()
    def _welcomed(self) -> None:
        self._settings.put(keys.WELCOMED, True)

    @Slot(object)
    def _tell_computer(self, info: object) -> None:
        card = self._page.card()
        if card is not None:
            card.set_computer(phrases.computer_text(self._states.jobs.engine))

    @Slot(object)
    def _tell_models(self, models: object) -> None:
        card = self._page.card()
        if card is not None:
            card.set_models(
                phrases.models_text([info.title for info in self._states.models.models])
            )
