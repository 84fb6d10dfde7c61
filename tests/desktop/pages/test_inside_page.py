"""The list of topics and the one that is seen."""

from desktop.pages.inside_page import InsidePage
from desktop.pages.inside_topics import TOPICS


def test_topics_are_made_when_they_are_seen_and_stay_as_they_were_left(qtbot, inside):
    page = InsidePage(inside)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    assert page.topics == {}
    made = []
    page.made.connect(lambda key, _topic: made.append(key))
    first = page.topic()
    assert page.entry() is first.entry()
    for spec in TOPICS:
        page.rows[spec.key].click()
        assert page.topic().title == spec.text
        assert page.rows[spec.key].isChecked()
    assert page.show_topic(TOPICS[0].key) is first
    assert made == [spec.key for spec in TOPICS]
    side, middle, _messages = page.regions()
    assert side.entry is page.rows[TOPICS[0].key]
    assert middle.whole is first
