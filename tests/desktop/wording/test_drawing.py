"""What is said where drawing fails."""

from core.contract import errors as e
from desktop.wording.errors import error_message
from desktop.wording.parts import UNBROKEN


def test_memory_is_said_in_words():
    message = error_message(e.OutOfMemory("cuda", 7_900_000_000, 5_200_000_000))
    assert message.text.replace(UNBROKEN, " ") == (
        "This needs 7.9 GB of memory; 5.2 GB are free. Nothing was lost."
    )
    assert "smaller" in message.verbs
    unknown = error_message(e.OutOfMemory("cuda", -1, -1))
    assert "-1" not in unknown.text


def test_a_prompt_that_is_too_long_is_named_as_on_the_page():
    error = e.InvalidValue("prompt", "30000 characters", "at most 20000 characters")
    message = error_message(error)
    assert message.text.startswith("The prompt must be at most 20000")
    assert message.verbs == ("go_to_words",)


def test_a_model_that_only_repaints_is_told_so():
    message = error_message(e.InvalidValue("mask", None, "the area to repaint: …"))
    assert message.text.startswith("This model repaints a part")
    assert "choose_model" in message.verbs


def test_devices_have_names_for_people():
    text = error_message(e.DeviceUnavailable("cuda", ("cpu",))).text
    assert text.startswith("This picture was drawn on an NVIDIA graphics card, which this computer")


def test_numbers_that_overflow_offer_what_may_help():
    half = error_message(e.NonFiniteResult("decode", "float16"))
    assert half.text.startswith("At half precision")
    assert half.verbs == ("full_precision",)
    full = error_message(e.NonFiniteResult("decode", "float32"))
    assert "Lower guidance" in full.text
    assert full.verbs == ()


def test_the_engine_is_blamed_for_no_kind_of_work():
    assert "picture, so" not in error_message(e.EngineStopped(-9)).text


def test_a_defect_is_named_in_the_details_only():
    message = error_message(e.UnexpectedError("KeyError", "'x'"))
    assert "KeyError" not in message.text
    assert message.details == "KeyError: 'x'"
