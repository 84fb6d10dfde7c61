"""The table of topics."""

from desktop.pages.inside_topics import TOPICS
from desktop.panels.inside.looks import Looks

WORDS_MOST = 60


def test_every_topic_can_be_made_and_says_what_one_sees_in_few_words(qtbot, inside):
    looks = Looks()
    for spec in TOPICS:
        topic = spec.make(inside, looks)
        qtbot.addWidget(topic)
        assert topic.title == spec.text
        assert 20 < len(topic.text.split()) <= WORDS_MOST, spec.key
        assert "Try" in topic.text, spec.key


def test_every_topic_fits_the_smallest_window_in_a_longer_language(qtbot, recorded, longer, qapp):
    font, larger = qapp.font(), qapp.font()
    larger.setPointSizeF(15 * 72 / 96)
    qapp.setFont(larger)
    room, wide = 960 - 104 - 208, {}  # beside the widest rail and the list
    try:
        for spec in TOPICS:
            topic = spec.make(recorded, Looks())
            qtbot.addWidget(topic)
            topic.resize(room, 560)
            topic.show()
            qapp.processEvents()
            need = topic.widget().minimumSizeHint().width()
            need += topic.verticalScrollBar().sizeHint().width()
            if need > room:
                wide[spec.key] = need
            topic.hide()
    finally:
        qapp.setFont(font)
    assert wide == {}
