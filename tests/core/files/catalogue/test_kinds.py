"""The kinds of things in a library."""

from typing import get_args

from core.files.catalogue.kinds import KINDS, Kind


def test_the_list_has_every_kind_once():
    assert get_args(Kind) == KINDS
