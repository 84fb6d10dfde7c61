from core.contract import errors as e
from desktop.wording import error_message


def test_a_lora_for_another_family_names_both() -> None:
    error = e.AdditionForeign(
        "/x/ink.safetensors", "LoRA", "Stable Diffusion XL", "Stable Diffusion 1"
    )
    message = error_message(error)
    assert message.text == (
        "“ink.safetensors” is a LoRA for Stable Diffusion XL; the model in use is Stable Diffusion 1."
    )


def test_each_kind_has_its_own_sentence() -> None:
    for kind in ("LoRA", "embedding"):
        for error in (
            e.AdditionNotFound(kind, "ink", ()),
            e.AdditionForeign("ink", kind, "a", "b"),
            e.AdditionRefused("ink", kind, "it is a VAE"),
        ):
            text = error_message(error).text
            assert kind in text
            assert "“ink”" in text
