"""A wheel, as `pip install .` makes it, carries all that the program reads beside its code."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "setuptools"
]


@pytest.mark.parametrize(
    ("package", "parts"), [("resources", ["."]), ("docs", ["guide", "images"])]
)
def test_every_file_the_program_reads_is_in_it(package, parts):
    folder = ROOT / package
    assert package in SETUPTOOLS["packages"]["find"]["include"]
    patterns = SETUPTOOLS["package-data"][package]
    carried = {path for pattern in patterns for path in folder.glob(pattern)}
    wanted = {path for part in parts for path in (folder / part).rglob("*") if path.is_file()}
    assert wanted
    assert wanted <= carried
