"""Names and captions: always plain text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLineEdit

from desktop.widgets.labels import Caption, NameLabel, figures


def test_a_name_is_bold_and_leads_to_its_field(qtbot):
    field = QLineEdit()
    name = NameLabel("&Seed", field)
    for widget in (field, name):
        qtbot.addWidget(widget)
    assert name.buddy() is field
    assert name.font().weight() == QFont.Weight.DemiBold
    assert name.textFormat() == Qt.TextFormat.PlainText


def test_a_caption_is_smaller_and_shows_tags_as_they_are(qtbot):
    name, caption = NameLabel("Seed"), Caption("<b>x</b>")
    for widget in (name, caption):
        qtbot.addWidget(widget)
    assert caption.textFormat() == Qt.TextFormat.PlainText
    assert caption.text() == "<b>x</b>"
    assert caption.font().pointSizeF() < name.font().pointSizeF()
    assert caption.property("caption")


def test_a_caption_with_nothing_to_say_takes_no_room(qtbot):
    caption = Caption("x", wrap=True)
    qtbot.addWidget(caption)
    assert caption.wordWrap()
    caption.say("")
    assert caption.isHidden()
    caption.say("more")
    assert (caption.text(), caption.isHidden()) == ("more", False)


def test_figures_are_of_one_width(qtbot):
    field = QLineEdit()
    qtbot.addWidget(field)
    figures(field)
    assert field.font().featureValue(QFont.Tag("tnum")) == 1
    metrics = field.fontMetrics()
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
