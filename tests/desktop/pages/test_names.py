"""The names of the pages are those of their actions."""

from desktop.actions import TABLE
from desktop.pages import names


def test_every_page_is_shown_by_an_action_of_its_name():
    actions = {spec.name for spec in TABLE}
    for name in (names.CREATE, names.LIBRARY, names.TEACH, names.INSIDE):
        assert f"show_{name}" in actions
