"""The chosen photo: large, with its crop box; what the checks say of it, each with a fix; its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from core.contract.draft import DraftPhoto
from core.files.photos import crop, verdicts
from core.files.photos.report import FindingCode, PhotoReport
from desktop.phrases import photos as photo_phrases
from desktop.widgets.crop_view import WHOLE, CropView
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.tips import set_tip
from desktop.wizards.photo_tile import turned
from desktop.wording.errors import error_message

WORDS_HIGH = 56  # px
WORDS_MAX = 1000  # characters
# Examples of words, English in every language, as prompts are.
WORDS_OF_ALL = "a house by a lake, evening light …"
WORDS_BESIDE = "a red scarf, on the beach …"


# What a crop around the subject may mend.
CROPPED_CLOSER: frozenset[FindingCode] = frozenset({"small_subject", "cut_off", "other_face"})


class _Words(QPlainTextEdit):
    """One line of words, however long. Signals: `done()` by Enter."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


class PhotoDetails(QWidget):
    """Signals: `edited(DraftPhoto)` by a person · `next_asked()` its words are written, the next one please."""

    edited = Signal(object)
    next_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photo: DraftPhoto | None = None
        self._report: PhotoReport | None = None
        self.name = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self.view = CropView(
            self.tr("The part that is learned: drag it; arrow keys move, + and − resize")
        )
        set_tip(
            self.view,
            self.tr(
                "The part that is learned. Drag it or its corners; arrow keys move, + and − resize."
            ),
        )
        self.says = QLabel()
        self.words = _Words()
        self._words_name = NameLabel(self.tr("What else is to be seen"), self.words)
        self.leave_out = QPushButton(self.tr("Leave out"))
        self.take_in = QPushButton(self.tr("Take in"))
        self.keep = QPushButton(self.tr("Keep as it is"))
        self.closer = QPushButton(self.tr("Crop closer"))
        self.proposed = QPushButton(self.tr("Reset crop"))
        self.turn = QPushButton(self.tr("Turn"))
        self._build()

    def photo(self) -> DraftPhoto | None:
        return self._photo

    def show_photo(
        self,
        photo: DraftPhoto | None,
        report: PhotoReport | None,
        image: QImage | None,
        *,
        needs_words: bool,
        wordless: bool = False,
        aspect: float = 1.0,
    ) -> None:
        """`needs_words`: words are what is learned from; `wordless`: it has none. Those that lie with the photo are
        shown until others are written.

        `aspect` of the part that is learned, width : height; 0 where it may have any.
        """
        before = self._photo
        same = photo is not None and before is not None and photo.path == before.path
        as_before = _choice(photo) == _choice(before)
        self._photo, self._report = photo, report
        self.setEnabled(photo is not None)
        self.name.set_text(Path(photo.path).name if photo else "")
        if image is not None and photo is not None:
            image = turned(image, photo.turn)
        box = report.crop.numbers if report is not None else WHOLE
        own = crop.box_of(photo.crop) if photo is not None else None
        self.view.show_photo(image, own.numbers if own else box, aspect, same=as_before)
        self.says.setText(self._sentences(photo, report, wordless=wordless))
        usable = report is None or report.usable
        self._show_verbs(photo, report, usable=usable)
        self.words.setEnabled(usable)
        self._words_name.setText(
            self.tr("Words for this picture") if needs_words else self.tr("What else is to be seen")
        )
        found = report.words if report is not None else ""
        words = photo.said(found) if photo else ""
        if (not same or not self.words.hasFocus()) and self.words.toPlainText() != words:
            self.words.blockSignals(True)
            self.words.setPlainText(words)
            self.words.blockSignals(False)
        self.words.setPlaceholderText(WORDS_OF_ALL if needs_words else WORDS_BESIDE)

    def _show_verbs(
        self, photo: DraftPhoto | None, report: PhotoReport | None, *, usable: bool
    ) -> None:
        """What can be done with it. The keyboard goes from a button that leaves to the one that stands in for it."""
        is_in = photo is not None and photo.is_in
        flagged = is_in and usable and report is not None and bool(report.findings)
        shown = {
            self.leave_out: is_in,
            self.take_in: photo is not None and not is_in,
            self.keep: flagged and photo is not None and not photo.is_looked_at,
            self.closer: flagged and report is not None and self._may_be_closer(report),
            self.proposed: photo is not None and usable and bool(photo.crop),
            self.turn: photo is not None and usable,
        }
        around = ("cut_off", "no_face")  # a crop of the right size in the wrong place
        cut_off = report is not None and any(f.code in around for f in report.findings)
        self.closer.setText(self.tr("Crop around it") if cut_off else self.tr("Crop closer"))
        turns = {
            2: self.tr("Half a turn. The file stays as it is."),
            3: self.tr("A quarter turn to the left. The file stays as it is."),
        }
        right = self.tr("A quarter turn to the right. The file stays as it is.")
        set_tip(self.turn, turns.get(_quarters_missing(report), right))
        # After those a further Space must do nothing.
        gone = any(button.hasFocus() for button in (self.keep, self.closer, self.proposed))
        heir = self.leave_out if is_in else self.take_in
        heir.setVisible(shown[heir])
        if any(button.hasFocus() for button, is_shown in shown.items() if not is_shown):
            (self.view if gone else heir).setFocus()
        for button, is_shown in shown.items():
            button.setVisible(is_shown)

    def _sentences(
        self, photo: DraftPhoto | None, report: PhotoReport | None, *, wordless: bool
    ) -> str:
        if photo is None:
            return ""
        if report is None:
            return self.tr("Being looked at …")
        lines = [] if photo.is_in else [self.tr("Left out: nothing is learned from it.")]
        if report.problem is not None:
            return "\n".join([*lines, error_message(report.problem).text])
        if wordless and photo.is_in:
            lines.append(self.tr("It has no words yet: say what is to be seen in it."))
        if photo.is_in and photo.is_looked_at and report.findings:
            return "\n".join([*lines, self.tr("You keep it as it is.")])
        others = verdicts.others_in(report)
        if others and not photo.crop:
            lines.append(photo_phrases.faces_text(others))
        lines += [photo_phrases.finding_text(finding) for finding in report.findings]
        return "\n".join(lines) or self.tr("Nothing is wrong with it.")

    def _may_be_closer(self, report: PhotoReport) -> bool:
        return any(f.code in CROPPED_CLOSER or "outside" in f.data for f in report.findings)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 12)
        column.setSpacing(8)
        self.says.setWordWrap(True)
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setFixedHeight(WORDS_HIGH)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(self.tr("Words for this picture"))
        verbs = QWidget()
        row = FlowLayout(verbs, 8, centred=False)
        for button in (
            *(self.leave_out, self.take_in, self.turn),
            *(self.keep, self.closer, self.proposed),
        ):
            button.setAutoDefault(False)
            button.setFixedHeight(28)
            row.addWidget(button)
        set_tip(self.proposed, self.tr("Back to the crop that was proposed."))
        set_tip(self.keep, self.tr("It is good as it is; nothing more is said of it."))
        for widget in (self.name, self.view, self.says, verbs, self._words_name, self.words):
            column.addWidget(widget, 1 if widget is self.view else 0)
        column.addWidget(Caption(photo_phrases.photos_foot(), wrap=True))
        self.view.cropped.connect(lambda box: self._edit(crop=tuple(box)))
        self.leave_out.clicked.connect(lambda: self._edit(is_in=False))
        self.take_in.clicked.connect(lambda: self._edit(is_in=True))
        self.keep.clicked.connect(lambda: self._edit(is_looked_at=True))
        self.closer.clicked.connect(self._crop_closer)
        self.proposed.clicked.connect(lambda: self._edit(crop=()))
        self.turn.clicked.connect(self._turn)
        self.words.textChanged.connect(self._word)
        self.words.done.connect(self.next_asked)
        set_tip(
            self.words,
            self.tr(
                "In English, as in prompts. Enter goes on to the next picture. No file is changed."
            ),
        )

    def _crop_closer(self) -> None:
        report = self._report
        if report is not None:
            self._edit(crop=crop.closer(report.subject, report.size).numbers)

    def _turn(self) -> None:
        if self._photo is not None:
            self._edit(
                turn=(self._photo.turn + (_quarters_missing(self._report) or 1)) % 4, crop=()
            )

    def _word(self) -> None:
        text = self.words.toPlainText()
        if len(text) > WORDS_MAX:
            self.words.setPlainText(text[:WORDS_MAX])
            return
        found = self._report.words if self._report is not None else ""
        words = " ".join(text.splitlines()).strip()
        is_other = words != found
        self._edit(caption=words if is_other else "", is_wordless=is_other and not words)

    def _edit(self, **values: object) -> None:
        if self._photo is not None:
            changed = replace(self._photo, **values)  # type: ignore[arg-type]
            if changed != self._photo:
                self._photo = changed
                self.edited.emit(changed)


def _quarters_missing(report: PhotoReport | None) -> int:
    """Clockwise, until it stands as it should; 0 where nobody knows of any."""
    findings = report.findings if report is not None else ()
    on_its_side = (each.data for each in findings if each.code == "on_its_side")
    return next((int(data["quarters"]) for data in on_its_side), 0)


def _choice(photo: DraftPhoto | None) -> tuple[object, ...]:
    """What a person decided about the part that is learned."""
    return () if photo is None else (photo.path, photo.turn, photo.crop)
