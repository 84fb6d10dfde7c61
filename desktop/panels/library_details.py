"""All about the chosen entry: picture, facts, words, a note of one's own, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.files.catalogue.entry import Entry
from core.files.catalogue.remarks import NOTE_MAX
from desktop import theme
from desktop.phrases import library as library_phrases
from desktop.widgets.chip import Chip
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Caption, NameLabel, title
from desktop.widgets.tips import set_tip

EDGE = 12  # px
PICTURE_LEAST, PICTURE_HEIGHT = 96, 180  # px
NOTE_HEIGHT = 72  # px
NOTE_MS = 800  # after the last letter a note is kept
BUTTON = 28  # px


class LibraryDetails(QWidget):
    """Signals: `use_asked(Entry)` · `show_asked(Entry)` · `copy_asked(Entry)` · `trash_asked(Entry)` ·
    `hash_asked(Entry)` · `word_asked(str)` · `note_written(Entry, str)`.
    """

    use_asked = Signal(object)
    show_asked = Signal(object)
    copy_asked = Signal(object)
    trash_asked = Signal(object)
    hash_asked = Signal(object)
    word_asked = Signal(str)
    note_written = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._unsaid = False  # whether something was written that nobody was told of
        self._image = QLabel()
        self._picture: QImage | None = None  # shown in it, at its own size
        self._image.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._problem = QLabel()
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._problem.setProperty("role", "warning")
        self._about = Caption(wrap=True)
        self._facts = QGridLayout()
        self._words_name = NameLabel(self.tr("Words"))
        self._words = QWidget()
        self._words_row = FlowLayout(self._words, 4, centred=False)
        self.note = QPlainTextEdit()
        self._note_timer = QTimer(self, singleShot=True, interval=NOTE_MS)
        self._note_timer.timeout.connect(self.keep_note)
        self.use = self._button(self.tr("Use"), self.use_asked)
        self.use.setProperty("primary", True)
        self.show_file = self._button(self.tr("Show in folder"), self.show_asked)
        self.copy = self._button(self.tr("Copy path"), self.copy_asked)
        self.work_out = self._button(self.tr("Work out the hash"), self.hash_asked)
        self.trash = self._button(self.tr("Move to the trash…"), self.trash_asked)
        self._build()
        self.show_entry(None, "", {})

    def entry(self) -> Entry | None:
        """What is shown."""
        return self._entry

    def show_entry(
        self, entry: Entry | None, note: str, why_not: dict[str, str], also: str = ""
    ) -> None:
        """Show an entry with a person's note on it. `also`: what else is to be said of it.

        `why_not`: "use", "trash", "hash" → why that cannot be done with it; those that can are left out.
        """
        other = entry is None or self._entry is None or entry.path != self._entry.path
        if other:
            self.keep_note()
        self._entry = entry
        self._area.setVisible(entry is not None)
        self.use.setVisible(entry is not None)
        if entry is None:
            return
        self._title.setText(entry.title)
        sentence = library_phrases.problem_text(entry)
        if not entry.is_there:
            sentence = library_phrases.facts(entry)
        self._problem.setText("\n".join(filter(None, (sentence, also))))
        self._problem.setVisible(bool(sentence or also))
        self._about.say(entry.card.description)
        self._show_facts(entry)
        self._show_words(library_phrases.words_of(entry))
        if other:
            self.note.setPlainText(note)
            self._note_timer.stop()
            self._unsaid = False
        for name, button in (("use", self.use), ("trash", self.trash), ("hash", self.work_out)):
            button.setEnabled(not why_not.get(name))
            set_tip(button, why_not.get(name, "") or self._tip(name))
        self.work_out.setVisible(not entry.sha256)
        self.show_file.setEnabled(entry.is_there)
        set_tip(self.show_file, "" if entry.is_there else sentence)

    def show_picture(self, image: QImage | None, icon: str) -> None:
        """The picture of the entry, or its icon."""
        self._picture = image
        ratio = self.devicePixelRatioF()
        if image is None:
            self._image.setPixmap(theme.icon(icon, "second", 48).pixmap(QSize(48, 48), ratio))
            return
        room = QSize(max(40, self.width() - 2 * EDGE - 12), self._image.height()) * ratio
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown = QPixmap.fromImage(image.scaled(room, keep, smooth))
        shown.setDevicePixelRatio(ratio)
        self._image.setPixmap(shown)

    def hideEvent(self, event: QHideEvent) -> None:
        """The page is left or the window closes: what was written is kept now."""
        super().hideEvent(event)
        self.keep_note()

    @Slot()
    def keep_note(self) -> None:
        """Say what was written, where it was not said yet."""
        self._note_timer.stop()
        if self._unsaid and self._entry is not None:
            self._unsaid = False
            self.note_written.emit(self._entry, self.note.toPlainText()[:NOTE_MAX])

    @Slot()
    def _note_changed(self) -> None:
        self._unsaid = True
        self._note_timer.start()

    def _tip(self, name: str) -> str:
        tips = {
            "use": self.tr("Use it on the Create page (Enter)"),
            "trash": self.tr("Asks first (Del)"),
            "hash": self.tr("Reads the whole file once; then it is known"),
        }
        return tips[name]

    def _show_facts(self, entry: Entry) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, text) in enumerate(library_phrases.fact_rows(entry)):
            self._facts.addWidget(Caption(name), row, 0)
            value = ElidedLabel(text, mode=Qt.TextElideMode.ElideMiddle)
            if text == entry.autov2:
                value.set_hint(entry.sha256)
            self._facts.addWidget(value, row, 1)

    def _show_words(self, words: tuple[str, ...]) -> None:
        while (item := self._words_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for word in words:
            chip = Chip(word, self.tr("Add it to the prompt"))
            chip.clicked.connect(lambda _checked=False, word=word: self.word_asked.emit(word))
            self._words_row.addWidget(chip)
        self._words.setVisible(bool(words))
        self._words_name.setVisible(bool(words))

    def _button(self, text: str, signal: object) -> QPushButton:
        button = QPushButton(text)
        button.setFixedHeight(BUTTON)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: signal.emit(self._entry))  # type: ignore[attr-defined]
        return button

    def _build(self) -> None:
        title(self._title)
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(2)
        name = NameLabel(self.tr("Your note"), self.note)
        self.note.setFixedHeight(NOTE_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("Your note"))
        self.note.setPlaceholderText(self.tr("For yourself; kept by this program alone (F2)"))
        self.note.textChanged.connect(self._note_changed)
        self._content = QWidget()
        self._content.setProperty("content", True)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(8)
        for head in (self._image, self._title, self._problem, self._about):
            column.addWidget(head)
        column.addLayout(self._facts)
        for part in (self._words_name, self._words, name, self.note):
            column.addWidget(part)
        buttons = QWidget()
        row = FlowLayout(buttons, 8, centred=False)
        for button in (self.work_out, self.show_file, self.copy, self.trash):
            row.addWidget(button)
        column.addWidget(buttons)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidget(self._content)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.use.setFixedHeight(36)
        foot = QVBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, EDGE)
        foot.addWidget(self.use)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(area, 1)
        outer.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the picture leaves room for the rest."""
        super().resizeEvent(event)
        self._image.setFixedHeight(min(PICTURE_HEIGHT, max(PICTURE_LEAST, self.height() // 4)))
        if self._picture is not None:  # perhaps it came before the page had its width
            self.show_picture(self._picture, "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.end()
