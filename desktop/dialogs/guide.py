"""The user guide in a window of its own: pages of `docs/guide`, in the window's language where there are any."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QWidget,
)

from core.files import folders
from desktop.widgets.page_text import PageText

SIZE = (860, 640)  # px
LIST_WIDTH = 200  # px
FIRST = "first-picture"
# In the order of reading. A page of the window opens the one that tells of it.
PAGES = ("first-picture", "models", "teach", "inside", "trouble")


class GuideWindow(QDialog):
    """Links between pages are followed here, those to the network by the system's browser, at a click."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Reverie: guide"))
        self.resize(*SIZE)
        self._folder = localised(folders.guide(), QLocale())
        self.pages = QListWidget()
        self.pages.setAccessibleName(self.tr("Pages of the guide"))
        self.text = PageText()
        self.text.anchorClicked.connect(self._follow)
        for name in PAGES:
            item = QListWidgetItem(title(self._folder / f"{name}.md"))
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.pages.addItem(item)
        self.pages.currentItemChanged.connect(self._chosen)
        split = QSplitter()
        split.addWidget(self.pages)
        split.addWidget(self.text)
        split.setSizes([LIST_WIDTH, SIZE[0] - LIST_WIDTH])
        split.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        self.open(FIRST)

    def open(self, page: str = FIRST) -> None:
        """Show a page by its name; an unknown one shows the first."""
        names = list(PAGES)
        self.pages.setCurrentRow(names.index(page) if page in names else 0)

    @property
    def page(self) -> str:
        """The page that is read now."""
        return str(self.pages.currentItem().data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _chosen(self) -> None:
        self.text.setSource(QUrl.fromLocalFile(str(self._folder / f"{self.page}.md")))

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
        elif link.hasFragment() and not link.path():
            self.text.scrollToAnchor(link.fragment())
        else:
            self.open(Path(link.path()).stem)


def localised(folder: Path, locale: QLocale) -> Path:
    """The folder's part for a language, else the folder itself, which is English."""
    own = folder / locale.name().partition("_")[0]
    return own if own.is_dir() else folder


def title(page: Path) -> str:
    """The heading of a page, its first line."""
    with page.open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip()
