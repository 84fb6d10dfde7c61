"""What is said where drawing fails."""

from core.contract import errors as e
from desktop.wording.errors import error_message


def test_memory_is_said_in_words():
    message = error_message(e.OutOfMemory("cuda", 7_900_000_000, 5_200_000_000))
    assert message.text == "This picture needs 7.9 GB; 5.2 GB are free. Nothing was lost."
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
    assert text.startswith(
        "This computer cannot draw on an NVIDIA graphics card; it has the processor"
    )
