"""The window's sentences in German."""

import pytest
from PySide6.QtCore import QLocale

from desktop import i18n


@pytest.fixture
def german(qapp):
    before = QLocale()
    translators = i18n.install(qapp, "de")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)
