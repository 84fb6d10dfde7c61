"""Every text of the window is translated."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "packaging" / "translations.py"


@pytest.fixture(scope="module")
def translations():
    spec = importlib.util.spec_from_file_location("translations", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def needs_tool():
    beside = Path(sys.executable).with_name("pyside6-lupdate")
    return pytest.mark.skipif(
        not beside.exists() and not shutil.which("pyside6-lupdate"), reason="needs pyside6-lupdate"
    )


@needs_tool()
def test_no_text_was_forgotten(translations, tmp_path):
    for language in translations.LANGUAGES:
        ts = tmp_path / f"{language}.ts"
        shutil.copyfile(translations.FOLDER / f"reverie_{language}.ts", ts)
        translations.collect(ts)
        assert translations.untranslated(ts) == [], "run packaging/translations.py, then translate"


@needs_tool()
def test_what_qt_reads_is_made_of_what_is_written(translations, tmp_path):
    for language in translations.LANGUAGES:
        fresh = tmp_path / f"{language}.qm"
        translations.compile_into(translations.FOLDER / f"reverie_{language}.ts", fresh)
        assert fresh.read_bytes() == (translations.FOLDER / f"reverie_{language}.qm").read_bytes()
