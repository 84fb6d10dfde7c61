"""Values that say when they change: the glue between state (below) and widgets (above).

A state object is a `QObject` whose `Property` fields each have a signal `<name>_changed`. Widgets
`bind` to it and forget; the connection goes with the widget. No widgets are imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar, overload

from PySide6.QtCore import QObject, SignalInstance

T = TypeVar("T")


class Property(Generic[T]):
    """A field that emits `<name>_changed(value)` when it is set to another value."""

    def __init__(self, default: T) -> None:
        self._default = default
        self._name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> Property[T]: ...
    @overload
    def __get__(self, owner: QObject, kind: type) -> T: ...
    def __get__(self, owner: QObject | None, kind: type) -> Property[T] | T:
        if owner is None:
            return self
        value: T = owner.__dict__.get("_property_" + self._name, self._default)
        return value

    def __set__(self, owner: QObject, value: T) -> None:
        if value == self.__get__(owner, type(owner)):
            return
        owner.__dict__["_property_" + self._name] = value
        changed_signal(owner, self._name).emit(value)


def changed_signal(owner: QObject, name: str) -> SignalInstance:
    """The signal of the property `name`."""
    signal: SignalInstance = getattr(owner, name + "_changed")
    return signal


def bind(owner: QObject, name: str, setter: Callable[[Any], None]) -> None:
    """Call `setter(value)` now and at every change.

    `setter` must be a bound method of a QObject, so that the connection ends with that object.
    """
    setter(getattr(owner, name))
    changed_signal(owner, name).connect(setter)


class ValueWidget(Protocol):
    """What our own fields have in common."""

    value_changed: Any  # Signal(object), emitted for changes made by the person only

    def set_value(self, value: Any) -> None: ...


def bind_value(owner: QObject, name: str, widget: ValueWidget) -> None:
    """Both ways: the field shows the property, and what a person enters becomes the property."""
    bind(owner, name, widget.set_value)

    def store(value: Any) -> None:
        setattr(owner, name, value)

    widget.value_changed.connect(store)
