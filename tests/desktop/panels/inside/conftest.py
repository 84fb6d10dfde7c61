"""The topic about digits."""

import pytest

from desktop.panels.inside.digits_topic import DigitsTopic
from desktop.panels.inside.looks import Looks


@pytest.fixture
def digits(qtbot, inside, instant):
    """The topic about digits over a client that answers when it is told to."""
    instant.patient = True
    topic = DigitsTopic(inside, Looks())
    qtbot.addWidget(topic)
    topic.resize(900, 640)
    with qtbot.waitExposed(topic):
        topic.show()
    return topic
