"""One version."""

from core.contract.version import VERSION


def test_the_packages_have_the_programs_version(building):
    assert building("frozen.version").version() == VERSION
