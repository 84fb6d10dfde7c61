"""How a control is found by its name."""

import pytest


@pytest.fixture
def program(building):
    screen, controls = building("linux.trial.screen"), building("linux.trial.controls")

    class Shown:
        def shown(self):
            rows = [("button", "Use it: robot", True), ("button", "Use it", False)]
            rows += [("label", "Steps", True), ("text", "Steps", True)]
            return [
                controls.Control(role, name, "", "", False, on, False, (10, 20, 30, 40))
                for role, name, on in rows
            ]

    return screen.Program(None, {}, Shown())


def test_the_whole_name_comes_before_its_beginning(program):
    assert program.find("Use it").name == "Use it"


def test_only_what_can_be_pressed_is_pressed(program):
    assert program.find("Use it", enabled=True).name == "Use it: robot"


def test_a_label_is_told_from_its_field(program):
    assert program.find("Steps", "text").role == "text"
    assert program.find("Steps", "text").middle == (25, 40)
