"""All settings of a training, folded: groups, a search on top, each line with its default and an arrow back to it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from core.contract.draft import Draft
from core.contract.errors import InvalidValue
from desktop import theme
from desktop.phrases import teach_settings
from desktop.state.draft_config import defaults_of, parse, to_config
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.tips import rich, set_tip
from desktop.wording.expectations import expected_text

FIELD = 120  # px


class SettingsFold(QWidget):
    """Signals: `changed(tuple)` pairs of name and text of what differs from its default."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = Draft()
        self._made_for: tuple[str, ...] = ()
        self.fields: dict[str, QLineEdit] = {}
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
        self.grid.setColumnStretch(3, 1)
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

    def show_draft(self, draft: Draft) -> None:
        """The settings of its method, with its defaults; says nothing."""
        self._draft = draft
        defaults = defaults_of(draft)
        if tuple(defaults) != self._made_for:
            self._make(tuple(defaults))
        chosen = draft.changed
        for name, field in self.fields.items():
            field.setPlaceholderText(_shown(defaults[name]))
            if field.text() != chosen.get(name, "") and not field.hasFocus():
                field.setText(chosen.get(name, ""))
            self._backs[name].setEnabled(name in chosen)
            self._judge(name)
        self.button.setText(teach_settings.changed_text(len(set(chosen) & set(defaults))))

    def problem(self) -> str:
        """The first value that cannot be, "" where all can."""
        for name, text in self._draft.changed.items():
            if name in self.fields:
                try:
                    parse(self._draft, name, text)
                except InvalidValue as error:
                    return self._must_be(error)
        try:
            to_config(self._draft, "-", "-", "-")
        except InvalidValue as error:
            if error.field in self.fields:  # the others are of other steps
                return self._must_be(error)
        return ""

    def _must_be(self, error: InvalidValue) -> str:
        name = teach_settings.label_of(error.field)
        return self.tr("“{0}” must be {1}.").format(name, expected_text(error.expected))

    def _make(self, names: tuple[str, ...]) -> None:
        self._made_for = names
        while (item := self.grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.fields, self._backs, self._rows = {}, {}, []
        row = 0
        for group in teach_settings.groups(names):
            title = NameLabel(group.title)
            self.grid.addWidget(title, row, 0, 1, 4)
            texts = " ".join(f"{line.text} {line.hint} {line.name}" for line in group.lines)
            self._rows.append((texts, [title]))
            for line in group.lines:
                row += 1
                self._add(row, line)
            row += 1

    def _add(self, row: int, line: teach_settings.Line) -> None:
        field = QLineEdit()
        field.setFixedSize(FIELD, 28)
        label = QLabel(line.text)
        label.setBuddy(field)
        label.setTextFormat(Qt.TextFormat.PlainText)
        field.setAccessibleName(line.text)
        set_tip(field, line.hint)
        back = IconButton(
            "history", self.tr("Back to the usual"), self.tr("Back to the usual value")
        )
        hint = Caption(line.hint, wrap=True)
        for place, widget in enumerate((label, field, back, hint)):
            self.grid.addWidget(widget, row, place)
        self.fields[line.name], self._backs[line.name] = field, back
        self._rows.append((f"{line.text} {line.hint} {line.name}", [label, field, back, hint]))
        field.textEdited.connect(lambda text, name=line.name: self._set(name, text))
        back.clicked.connect(lambda _on=False, name=line.name: self._reset(name))

    def _reset(self, name: str) -> None:
        self.fields[name].clear()
        self._set(name, "")

    def _set(self, name: str, text: str) -> None:
        kept = [(n, t) for n, t in self._draft.changed.items() if n != name]
        usual = _shown(defaults_of(self._draft)[name])
        if text.strip() and text.strip() != usual:
            kept.append((name, text.strip()))
        self.changed.emit(tuple(kept))

    def _judge(self, name: str) -> None:
        """A value that cannot be is seen as such, in its place."""
        text = self._draft.changed.get(name, "")
        wrong = ""
        if text:
            try:
                parse(self._draft, name, text)
            except InvalidValue as error:
                wrong = self.tr("It must be {0}.").format(expected_text(error.expected))
        field = self.fields[name]
        action = theme.icon("triangle-alert", "bad", 16)
        for old in field.actions():
            field.removeAction(old)
        if wrong:
            field.addAction(action, QLineEdit.ActionPosition.TrailingPosition).setToolTip(
                rich(wrong)
            )
        field.setAccessibleDescription(wrong)

    def _find(self, text: str) -> None:
        for words, widgets in self._rows:
            for widget in widgets:
                widget.setVisible(text.lower() in words.lower())


def _shown(value: object) -> str:
    """A default as one would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)
