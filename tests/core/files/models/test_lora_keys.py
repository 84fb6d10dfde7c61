import pytest

from core.files.models.lora_keys import Key, is_lora, other_kind, parse

LAYER = "down_blocks.0.attentions.0.transformer_blocks.0.attn1"


@pytest.mark.parametrize(
    ("name", "layer", "role"),
    [
        ("lora_unet_x_to_q.lora_down.weight", "lora_unet_x_to_q", "down"),
        ("lora_unet_x_to_q.lora_up.weight", "lora_unet_x_to_q", "up"),
        ("lora_unet_x_conv1.lora_mid.weight", "lora_unet_x_conv1", "mid"),
        ("lora_unet_x_to_q.alpha", "lora_unet_x_to_q", "alpha"),
        ("lora_unet_x_to_q.dora_scale", "lora_unet_x_to_q", "dora_scale"),
        ("lora_unet_x_to_q.hada_w1_a", "lora_unet_x_to_q", "hada_w1_a"),
        ("lora_unet_x_to_q.lokr_t2", "lora_unet_x_to_q", "lokr_t2"),
        ("lora_unet_x_norm.diff", "lora_unet_x_norm", "diff"),
        (f"unet.{LAYER}.to_q.lora_A.weight", f"unet.{LAYER}.to_q", "down"),
        (f"unet.{LAYER}.to_q.lora_B.weight", f"unet.{LAYER}.to_q", "up"),
        (f"unet.{LAYER}.to_q.lora.down.weight", f"unet.{LAYER}.to_q", "down"),
        (f"unet.{LAYER}.to_q.lora_magnitude_vector", f"unet.{LAYER}.to_q", "magnitude"),
        (f"unet.{LAYER}.processor.to_q_lora.down.weight", f"unet.{LAYER}.to_q", "down"),
        (f"{LAYER}.processor.to_out_lora.up.weight", f"{LAYER}.to_out.0", "up"),
        ("text_encoder.a.q_proj.lora_linear_layer.up.weight", "text_encoder.a.q_proj", "up"),
        ("base_model.model.a.to_q.lora_A.default.weight", "base_model.model.a.to_q", "down"),
        ("base_model.model.a.to_q.lora_A.weight", "base_model.model.a.to_q", "down"),
    ],
)
def test_a_name_is_a_layer_and_a_role(name, layer, role) -> None:
    assert parse(name) == Key(layer, role)


@pytest.mark.parametrize(
    "name",
    ["", "alpha", "weight", "a.weight", "lora_down.weight", "a.lora_down.bias", "a.lora.x.weight"],
)
def test_other_names_are_none_of_a_loras(name) -> None:
    assert parse(name) is None


def test_an_alpha_alone_makes_no_lora() -> None:
    assert not is_lora(["a.alpha", "b.weight"])
    assert is_lora(["a.alpha", "a.lora_up.weight"])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("lora_unet_x.oft_blocks", "an OFT"),
        ("lora_unet_x.on_input", "an (IA)³"),
        ("lora_unet_x.a1.weight", "a GLoRA"),
        ("lora_unet_x.lora_down.weight", None),
    ],
)
def test_what_is_not_supported_has_a_name(name, kind) -> None:
    assert other_kind([name]) == kind
