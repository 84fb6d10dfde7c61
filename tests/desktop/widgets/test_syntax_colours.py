"""Colours of syntax lie over the text and change nothing in it."""

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextEdit

from core.prompt.spans import spans
from desktop import theme
from desktop.roles import DARK, LIGHT, TEXT_CONTRAST, contrast
from desktop.widgets.syntax_colours import ROLES, colour
from tests.support.coloured import coloured


def test_each_kind_in_its_place_behind_an_emoji_and_on_every_line(qtbot):
    edit = QPlainTextEdit("😀 ((b:1.2)\n[a|b] AND <lora:\nink:1> # why")
    qtbot.addWidget(edit)
    told = []
    edit.textChanged.connect(lambda: told.append(1))
    colour(edit.document(), spans(edit.toPlainText()))
    assert [part for part, _ in coloured(edit.document())] == [
        "(", "(", ":1.2", ")", "[", "|", "]", "AND", "<lora:", "# why",
    ]  # fmt: skip
    assert coloured(edit.document())[0][1] == theme.roles().warning
    assert not edit.document().isUndoAvailable()
    assert told == []


def test_what_is_no_syntax_any_more_loses_its_colour(qtbot):
    edit = QPlainTextEdit("(a)")
    qtbot.addWidget(edit)
    colour(edit.document(), spans("(a)"))
    colour(edit.document(), ())
    assert coloured(edit.document()) == []


def test_an_empty_text(qapp):
    colour(QTextDocument(), ())


def test_every_kind_can_be_read_in_both_themes():
    for roles in (LIGHT, DARK):
        for role in ROLES.values():
            assert contrast(getattr(roles, role), roles.field) >= TEXT_CONTRAST
