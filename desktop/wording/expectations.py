"""What completes "must be …", in the window's language. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.wording.clauses import QT_TRANSLATE_NOOP, said

translate = QCoreApplication.translate
KNOWN = (
    # numbers
    QT_TRANSLATE_NOOP("clauses", "between {0} and {1}"),
    QT_TRANSLATE_NOOP("clauses", "between {0} and {1} for this model"),
    QT_TRANSLATE_NOOP("clauses", "between {0} and {1} pixels"),
    QT_TRANSLATE_NOOP("clauses", "at least {0}"),
    QT_TRANSLATE_NOOP("clauses", "at least {0} and below {1}"),
    QT_TRANSLATE_NOOP("clauses", "at most {0}"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} bytes"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} characters"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} characters long"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} files"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} entries"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} choices deep"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} parts joined by AND"),
    QT_TRANSLATE_NOOP("clauses", "at most {0} with the sampler lcm"),
    QT_TRANSLATE_NOOP("clauses", "at most 2^63 - {0} for this count"),
    QT_TRANSLATE_NOOP("clauses", "less than {0}"),
    QT_TRANSLATE_NOOP("clauses", "greater than {0}"),
    QT_TRANSLATE_NOOP("clauses", "a multiple of {0}"),
    QT_TRANSLATE_NOOP("clauses", "a multiple of {0} pixels"),
    QT_TRANSLATE_NOOP("clauses", "a multiple of {0} between {1} and {2} pixels"),
    QT_TRANSLATE_NOOP("clauses", "a divisor of {0}"),
    QT_TRANSLATE_NOOP("clauses", "a number"),
    QT_TRANSLATE_NOOP("clauses", "a finite number"),
    QT_TRANSLATE_NOOP("clauses", "a whole number"),
    QT_TRANSLATE_NOOP("clauses", "a whole number below {0}"),
    QT_TRANSLATE_NOOP("clauses", "small enough for the noise levels of the model"),
    # one of several
    QT_TRANSLATE_NOOP("clauses", "one of {0}"),
    QT_TRANSLATE_NOOP("clauses", "one that is kept: {0}"),
    QT_TRANSLATE_NOOP("clauses", "true or false"),
    QT_TRANSLATE_NOOP("clauses", "epsilon or v_prediction"),
    QT_TRANSLATE_NOOP("clauses", "model with the sampler {0}"),
    QT_TRANSLATE_NOOP("clauses", "{0} with the sampler {1}"),
    QT_TRANSLATE_NOOP("clauses", "another one with a model of {0} variance"),
    QT_TRANSLATE_NOOP("clauses", "another one: the model asks for a third order"),
    QT_TRANSLATE_NOOP("clauses", "another one: the model changes how it corrects"),
    QT_TRANSLATE_NOOP("clauses", "{0}, as the other parts have it"),
    QT_TRANSLATE_NOOP("clauses", "off"),
    # texts and files
    QT_TRANSLATE_NOOP("clauses", "a value"),
    QT_TRANSLATE_NOOP("clauses", "a text"),
    QT_TRANSLATE_NOOP("clauses", "a list"),
    QT_TRANSLATE_NOOP("clauses", "an object"),
    QT_TRANSLATE_NOOP("clauses", "JSON"),
    QT_TRANSLATE_NOOP("clauses", "YAML"),
    QT_TRANSLATE_NOOP("clauses", "UTF-8 text"),
    QT_TRANSLATE_NOOP("clauses", "a JSON object"),
    QT_TRANSLATE_NOOP("clauses", "one JSON object"),
    QT_TRANSLATE_NOOP("clauses", "sections with folders"),
    QT_TRANSLATE_NOOP("clauses", "the name of a pipeline"),
    QT_TRANSLATE_NOOP("clauses", "in the file that the index says"),
    QT_TRANSLATE_NOOP("clauses", "text in valid Unicode"),
    QT_TRANSLATE_NOOP("clauses", "some words"),
    QT_TRANSLATE_NOOP("clauses", "a path"),
    QT_TRANSLATE_NOOP("clauses", "a folder that exists"),
    QT_TRANSLATE_NOOP("clauses", "a picture to start from"),
    QT_TRANSLATE_NOOP("clauses", "a name that a file can have"),
    QT_TRANSLATE_NOOP("clauses", "a word that the model can read"),
    QT_TRANSLATE_NOOP("clauses", "a word without spaces around it"),
    QT_TRANSLATE_NOOP("clauses", "a text with {0}"),
    QT_TRANSLATE_NOOP("clauses", "a text without {0}"),
    QT_TRANSLATE_NOOP("clauses", "one that draws whole pictures"),
    QT_TRANSLATE_NOOP("clauses", "left out where there is no mask"),
    QT_TRANSLATE_NOOP("clauses", "without <lora:…>, which belongs to the prompt"),
    QT_TRANSLATE_NOOP("clauses", "without <hypernet:…>, since hypernetworks are not supported"),
    QT_TRANSLATE_NOOP("clauses", "owner/name, as the hub writes it"),
)


def expected_text(expected: str) -> str:
    """What a value must be; where the window has no words for it, only that it must be another."""
    return known_expected(expected) or translate("wording", "different")


def known_expected(expected: str) -> str:
    """The same; "" where nobody has said it in the window's language."""
    return said(expected, KNOWN) or ("" if " " in expected else expected)  # a name or a number
