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
