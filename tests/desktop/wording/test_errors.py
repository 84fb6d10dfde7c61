"""Every error of the contract has a sentence, and each sentence keeps the house's rules."""

import dataclasses

import pytest

from core.contract import errors as e
from core.contract.error_wire import error_types
from desktop.verbs import verb_text
from desktop.wording.errors import error_message


def sample(kind: type[e.ReverieError]) -> e.ReverieError:
    values = {}
    for field in dataclasses.fields(kind):
        values[field.name] = {
            "int": 3_000_000_000,
            "str": "/data/<b>bold</b>.png",
            "str | None": "float16",
            "tuple[str, ...]": ("one", "two"),
            "Any": 7,
        }[str(field.type)]
    return kind(**values)


@pytest.mark.parametrize("kind", error_types().values(), ids=lambda kind: kind.__name__)
def test_every_error_is_worded(kind):
    message = error_message(sample(kind))
    assert message.text.endswith(".")
    assert "{" not in message.text
    for word in ("!", "please", "Please", "Error", "None", "exception"):
        assert word not in message.text
    for verb in message.verbs:
        assert verb_text(verb)


@pytest.mark.parametrize("kind", error_types().values(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_is_safe_or_offers_a_verb(kind):
    message = error_message(sample(kind))
    safe = ("safe", "kept", "left", "Nothing", "not saved", "as it was", "still there", "newer")
    assert message.verbs or any(word in message.text for word in safe)


def test_details_stay_out_of_the_sentence():
    message = error_message(e.UnexpectedError("KeyError", "Traceback …"))
    assert message.details == "KeyError: Traceback …"
    assert "Traceback" not in message.text
