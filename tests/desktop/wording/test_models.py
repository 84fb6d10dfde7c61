"""What is said of models and weights."""

from core.contract import errors as e
from core.files.models.folder_files import CONTENT
from desktop.wording.errors import error_message
from desktop.wording.models import MODEL_INDEX
from desktop.wording.parts import UNBROKEN


def test_weights_that_are_no_numbers_or_too_large_ones():
    broken = error_message(e.WeightsNotFinite("/m/a.safetensors", "conv.weight")).text
    assert "broken numbers" in broken
    large = error_message(e.WeightsNotFinite("/m/a.safetensors", "conv.weight", "float16"))
    assert "too large for float16" in large.text
    assert "conv.weight" not in large.text
    assert large.verbs[0] == "full_precision"


def test_a_file_that_lacks_a_few_bytes_says_how_many():
    error = e.WeightsTruncated("/m/a.safetensors", 2_132_625_894, 2_132_625_890)
    text = error_message(error).text.replace(UNBROKEN, " ")
    assert "5890 of 2132625894 bytes are there" in text.replace(",", "")
    far = e.WeightsTruncated("/m/a.safetensors", 2_132_625_894, 1_210_000_000)
    assert "1.2 GB of 2.1 GB are there" in error_message(far).text.replace(UNBROKEN, " ")


def test_a_part_of_a_model_says_which():
    text = error_message(e.ConfigInvalid("/m/unet/config.json", "x", 1000, "768")).text
    assert text.startswith("unet/config.json cannot be used: x must be 768.")
    text = error_message(e.ConfigInvalid("/m/model_index.json", "x", 1000, "768")).text
    assert text.startswith("model_index.json cannot be used")


def test_a_file_is_replaced_by_a_file_and_a_folder_by_a_folder():
    assert "open_model_file" in error_message(e.ModelNotFound("/m/a.safetensors", ())).verbs
    assert "open_model" in error_message(e.ModelNotFound("/m/a", ())).verbs
    assert "open_model_file" in error_message(e.ModelUnsupported("/m/a.ckpt", "FLUX")).verbs


def test_a_folder_without_a_model_is_called_so():
    message = error_message(e.ModelIncomplete("/a/photos", MODEL_INDEX))
    assert message.text.startswith("“photos” is not the folder of a model")
    assert message.verbs == ("open_model",)


def test_a_file_that_is_no_vae_is_not_called_a_model():
    text = error_message(e.ModelUnsupported("/m/a.safetensors", "a LoRA", "VAE")).text
    assert "as an autoencoder: it is a LoRA" in text
    assert "Stable Diffusion" not in text


def test_no_english_clause_stands_in_a_german_sentence(german):
    lora = error_message(e.ModelUnsupported("/m/a.safetensors", "a LoRA")).text
    assert "Es ist ein LoRA." in lora
    lacking = error_message(e.ModelIncomplete("/m/a.safetensors", "a VAE")).text
    assert "ein VAE" in lacking
    content = error_message(e.ConfigInvalid("/m/a.json", CONTENT, None, "a JSON object")).text
    assert "sein Inhalt muss ein JSON-Objekt sein" in content
