"""Step 1, What: the kind sets the rest; noun, word and model; for a person, that everyone shown agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from core.contract.draft import MIRRORED, Draft, Kind
from desktop import theme
from desktop.phrases import teach as teach_phrases
from desktop.state.noun_check import NOUNS
from desktop.state.words_check import unknown_words
from desktop.widgets.kind_card import KindCard
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.marks import CheckMark
from desktop.widgets.picker import Picker
from desktop.widgets.sheet_role import set_sheet_role
from desktop.widgets.tips import set_tip
from desktop.wizards.step import GROUP, WizardStep, scrolled

ICONS: dict[Kind, str] = {
    "pet": "dog",
    "person": "user-round",
    "object": "package",
    "style": "palette",
}
# Examples of nouns, English as all words of prompts; of these only what the model knows is named.
EXAMPLES: dict[Kind, tuple[str, ...]] = {
    "pet": ("dog", "cat", "rabbit"),
    "person": ("person", "woman", "man", "child"),
    "object": ("cup", "hat", "clock"),
    "style": (),
}
FIELD = 260  # px
WORD_MAX = 40  # characters


class WhatStep(WizardStep):
    """Signals besides `edited`: `word_asked(str, str)` the word and the model it should be new to."""

    word_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: dict[Kind, KindCard] = {}
        self.noun, self.word = QLineEdit(), QLineEdit()
        self.model = Picker()
        self.agreed = CheckMark(self.tr("Everyone shown agreed to this."))
        self.mirror = CheckMark(self.tr("Also show it the photos mirrored"))
        self.example, self.word_says, self.noun_says = QLabel(), Caption(), Caption(wrap=True)
        self.use_noun = QPushButton()
        self._of_noun = ""  # what is known of it
        self._better = ""  # a noun that fits the photos better
        self._known: frozenset[str] | None = None  # the words of the model
        self._offered = QStringListModel(self)  # nouns that are completed
        self._fit: set[str] = set()  # paths of models that can be taught
        self._unfit: set[str] = set()  # of models that cannot
        self._rows: list[tuple[QWidget, QWidget]] = []
        self._build()
        self.use_noun.clicked.connect(lambda: self.change(noun=self._better))
        self.noun.textEdited.connect(self._noun_edited)
        self.word.textEdited.connect(self._word_edited)
        self.model.value_changed.connect(self._model_chosen)
        theme.theme().changed.connect(self._renew_icons)
        self.agreed.toggled.connect(lambda on: self.change(agreed=on))
        self.mirror.toggled.connect(lambda on: self.change(mirror=on))

    def entry(self) -> QWidget:
        return self.cards[self.draft.kind]

    def show_models(self, models: Sequence[tuple[str, str, str]]) -> None:
        """(path, title, why it cannot be taught or ""), the proposal first."""
        self.model.clear()
        self._fit = {path for path, _title, reason in models if not reason}
        self._unfit = {path for path, _title, reason in models if reason}
        for path, title, reason in models:
            icon = theme.icon("box", size=16)
            if reason:
                self.model.add_impossible(icon, title, reason)
            else:
                self.model.addItem(icon, title, path)
        self.model.set_value(self.draft.model)

    @Slot()
    def _renew_icons(self) -> None:
        for row in range(self.model.count()):
            self.model.setItemIcon(row, theme.icon("box", size=16))

    def say_of_word(self, text: str, *, good: bool) -> None:
        """What is known of the word in this model."""
        _warn(self.word_says, on=not good)
        self.word_says.setText(text)

    def say_of_noun(self, text: str, better: str = "") -> None:
        """What is known of the photos, "" for nothing; `better`: a noun that fits them better."""
        self._better = better
        self._of_noun = text
        self._tell_noun()
        self.use_noun.setVisible(bool(better) and self.draft.kind != "style")
        self.use_noun.setText(self.tr("Use “{0}”").format(better))

    def show_words(self, known: frozenset[str] | None) -> None:
        """The single words that the model knows, None where nobody can tell. The noun should be of them."""
        self._known = known
        self._tell_noun()

    def show_draft(self, draft: Draft) -> None:
        super().show_draft(draft)
        self.cards[draft.kind].setChecked(True)
        for field, text in ((self.noun, draft.noun), (self.word, draft.word)):
            if field.text() != text:
                field.setText(text)
        for box, on in ((self.agreed, draft.agreed), (self.mirror, draft.mirror)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.model.set_value(draft.model)
        is_style = draft.kind == "style"
        for widget in (*self._rows[0], self.noun_says):
            widget.setVisible(not is_style)
        self.agreed.setVisible(draft.kind == "person")
        self._tell_noun()
        self.example.setText(teach_phrases.will_write(draft))

    def problem(self) -> str:
        """Why one cannot go on, "" where one can."""
        draft = self.draft
        if draft.kind != "style" and not draft.noun.strip():
            examples = self._examples()
            if examples:
                return self.tr("Say what it is, in English: {0}").format(examples)
            return self.tr("Say what it is, in English.")
        if not draft.word.strip():
            return self.tr("It needs a word that will mean it.")
        if draft.kind == "person" and not draft.agreed:
            return self.tr("Everyone shown has to agree first.")
        if draft.model in self._unfit:
            return self.tr("Choose another model to teach it to: this one cannot be taught.")
        if not draft.model:
            return self.tr("Choose a model to teach it to.")
        if draft.model not in self._fit:
            return self.tr("Choose a model: the one of this draft is not there.")
        return ""

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = scrolled(self)
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for kind in get_args(Kind):
            card = KindCard(
                ICONS[kind], teach_phrases.kind_text(kind), teach_phrases.kind_hint(kind)
            )
            card.clicked.connect(lambda _on=False, kind=kind: self._kind_chosen(kind))
            self.cards[kind] = card
            cards.addWidget(card)
        cards.addStretch(1)
        column.addLayout(cards)
        column.addSpacing(GROUP - 8)
        self.noun.setCompleter(_completer(self._offered, self.noun))
        for field, text in ((self.noun, self.tr("It is a")), (self.word, self.tr("Word for it"))):
            field.setMaxLength(WORD_MAX)
            field.setFixedHeight(28)
            field.setMinimumWidth(FIELD)
            field.setAccessibleName(text)
        set_tip(
            self.noun,
            self.tr(
                "What it is, in one or two plain English words. The most valuable field of all."
            ),
        )
        set_tip(
            self.word,
            self.tr("A rare word that will mean it in prompts. It should mean nothing yet."),
        )
        self.model.setMinimumWidth(FIELD)
        self.model.setAccessibleName(self.tr("Teach it to"))
        self.model.set_hint(self.tr("The model itself is not changed, whatever is taught."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (text, widget, beside) in enumerate(
            (
                (self.tr("It is &a"), self.noun, self.noun_says),
                (self.tr("&Word for it"), self.word, self.word_says),
                (self.tr("&Teach it to"), self.model, Caption()),
            )
        ):
            label = NameLabel(text, widget)
            grid.addWidget(label, row, 0)
            grid.addWidget(widget, row, 1)
            grid.addWidget(beside, row, 2)
            self._rows.append((label, widget))
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        self.use_noun.setFixedHeight(28)
        self.use_noun.setAutoDefault(False)
        self.use_noun.setVisible(False)
        column.addWidget(self.use_noun, 0, Qt.AlignmentFlag.AlignLeft)
        self.example.setTextFormat(Qt.TextFormat.PlainText)
        self.example.setWordWrap(True)
        column.addSpacing(8)
        column.addWidget(self.example)
        column.addSpacing(8)
        column.addWidget(self.mirror)
        column.addWidget(self.agreed)
        column.addStretch(1)

    # --- what a person does -----------------------------------------------------------------------

    def _kind_chosen(self, kind: Kind) -> None:
        """The kind sets the rest; a noun of another kind's proposal goes, one's own stays."""
        noun = self.draft.noun.strip()
        if noun in teach_phrases.FIRST_NOUN.values():
            noun = teach_phrases.FIRST_NOUN[kind]
            noun = noun if self._knows(noun) else ""
        self.change(kind=kind, noun=noun, mirror=MIRRORED[kind])

    @Slot(str)
    def _noun_edited(self, text: str) -> None:
        self._offered.setStringList(best_first(filter(self._knows, NOUNS), text))
        self.change(noun=text)

    def _word_edited(self, text: str) -> None:
        self.change(word=text)
        self.word_asked.emit(text.strip(), self.draft.model)

    def _model_chosen(self, path: str) -> None:
        self.change(model=path)
        noun = self.draft.noun
        if noun == teach_phrases.FIRST_NOUN[self.draft.kind] and not self._knows(noun):
            self.change(noun="")  # it was proposed, and this model has never seen it
        self.word_asked.emit(self.draft.word, path)

    def _knows(self, noun: str) -> bool:
        """Whether the model knows each word of it, as far as anybody can tell."""
        return not unknown_words(noun, self._known)

    def _examples(self) -> str:
        """Nouns of the kind that the model knows, "" where it knows none."""
        known = ", ".join(filter(self._knows, EXAMPLES[self.draft.kind]))
        return f"{known} …" if known else ""

    def _tell_noun(self) -> None:
        """What is known of the photos goes before what is known of the word."""
        noun = self.draft.noun.strip()
        is_strange = bool(unknown_words(noun, self._known))
        _warn(self.noun_says, on=bool(self._better) or (is_strange and not self._of_noun))
        self.noun_says.setText(self._of_noun or self._noun_hint(noun, is_strange=is_strange))

    def _noun_hint(self, noun: str, *, is_strange: bool) -> str:
        if is_strange:
            text = self.tr(
                "This model has never seen “{0}”: say the nearest thing that it knows, in English as in prompts."
            )
            return text.format(noun)
        if self.draft.kind == "person":
            people = self._examples()
            return people or self.tr("This model knows no people: say the nearest, in English.")
        return self.tr("The kind of thing that the model knows already, in English.")


def _warn(label: QLabel, *, on: bool) -> None:
    """Whether it is written as a warning."""
    set_sheet_role(label, "role", "warning" if on else "")


def best_first(words: Iterable[str], typed: str) -> list[str]:
    """Words that begin with what is typed, then those with a later word that does, then the rest."""
    start = typed.strip().lower()
    return sorted(words, key=lambda w: (not w.startswith(start), f" {start}" not in w))


def _completer(words: QStringListModel, parent: QLineEdit) -> QCompleter:
    completer = QCompleter(words, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer
