"""All settings of a training, folded: groups, a search on top, each line with its default and an arrow back to it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.contract.draft import Draft
from core.contract.errors import InvalidValue
from desktop import theme
from desktop.phrases import teach_settings
from desktop.state.draft_config import defaults_of, parse, to_config
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.sheet_role import set_sheet_role
from desktop.widgets.tips import set_tip
from desktop.wizards.setting_field import NO, YES, SettingField, field_for
from desktop.wording.expectations import expected_text

RATES = ("learning_rate", "text_learning_rate")
RATE_MAX = 1.0  # beyond it no model was ever taught anything


class SettingsFold(QWidget):
    """Signals: `changed(tuple)` pairs of name and text of what differs from its default."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = Draft()
        self._made_for: tuple[str, ...] = ()
        self.fields: dict[str, SettingField] = {}
        self.hints: dict[str, Caption] = {}  # beside them; what is wrong comes in their place
        self._lines: dict[str, teach_settings.Line] = {}
        self._backs: dict[str, IconButton] = {}
        self._rows: list[tuple[str, list[QWidget]]] = []  # what is searched, its widgets
        self.button = QPushButton()
        self.button.setProperty("fold", True)
        self.button.setIconSize(QSize(16, 16))
        self.button.setFixedHeight(28)
        self.inside = QWidget()
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedHeight(28)
        self.search.textChanged.connect(self._find)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(1, 1)
        inner = QVBoxLayout(self.inside)
        inner.setContentsMargins(20, 0, 0, 0)
        inner.addWidget(self.search)
        inner.addLayout(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inside)
        self.button.clicked.connect(lambda: self.unfold(self.inside.isHidden()))
        self.unfold(False)

    def unfold(self, opened: bool) -> None:
        """Unfold or fold it."""
        self.inside.setVisible(opened)
        theme.set_icon(self.button, "chevron-down" if opened else "chevron-right", size=16)

    def begin(self) -> None:
        """As at first: folded, with nothing sought."""
        self.unfold(False)
        self.search.clear()

    def show_draft(self, draft: Draft) -> None:
        """The settings of its method, with its defaults; says nothing."""
        self._draft = draft
        defaults = defaults_of(draft)
        if tuple(defaults) != self._made_for:
            self._make(tuple(defaults))
        chosen = draft.changed
        for name, field in self.fields.items():
            field.show_value(chosen.get(name, ""), _shown(defaults[name]))
            self._backs[name].setEnabled(name in chosen)
            self._judge(name)
        self.button.setText(teach_settings.changed_text(len(set(chosen) & set(defaults))))

    def problem(self) -> str:
        """The first value that cannot be, "" where all can."""
        alone = (self._wrong(name) for name in self._draft.changed if name in self.fields)
        error = next(filter(None, alone), None) or _error(self._draft)
        if error is None or error.field not in self.fields:  # those are of other steps
            return ""
        name = teach_settings.label_of(error.field)
        return self.tr("“{0}” must be {1}.").format(name, expected_text(error.expected))

    def _wrong(self, name: str) -> InvalidValue | None:
        """Why a changed setting cannot be as it is, whatever the others and the other steps say."""
        text, sound = self._draft.changed.get(name, ""), Draft()
        if not text:
            return None
        alone = replace(self._draft, noun=sound.noun, word=sound.word, settings=((name, text),))
        error = _error(alone)
        return error if error is not None and error.field == name else None

    def _make(self, names: tuple[str, ...]) -> None:
        self._made_for = names
        while (item := self.grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.fields, self.hints, self._lines, self._backs, self._rows = {}, {}, {}, {}, []
        row = 0
        for group in teach_settings.groups(names):
            title = NameLabel(group.title)
            self.grid.addWidget(title, row, 0, 1, 2)
            texts = " ".join(f"{line.text} {line.hint} {line.name}" for line in group.lines)
            self._rows.append((texts, [title]))
            for line in group.lines:
                row += 1
                self._add(row, line)
            row += 1

    def _add(self, row: int, line: teach_settings.Line) -> None:
        field = field_for(self._draft, line.name)
        label = QLabel(line.text)
        label.setBuddy(field)
        label.setTextFormat(Qt.TextFormat.PlainText)
        field.setAccessibleName(line.text)
        back = IconButton(
            "history", self.tr("Back to the usual"), self.tr("Back to the usual value")
        )
        hint = Caption(line.hint, wrap=True)
        beside = QWidget()
        sides = QHBoxLayout(beside)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(8)
        sides.addWidget(field)
        sides.addWidget(back)
        sides.addWidget(hint, 1)
        self.grid.addWidget(label, row, 0)
        self.grid.addWidget(beside, row, 1)
        self.fields[line.name], self.hints[line.name] = field, hint
        self._lines[line.name], self._backs[line.name] = line, back
        self._rows.append((f"{line.text} {line.hint} {line.name}", [label, beside]))
        field.edited.connect(lambda text, name=line.name: self._set(name, text))
        back.clicked.connect(lambda _on=False, name=line.name: self._reset(name))

    def _reset(self, name: str) -> None:
        self.fields[name].clearFocus()  # else what stands in it would stay
        self._set(name, "")

    def _set(self, name: str, text: str) -> None:
        kept = [(n, t) for n, t in self._draft.changed.items() if n != name]
        usual = _shown(defaults_of(self._draft)[name])
        if text.strip() and text.strip() != usual:
            kept.append((name, text.strip()))
        self.changed.emit(tuple(kept))

    def _judge(self, name: str) -> None:
        """A value that cannot be, or breaks a model, is seen as such in its place."""
        error, text = self._wrong(name), self._draft.changed.get(name, "")
        why, role = "", "bad"
        if error is not None:
            why = self.tr("It must be {0}.").format(expected_text(error.expected))
        elif text and name in RATES and parse(self._draft, name, text) > RATE_MAX:
            usual = _shown(defaults_of(self._draft)[name])
            why = self.tr("Above 1 it breaks any model; {0} is usual.").format(usual)
            role = "warning"
        said = why or self._lines[name].hint
        self.fields[name].mark(why, role)
        set_tip(self.fields[name], said)
        set_sheet_role(self.hints[name], "role", "warning" if why else "")
        self.hints[name].setText(said)

    def _find(self, text: str) -> None:
        for words, widgets in self._rows:
            for widget in widgets:
                widget.setVisible(text.lower() in words.lower())


def _error(draft: Draft) -> InvalidValue | None:
    """What the config of a draft says against it."""
    try:
        to_config(draft, "-", "-", "-")
    except InvalidValue as error:
        return error
    return None


def _shown(value: object) -> str:
    """A default as one would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return f"{value:g}" if isinstance(value, float) else str(value)
