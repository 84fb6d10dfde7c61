"""What one can open on the Create page, and where its pictures go: files, folders, and the system's own dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from core.contract.errors import ReverieError
from core.files import store
from core.files.catalogue import folder_list
from desktop.dialogs.files import FileDialogs
from desktop.pages.addition_verbs import AdditionVerbs
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.settings import LAST_FOLDER, PICTURES, Settings
from desktop.wording.parts import place


class OpeningVerbs(QObject):
    """Signals: `failed(ReverieError)`. `pictures_folder`: where pictures go now."""

    failed = Signal(object)

    def __init__(
        self,
        page: CreatePage,
        states: CreateStates,
        settings: Settings,
        dialogs: FileDialogs,
        pictures_folder: Callable[[], Path],
    ) -> None:
        super().__init__(page)
        self._page, self._states, self._settings = page, states, settings
        self._pictures_folder, self.dialogs = pictures_folder, dialogs
        self.additions = AdditionVerbs(page, states.generation)
        self.additions.failed.connect(self.failed)
        page.words.open_model_asked.connect(self.open_model)
        page.words.open_file_asked.connect(self.open_model_file)
        page.words.lora_chosen.connect(self.additions.use_lora)
        page.words.lora_file_asked.connect(self.open_lora)

    @Slot()
    def open_picture(self) -> None:
        """A picture from the disk onto the canvas."""
        folder = self._settings.get(LAST_FOLDER) or str(Path.home())
        path = self.dialogs.open_picture(self.tr("Open picture"), self.tr("Pictures"), folder)
        if path:
            self._settings.put(LAST_FOLDER, str(Path(path).parent))
            self._page.hide_card()
            self._page.canvas.start_from(path, "open")

    @Slot()
    def open_model(self) -> None:
        """Another model folder, remembered."""
        chosen = self.dialogs.choose_folder(self.tr("Open a model folder"), self._models_place())
        if chosen:
            self.use_model(chosen)

    @Slot()
    def open_model_file(self) -> None:
        """A model that is one file, remembered."""
        title, kind = self.tr("Open a model file"), self.tr("Models")
        chosen = self.dialogs.open_model(title, kind, self._models_place())
        if chosen:
            self.use_model(chosen)

    @Slot()
    def open_lora(self) -> None:
        """A LoRA from anywhere into the stack."""
        title, kind = self.tr("Choose a LoRA"), self.tr("LoRAs and embeddings")
        chosen = self.dialogs.open_model(title, kind, self._models_place())
        if chosen and not self.additions.use_file(chosen):
            self.additions.use_lora(chosen)  # says what it is instead

    def _models_place(self) -> str:
        """Where the person's models are likely to be."""
        remembered = folder_list.read()
        return str(Path(remembered[-1]).parent) if remembered else str(Path.home())

    @Slot(str)
    def use_model(self, path: str) -> None:
        """Draw with the model at `path`, a folder or a file, from now on, where it lies.

        A LoRA or an embedding goes to the model in use.
        """
        if self.additions.use_file(path):
            return
        try:
            info = self._states.models.open_model(Path(path))
        except ReverieError as error:
            self.failed.emit(error)
            return
        text = self.tr("{0} is used where it lies; nothing was copied.")
        self._page.messages.show_note(text.format(info.title))

    @Slot()
    def move_pictures(self) -> bool:
        """Another folder for the pictures to come; False where nobody chose one."""
        title = self.tr("Where pictures go from now on")
        chosen = self.dialogs.choose_folder(title, str(self._pictures_folder()))
        if not chosen:
            return False
        self._settings.put(PICTURES, chosen)
        self._states.results.load(Path(chosen))
        self.tell_card()
        return True

    @Slot()
    def show_pictures(self) -> None:
        """The pictures folder in the system's own program."""
        try:
            folder = store.make_folder(self._pictures_folder())
        except ReverieError as error:
            self.failed.emit(error)
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def tell_card(self) -> None:
        """Bring the first card up to date, where there is one."""
        card = self._page.card()
        if card is not None:
            card.set_pictures_folder(place(str(self._pictures_folder())))
