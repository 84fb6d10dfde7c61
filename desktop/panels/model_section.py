"""Which model draws: the ones there are, and ways to open another."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.files.models.library import ModelInfo
from desktop import theme
from desktop.phrases import common as phrases
from desktop.state.models_state import ModelsState, place_of
from desktop.state.observable import bind
from desktop.widgets.picker import Picker
from desktop.widgets.tips import rich

FOLDER, FILE, DOWNLOAD = (
    "folder",
    "file",
    "download",
)  # the entries that are no models; those have absolute paths
MEGABYTE = 1_000_000


class ModelSection(QWidget):
    """Signals: `folder_asked()`, `file_asked()`, `download_asked()`: a person wants a model from elsewhere."""

    folder_asked = Signal()
    file_asked = Signal()
    download_asked = Signal()

    def __init__(self, models: ModelsState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.picker = Picker()
        self.picker.setAccessibleName(self.tr("Model"))
        self.picker.setIconSize(QSize(18, 18))
        self.picker.value_changed.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picker)
        theme.theme().changed.connect(self._fill)
        self.picker.setPlaceholderText(self.tr("No model yet"))
        bind(models, "problems", self._fill)
        bind(models, "models", self._fill)
        bind(models, "current", self._show)

    @Slot()
    def _fill(self, *_ignored: object) -> None:
        self.picker.clear()
        for info in self._models.models:
            self.picker.addItem(theme.icon("box"), self._text(info), info.path)
            row = self.picker.count() - 1
            self.picker.setItemData(row, rich(info.path), Qt.ItemDataRole.ToolTipRole)
        for error in self._models.problems:
            path = place_of(error)
            self.picker.add_impossible(theme.icon("box"), phrases.useless_model(error), rich(path))
        if self.picker.count():
            self.picker.insertSeparator(self.picker.count())
        elsewhere = theme.icon("folder-open")
        self.picker.addItem(elsewhere, self.tr("Open a model file…"), FILE)
        self.picker.addItem(elsewhere, self.tr("Open a model folder…"), FOLDER)
        self.picker.addItem(theme.icon("download"), self.tr("Download a model…"), DOWNLOAD)
        self._show(self._models.current)

    @Slot(object)
    def _show(self, info: ModelInfo | None) -> None:
        self.picker.set_value(info.path if info else None)
        sentence = self.tr("Which model draws.")
        if info is None:
            sentence = self.tr("There is no model yet. Open a model file or the folder of one.")
        self.picker.set_hint(f"{sentence}\n{info.path}" if info else sentence)

    @Slot(object)
    def _chosen(self, key: str) -> None:
        asked = {
            FOLDER: self.folder_asked,
            FILE: self.file_asked,
            DOWNLOAD: self.download_asked,
        }
        if key in asked:
            self._show(self._models.current)
            asked[key].emit()
        else:
            self._models.choose(key)

    def _text(self, info: ModelInfo) -> str:
        if info.things is not None:
            return self.tr("{0} · knows {1} things").format(info.title, info.things)
        if info.words is not None:
            return self.tr("{0} · knows {1} words").format(info.title, len(info.words))
        size = self.tr("{0} MB").format(max(1, round(info.bytes / MEGABYTE)))
        return f"{info.title} · {info.label} · {size}"
