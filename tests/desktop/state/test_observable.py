"""Properties say when they change, widgets bind and forget."""

import pytest
from PySide6.QtCore import QObject, Signal

from desktop.state.observable import Property, bind, bind_value


class State(QObject):
    name_changed = Signal(object)
    count_changed = Signal(object)
    name = Property("")
    count: Property[int | None] = Property(None)


class Field(QObject):
    value_changed = Signal(object)

    def __init__(self):
        super().__init__()
        self.shown = []

    def set_value(self, value):
        self.shown.append(value)


def test_a_change_is_told_once(qtbot):
    state = State()
    told = []
    state.name_changed.connect(told.append)
    state.name = "swan"
    state.name = "swan"
    assert told == ["swan"]
    assert state.name == "swan"


def test_two_objects_share_nothing():
    one, other = State(), State()
    one.name = "x"
    assert other.name == ""
    assert other.count is None


def test_bind_calls_now_and_later():
    state, field = State(), Field()
    bind(state, "name", field.set_value)
    state.name = "b"
    assert field.shown == ["", "b"]


def test_bind_value_goes_both_ways():
    state, field = State(), Field()
    bind_value(state, "count", field)
    field.value_changed.emit(3)
    assert state.count == 3
    assert field.shown == [None, 3]


def test_the_binding_goes_with_the_widget():
    state, field = State(), Field()
    bind(state, "name", field.set_value)
    shown = field.shown
    field.deleteLater()
    del field
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    state.name = "later"
    assert shown == [""]


def test_a_property_without_its_signal_is_a_defect():
    class Broken(QObject):
        name = Property(1)

    with pytest.raises(AttributeError):
        Broken().name = 2
