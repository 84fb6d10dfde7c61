from core.contract import addition_errors as ae
from desktop.wording.errors import error_message


def test_a_lora_for_another_family_names_both() -> None:
    error = ae.AdditionForeign(
        "/x/ink.safetensors", "LoRA", "Stable Diffusion XL", "Stable Diffusion 1"
    )
    message = error_message(error)
    assert message.text == (
        "“ink.safetensors” is a LoRA for Stable Diffusion XL; the model in use is Stable Diffusion 1. "
        "Nothing was drawn."
    )
    assert message.verbs == ("switch_off", "go_to_words")


def test_a_name_in_the_prompt_is_corrected_there() -> None:
    message = error_message(ae.AdditionNotFound("LoRA", "ink", ()))
    assert "correct its name in the prompt" in message.text
    assert message.verbs == ("go_to_words",)


def test_each_kind_has_its_own_sentence() -> None:
    for kind in ("LoRA", "embedding"):
        for error in (
            ae.AdditionNotFound(kind, "ink", ()),
            ae.AdditionForeign("ink", kind, "a", "b"),
            ae.AdditionRefused("ink", kind, "it is a VAE"),
        ):
            text = error_message(error).text
            assert kind in text
            assert "“ink”" in text
