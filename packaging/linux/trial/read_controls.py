"""What a screen reader sees of the program, one JSON list a line for each line of input.

Runs in the system's own Python, where `gi` with Atspi is; nothing of ours is imported.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM = "reverie"


def shown() -> list[dict[str, Any]]:
    """Everything that is on the screen, top down."""
    desktop = Atspi.get_desktop(0)
    found: list[dict[str, Any]] = []
    for number in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(number)
        if program is not None and program.get_name() == PROGRAM:
            program.clear_cache()
            for window in _children(program):
                found += _below(window)
    return found


def _below(control: Any) -> Iterator[dict[str, Any]]:
    try:
        states = control.get_state_set()
        if not states.contains(Atspi.StateType.SHOWING):
            return
        yield _described(control, states)
        children = list(_children(control))
    except GLib.Error:  # it went while we looked
        return
    for child in children:
        yield from _below(child)


def _children(control: Any) -> Iterator[Any]:
    for number in range(control.get_child_count()):
        child = control.get_child_at_index(number)
        if child is not None:
            yield child


def _described(control: Any, states: Any) -> dict[str, Any]:
    place = control.get_extents(Atspi.CoordType.SCREEN)
    text = control.get_text_iface()
    return {
        "role": control.get_role_name(),
        "name": control.get_name(),
        "description": control.get_description(),
        "text": Atspi.Text.get_text(text, 0, -1) if text is not None else "",
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "enabled": states.contains(Atspi.StateType.SENSITIVE),
        "checked": states.contains(Atspi.StateType.CHECKED),
        "place": [place.x, place.y, place.width, place.height],
    }


for _line in sys.stdin:
    sys.stdout.write(json.dumps(shown()) + "\n")
    sys.stdout.flush()
