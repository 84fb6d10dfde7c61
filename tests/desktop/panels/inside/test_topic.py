"""What every topic has."""

from PySide6.QtCore import Qt

from core.contract.drawing_events import Phase, Step
from desktop.panels.inside.topic import Topic


def test_a_topic_says_what_it_is_what_runs_and_true_figures(qtbot):
    topic = Topic("Noise", "Some words.", "Do it")
    qtbot.addWidget(topic)
    topic.show()
    assert topic.entry() is topic.attempt
    assert not topic.stop.isEnabled()
    topic.show_event(Step("j", 3, 20))
    assert topic.running.text() == "Step 3 of 20"
    topic.show_event(Phase("j", "decode"))
    assert topic.running.text() == "Developing the picture"
    assert topic.stop.isEnabled()
    with qtbot.waitSignals([topic.stop_asked, topic.try_asked]):
        topic.stop.click()
        topic.attempt.click()
    with qtbot.waitSignal(topic.stop_asked):
        qtbot.keyClick(topic, Qt.Key.Key_Escape)
    topic.show_running("")
    assert topic.stop.toolTip()
    topic.tell("t = 3")
    assert topic.foot.text() == "t = 3"
