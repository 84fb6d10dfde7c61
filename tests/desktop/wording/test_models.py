"""What is said of models and weights."""

from core.contract import errors as e
from desktop.wording.errors import error_message
from desktop.wording.models import MODEL_INDEX


def test_weights_that_are_no_numbers_or_too_large_ones():
    broken = error_message(e.WeightsNotFinite("/m/a.safetensors", "conv.weight")).text
    assert "broken numbers" in broken
    large = error_message(e.WeightsNotFinite("/m/a.safetensors", "conv.weight", "float16"))
    assert "too large for float16" in large.text


def test_a_folder_without_a_model_is_called_so():
    message = error_message(e.ModelIncomplete("/a/photos", MODEL_INDEX))
    assert message.text.startswith("“photos” is not the folder of a model")
    assert message.verbs == ("open_model",)


def test_a_file_that_is_no_vae_is_not_called_a_model():
    text = error_message(e.ModelUnsupported("/m/a.safetensors", "a LoRA", "VAE")).text
    assert "as an autoencoder: it is a LoRA" in text
    assert "Stable Diffusion" not in text
