"""The errors in screenshots are ones that happen."""

import importlib.util
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from core.contract.error_wire import error_types
from desktop import i18n
from desktop.wording.details import details_text

FILE = Path(__file__).resolve().parents[3] / "packaging" / "screenshots" / "shown_errors.py"


@pytest.fixture(scope="module")
def shown():
    spec = importlib.util.spec_from_file_location("shown_errors", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", error_types().values(), ids=lambda kind: kind.__name__)
def test_every_error_has_a_picture(shown, kind):
    assert type(shown.example(kind)) is kind


def test_no_kind_is_shown_twice(shown):
    kinds = [type(error) for error in shown.EXAMPLES]
    assert len(set(kinds)) == len(kinds)


def test_a_reason_is_a_clause_and_no_path(shown):
    for error in shown.EXAMPLES:
        for name in ("reason", "what"):
            assert "/" not in getattr(error, name, "").replace("Input/output", "")


def test_every_error_has_an_example_of_its_own(shown):
    assert {type(error) for error in shown.EXAMPLES} == set(error_types().values())


def test_in_german_no_clause_is_left_out(qapp, shown):
    before, translators = QLocale(), i18n.install(qapp, "de")
    left_out = {error.code: details_text(error) for error in shown.EXAMPLES}
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)
    technical = {"WeightsNotFinite", "UnexpectedError"}
    assert {code for code, text in left_out.items() if text} == technical
