"""The words: prompt with its counter and dotted lines, and the negative prompt."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.contract.events import TokenCount
from desktop.state.generation_state import GenerationState
from desktop.state.observable import bind, bind_value
from desktop.state.words_check import known_words, unknown_words
from desktop.widgets.labels import Caption, NameLabel, figures
from desktop.widgets.prompt_edit import Mark, PromptEdit
from desktop.widgets.tips import set_tip

PROMPT_LINES, NEGATIVE_LINES = 4, 2
PROMPT_ROOMY = 168  # px of the prompt where there is much room
LIMIT = 75  # pieces CLIP reads at once


class PromptSection(QWidget):
    """Signals: `confirmed()` for Ctrl+Enter in either field."""

    confirmed = Signal()

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.prompt = PromptEdit(PROMPT_LINES)
        self.negative = PromptEdit(NEGATIVE_LINES)
        self.counter = Caption()
        self.strange = Caption()
        self._build()
        bind_value(state, "prompt", self.prompt)
        bind_value(state, "negative", self.negative)
        bind(state, "prompt", self._check)
        bind(state, "model", self._check)
        bind(state, "guidance", self._allow_negative)
        bind(state, "model", self._allow_negative)
        self.prompt.confirmed.connect(self.confirmed)
        self.negative.confirmed.connect(self.confirmed)

    def show_count(self, count: TokenCount) -> None:
        """What the model counted."""
        self.counter.setText(self.tr("{0} / {1}").format(count.tokens, count.limit))
        beyond = count.tokens > count.limit
        self.counter.setProperty("role", "warning" if beyond else "")
        self.counter.style().polish(self.counter)
        text = self.tr("The model reads {0} pieces of words at once; these are {1}.")
        more = self.tr("What goes beyond is left out.") if beyond else ""
        set_tip(self.counter, f"{text.format(count.limit, count.tokens)} {more}".strip())

    def set_roomy(self, roomy: bool) -> None:
        """A higher prompt where there is much room."""
        if roomy:
            self.prompt.setFixedHeight(PROMPT_ROOMY)
        else:
            self.prompt.set_lines(PROMPT_LINES)

    def _build(self) -> None:
        name = NameLabel(self.tr("P&rompt"), self.prompt)
        self.prompt.setAccessibleName(self.tr("Prompt"))
        self.prompt.setPlaceholderText(self.tr("What should be in the picture"))
        set_tip(name, self.tr("What should be in the picture."))
        figures(self.counter)
        self.strange.setProperty("role", "warning")
        other = NameLabel(self.tr("&Negative prompt"), self.negative)
        self.negative.setAccessibleName(self.tr("Negative prompt"))
        self.negative.setPlaceholderText(self.tr("What should not be in it"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self.strange)
        head.addWidget(self.counter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.prompt)
        column.addSpacing(4)
        column.addWidget(other)
        column.addWidget(self.negative)

    @Slot()
    def _check(self, *_ignored: object) -> None:
        """Underline what the model never saw."""
        model = self._state.model
        found = unknown_words(self._state.prompt, known_words(model.words if model else None))
        name = model.title if model else ""
        hint = self.tr("{0} has never seen the word “{1}”; your own model may know it.")
        hint = hint.replace("{0}", name.replace("{", "").replace("}", "")).replace("{1}", "{0}")
        self.prompt.set_marks([Mark(word.start, word.end, word.word) for word in found], hint)
        different = list(dict.fromkeys(word.word for word in found))
        one, more = self.tr("1 unknown word"), self.tr("{0} unknown words")
        text = one if len(different) == 1 else more.format(len(different))
        self.strange.say(text if different else "")
        set_tip(self.strange, "\n".join(hint.format(word) for word in different[:8]))
        self.prompt.setAccessibleDescription(self.strange.accessibleDescription())

    @Slot()
    def _allow_negative(self, *_ignored: object) -> None:
        counts = self._state.negative_counts()
        self.negative.setEnabled(counts)
        set_tip(
            self.negative,
            self.tr("What should not be in it; each step is pushed away from these words.")
            if counts
            else self.tr("No effect at guidance 1: the negative prompt is not read there."),
        )
