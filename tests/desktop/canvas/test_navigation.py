"""The hand and the arrows, without a widget."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from desktop.canvas.navigation import KEY_STEP, Navigation
from desktop.canvas.viewport import Viewport

VIEW = Viewport(100, 100, 400, 400).fit()


def key(which: Qt.Key) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, which, Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize(
    ("which", "way"),
    [
        (Qt.Key.Key_Left, (KEY_STEP, 0)),
        (Qt.Key.Key_Right, (-KEY_STEP, 0)),
        (Qt.Key.Key_Up, (0, KEY_STEP)),
        (Qt.Key.Key_Down, (0, -KEY_STEP)),
    ],
)
def test_arrows_pan_while_the_hand_is_taken(qapp, which, way):
    navigation = Navigation()
    assert navigation.key(key(which), VIEW) is None
    navigation.key(key(Qt.Key.Key_H), VIEW)
    after = navigation.key(key(which), VIEW)
    assert (after.x - VIEW.x, after.y - VIEW.y) == pytest.approx(way)


def test_other_keys_mean_nothing_here(qapp):
    navigation = Navigation()
    for which in (Qt.Key.Key_A, Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Delete):
        assert navigation.key(key(which), VIEW) is None


def test_losing_the_focus_lets_go_of_space_but_not_of_the_hand(qapp):
    navigation = Navigation()
    navigation.key(key(Qt.Key.Key_Space), VIEW)
    navigation.key(key(Qt.Key.Key_H), VIEW)
    navigation.stop()
    assert not navigation.space
    assert navigation.hand
