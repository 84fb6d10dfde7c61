"""Every error of the contract has a sentence, and each sentence keeps the house's rules."""

import dataclasses

import pytest

from core.contract import errors as e
from core.contract.error_wire import error_types
from desktop import wording
from desktop.verbs import verb_text


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
    message = wording.error_message(sample(kind))
    assert message.text.endswith(".")
    assert "{" not in message.text
    for word in ("!", "please", "Please", "Error", "None", "exception"):
        assert word not in message.text
    for verb in message.verbs:
        assert verb_text(verb)


@pytest.mark.parametrize("kind", error_types().values(), ids=lambda kind: kind.__name__)
def test_every_error_says_what_is_safe_or_offers_a_verb(kind):
    message = wording.error_message(sample(kind))
    safe = ("safe", "kept", "left", "Nothing", "not saved", "as it was", "still there", "set aside")
    assert message.verbs or any(word in message.text for word in safe)


def test_memory_is_said_in_words():
    message = wording.error_message(e.OutOfMemory("cuda", 7_900_000_000, 5_200_000_000))
    assert message.text == "This picture needs 7.9 GB; 5.2 GB are free. Nothing was lost."
    assert "smaller" in message.verbs
    unknown = wording.error_message(e.OutOfMemory("cuda", -1, -1))
    assert "-1" not in unknown.text


def test_a_full_disk_says_how_much_is_missing():
    text = wording.error_message(e.DiskFull("/home/x.png", 300_000_000, 12_000_000)).text
    assert "12 MB" in text
    assert "300 MB" in text
    assert "-1" not in wording.error_message(e.DiskFull("/home/x.png", -1, -1)).text


def test_details_stay_out_of_the_sentence():
    message = wording.error_message(e.UnexpectedError("KeyError", "Traceback …"))
    assert message.details == "Traceback …"
    assert "Traceback" not in message.text


@pytest.mark.parametrize(
    ("size", "text"),
    [(900, "900 bytes"), (1_200, "1.2 kB"), (19_000_000, "19 MB"), (1_210_000_000, "1.2 GB")],
)
def test_sizes(size, text):
    assert wording.size_text(size) == text


def test_weights_that_are_no_numbers_or_too_large_ones():
    broken = wording.error_message(e.WeightsNotFinite("/m/a.safetensors", "conv.weight")).text
    assert "broken numbers" in broken
    large = wording.error_message(e.WeightsNotFinite("/m/a.safetensors", "conv.weight", "float16"))
    assert "too large for float16" in large.text


def test_a_file_of_no_known_format_is_not_called_unknown():
    text = wording.error_message(e.PictureUnsupported("/a/x.bin", "no known format")).text
    assert "format" not in text.lower()
    assert "like GIF" in wording.error_message(e.PictureUnsupported("/a/x.gif", "GIF")).text


def test_a_folder_without_a_model_is_called_so():
    message = wording.error_message(e.ModelIncomplete("/a/photos", wording.MODEL_INDEX))
    assert message.text.startswith("“photos” is not the folder of a model")
    assert message.verbs == ("open_model",)


def test_a_prompt_that_is_too_long_is_named_as_on_the_page():
    error = e.InvalidValue("prompt", "30000 characters", "at most 20000 characters")
    message = wording.error_message(error)
    assert message.text.startswith("The prompt must be at most 20000")
    assert message.verbs == ("go_to_words",)


def test_a_model_that_only_repaints_is_told_so():
    message = wording.error_message(e.InvalidValue("mask", None, "the area to repaint: …"))
    assert message.text.startswith("This model repaints a part")
    assert "choose_model" in message.verbs


def test_a_file_that_is_no_vae_is_not_called_a_model():
    text = wording.error_message(e.ModelUnsupported("/m/a.safetensors", "a LoRA", "VAE")).text
    assert "as an autoencoder: it is a LoRA" in text
    assert "Stable Diffusion" not in text


def test_devices_have_names_for_people():
    text = wording.error_message(e.DeviceUnavailable("cuda", ("cpu",))).text
    assert text.startswith(
        "This computer cannot draw on an NVIDIA graphics card; it has the processor"
    )
