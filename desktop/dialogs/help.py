"""The Help menu of the main window: guide, About, language, and what a crash left. Made at the first click."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from desktop import i18n, updates
from desktop import settings as keys
from desktop.actions import Actions
from desktop.dialogs.about import AboutWindow
from desktop.dialogs.guide import FIRST, GuideWindow
from desktop.panels.message_bar import MessageBar, Verb
from desktop.settings import Settings
from desktop.updates import Release, Updates

# Which page of the guide tells of a page of the window.
GUIDE_OF = {
    "create": FIRST,
    "library": "models",
    "models": "models",
    "teach": "teach",
    "inside": "inside",
}


class Help(QObject):
    """Connects its actions itself. `page`: the key of the page that is shown; `messages`: its bar."""

    def __init__(
        self,
        host: QWidget,
        actions: Actions,
        settings: Settings,
        messages: Callable[[], MessageBar],
        page: Callable[[], str],
    ) -> None:
        super().__init__(host)
        self._host, self._actions, self._settings = host, actions, settings
        self._messages, self._page = messages, page
        self.guide: GuideWindow | None = None
        self.about: AboutWindow | None = None
        actions["guide"].triggered.connect(self.open_guide)
        actions["about"].triggered.connect(self.open_about)
        address = updates.address()
        actions["updates"].setVisible(bool(address))  # nobody to ask: nothing to click
        self.updates = Updates(address, self)
        actions["updates"].triggered.connect(self.updates.look)
        self.updates.found.connect(self._found)
        self.updates.failed.connect(self._failed)
        chosen = settings.get(keys.LANGUAGE)
        for language in (i18n.SYSTEM, *i18n.LANGUAGES):
            action = actions[f"language_{language}"]
            action.setChecked(language == chosen)
            action.triggered.connect(lambda _c=False, language=language: self.speak(language))

    @Slot()
    def open_guide(self) -> None:
        """The guide, at what tells of the page that is shown."""
        if self.guide is None:
            self.guide = GuideWindow(self._host)
        self.guide.open(GUIDE_OF.get(self._page(), FIRST))
        _show(self.guide)

    @Slot()
    def open_about(self) -> None:
        if self.about is None:
            self.about = AboutWindow(self._host)
        _show(self.about)

    def speak(self, language: str) -> None:
        """Another language from the next start on."""
        self._settings.put(keys.LANGUAGE, language)
        self._messages().show_note(self.tr("The language changes when Reverie is started again."))

    @Slot(object)
    def _found(self, release: Release) -> None:
        if not release.is_newer:
            self._messages().show_note(self.tr("This is the newest version."))
            return
        page = QUrl(release.page)
        verbs: tuple[Verb, ...] = ()
        if release.page:
            verbs = ((self.tr("Open its page"), lambda: QDesktopServices.openUrl(page)),)
        self._messages().show_note(
            self.tr("There is a newer version: {0}.").format(release.version), verbs
        )

    @Slot(str)
    def _failed(self, why: str) -> None:
        self._messages().show_note(
            self.tr("Whether there is a newer version is not known: {0}.").format(why)
        )

    def tell_crash(self, report: str) -> None:
        """What the last run left: it ended in the middle. `report` can be copied."""
        copy = (self.tr("Copy the report"), lambda: QGuiApplication.clipboard().setText(report))
        text = self.tr("Reverie ended unexpectedly last time. What was saved is there.")
        self._messages().show_error(text, (copy,), report)


def _show(window: QDialog) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
