"""Every text of the window is translated."""

import ast
import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "packaging" / "translations.py"
DESKTOP = ROOT / "desktop"


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


def marking_calls(text):
    """Every call of the window that marks a text for the translators, with its line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).removeprefix("QCoreApplication.")
            if name in ("translate", "QT_TRANSLATE_NOOP"):
                yield node


def is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def unmarked(text):
    """The lines of calls that Qt's tool would pass over: without a word, and so would every language."""
    calls = marking_calls(text)
    return [call.lineno for call in calls if not (call.args and is_text(call.args[0]))]


def test_every_context_stands_where_qts_tool_can_read_it():
    found = {}
    for path in sorted(DESKTOP.rglob("*.py")):
        lines = unmarked(path.read_text(encoding="utf-8"))
        if lines:
            found[path.relative_to(DESKTOP).as_posix()] = lines
    assert found == {}, "write the context as a text in each call"


def test_a_context_with_a_name_is_found():
    assert unmarked('translate(WORDS, "x")\ntranslate("words", "x")') == [1]
    assert unmarked('QCoreApplication.translate(WORDS, "x")') == [1]
    assert unmarked("text.translate(TABLE)") == []
