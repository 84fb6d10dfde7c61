"""The words: prompt with its counter, marks, history and styles, and the negative prompt."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.contract.drawing_events import TokenCount
from core.files.prompt_log import Entry
from core.prompt.spans import spans, without_syntax
from desktop.panels.history_button import HistoryButton
from desktop.panels.styles_button import StylesButton
from desktop.state.completions import Completions
from desktop.state.generation_state import GenerationState
from desktop.state.lora_choice import taught_words
from desktop.state.observable import bind, bind_value
from desktop.state.prompt_history import PromptHistory
from desktop.state.words_check import known_words, unknown_words
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import Caption, NameLabel, caption, figures
from desktop.widgets.prompt_edit import Mark, PromptEdit
from desktop.widgets.tips import set_tip

PROMPT_LINES, NEGATIVE_LINES = 4, 2
PROMPT_ROOMY = 168  # px of the prompt where there is much room
CHUNK = 75  # pieces that CLIP reads at once
SHOWN_MAX = 20_000  # characters in which syntax is shown


class PromptSection(QWidget):
    """Signals: `confirmed()` for Ctrl+Enter in either field · `failed(ReverieError)` of the styles' file."""

    confirmed = Signal()
    failed = Signal(object)

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.prompt = PromptEdit(PROMPT_LINES)
        self.negative = PromptEdit(NEGATIVE_LINES)
        self.counter = Caption()
        self.strange = ElidedLabel(role="warning")  # rather cut than a panel that is too wide
        caption(self.strange)
        self.past = PromptHistory(self)
        self.completions = Completions(self)
        self.history = HistoryButton(state, self.past)
        self.styles = StylesButton(state)
        self._build()
        bind_value(state, "prompt", self.prompt)
        bind_value(state, "negative", self.negative)
        for name in ("prompt", "model", "plain_prompt", "loras"):
            bind(state, name, self._check)
        for name in ("negative", "plain_prompt"):
            bind(state, name, self._show_negative)
        bind(state, "guidance", self._allow_negative)
        bind(state, "model", self._allow_negative)
        self.prompt.confirmed.connect(self.confirmed)
        self.negative.confirmed.connect(self.confirmed)
        self.styles.failed.connect(self.failed)
        self.completions.changed.connect(self._offer)
        bind(state, "model", self._complete)
        for field in (self.prompt, self.negative):
            field.recall_asked.connect(self._recall)
            field.entered.connect(self.completions.look)

    def show_count(self, count: TokenCount) -> None:
        """What the model counted."""
        self.counter.setText(self.tr("{0} / {1}").format(count.tokens, count.limit))
        beyond = count.limit > CHUNK
        self.counter.setProperty("role", "warning" if beyond else "")
        self.counter.style().polish(self.counter)
        text = self.tr("The model reads {0} pieces of words at once; these are {1}.")
        more = self.tr("They are read in {0} groups, which hold together less well.")
        said = [text.format(CHUNK, count.tokens)]
        if beyond:
            said.append(more.format(count.limit // CHUNK))
        set_tip(self.counter, " ".join(said))

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
        other = NameLabel(self.tr("&Negative prompt"), self.negative)
        self.negative.setAccessibleName(self.tr("Negative prompt"))
        self.negative.setPlaceholderText(self.tr("What should not be in it"))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addStretch(1)
        head.addWidget(self.strange)
        head.addWidget(self.counter)
        head.addWidget(self.history)
        head.addWidget(self.styles)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.prompt)
        column.addSpacing(4)
        column.addWidget(other)
        column.addWidget(self.negative)
        self.setTabOrder(self.history, self.styles)
        self.setTabOrder(self.styles, self.prompt)
        self.setTabOrder(self.prompt, self.negative)

    def remember(self) -> None:
        """Keep the words of now: they are being drawn."""
        self.past.add(self._now())

    def _now(self) -> Entry:
        return Entry(self._state.prompt, self._state.negative)

    @Slot(int)
    def _recall(self, by: int) -> None:
        """Alt+↑ and Alt+↓: older and newer words."""
        entry = self.past.step(self._now(), by)
        if entry is not None:
            self._state.prompt, self._state.negative = entry.prompt, entry.negative

    @Slot()
    def _complete(self, *_ignored: object) -> None:
        self.completions.use_model(self._state.model)

    @Slot()
    def _offer(self) -> None:
        for field in (self.prompt, self.negative):
            field.completer_list.set_offers(self.completions.offers())

    @Slot()
    def _show_negative(self, *_ignored: object) -> None:
        plain, text = self._state.plain_prompt, self._state.negative
        self.negative.set_plain(plain)
        self.negative.set_marks((), "", () if plain or len(text) > SHOWN_MAX else spans(text))

    @Slot()
    def _check(self, *_ignored: object) -> None:
        """Underline what the model never saw."""
        model = self._state.model
        plain, text = self._state.plain_prompt, self._state.prompt
        known = known_words(model.words if model else None)
        if known is not None:
            known |= known_words(taught_words(self._state.loras)) or frozenset()
        shows = not plain and len(text) <= SHOWN_MAX
        found = unknown_words(without_syntax(text) if shows else text, known)
        name = model.title if model else ""
        hint = self.tr("{0} has never seen the word “{1}”; your own model may know it.")
        hint = hint.replace("{0}", name.replace("{", "").replace("}", "")).replace("{1}", "{0}")
        marks = [Mark(word.start, word.end, word.word) for word in found]
        self.prompt.set_plain(plain)
        self.prompt.set_marks(marks, hint, spans(text) if shows else ())
        different = list(dict.fromkeys(word.word for word in found))
        one, more = self.tr("1 unknown word"), self.tr("{0} unknown words")
        text = one if len(different) == 1 else more.format(len(different))
        self.strange.set_text(text if different else "")
        self.strange.setVisible(bool(different))
        hints = "\n".join(hint.format(word) for word in different[:8])
        self.strange.set_hint(hints)
        self.prompt.setAccessibleDescription(hints)

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
