import pytest

from core.checkpoints.lora_names import find, named_layers

BLOCK = "down_blocks.0.attentions.0.transformer_blocks.0"


@pytest.fixture
def layers(model):
    return named_layers(model.unet, {"text_encoder": model.text_encoder})


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("lora_unet_" + BLOCK.replace(".", "_") + "_attn1_to_out_0", f"{BLOCK}.attn1.to_out.0"),
        ("lora_unet_input_blocks_1_1_transformer_blocks_0_ff_net_2", f"{BLOCK}.ff.net.2"),
        ("lora_unet_input_blocks_0_0", "conv_in"),
        ("lora_unet_out_2", "conv_out"),
        ("lora_unet_middle_block_0_in_layers_2", "mid_block.resnets.0.conv1"),
        ("lora_unet_mid_block_resnets_0_time_emb_proj", "mid_block.resnets.0.time_emb_proj"),
        ("lora_unet_time_embed_0", "time_embedding.linear_1"),
        ("diffusion_model.input_blocks.1.1.proj_in", "down_blocks.0.attentions.0.proj_in"),
        ("lycoris_mid_block_attentions_0_proj_out", "mid_block.attentions.0.proj_out"),
        (f"unet.{BLOCK}.attn2.to_k", f"{BLOCK}.attn2.to_k"),
        (f"base_model.model.{BLOCK}.attn2.to_k", f"{BLOCK}.attn2.to_k"),
        (f"{BLOCK}.attn2.to_k", f"{BLOCK}.attn2.to_k"),
    ],
)
def test_a_layer_of_the_unet_by_every_name(layers, name, path) -> None:
    (layer,) = find(layers, name)
    assert (layer.part, layer.path) == ("unet", path)


@pytest.mark.parametrize(
    "name",
    [
        "lora_te_text_model_encoder_layers_1_self_attn_q_proj",
        "lora_te1_text_model_encoder_layers_1_self_attn_q_proj",
        "text_encoder.text_model.encoder.layers.1.self_attn.q_proj",
        "text_encoder.encoder.layers.1.self_attn.q_proj",
        "base_model.model.text_model.encoder.layers.1.self_attn.q_proj",
        "base_model.model.encoder.layers.1.self_attn.q_proj",
    ],
)
def test_a_layer_of_the_words_by_every_name(layers, name) -> None:
    (layer,) = find(layers, name)
    assert (layer.part, layer.name) == ("text_encoder", "encoder.layers.1.self_attn.q_proj")


def test_two_encoders_share_the_names_that_do_not_tell_them_apart(model) -> None:
    both = {"text_encoder": model.text_encoder, "text_encoder_2": model.text_encoder}
    layers = named_layers(model.unet, both)
    assert [x.part for x in find(layers, "text_model.encoder.layers.0.mlp.fc1")] == list(both)
    for mark, part in (("te1", "text_encoder"), ("te2", "text_encoder_2")):
        (layer,) = find(layers, f"lora_{mark}_text_model_encoder_layers_0_mlp_fc1")
        assert layer.part == part


def test_unknown_names_and_tables_of_tokens_have_no_layer(layers) -> None:
    assert find(layers, "lora_unet_elsewhere") == ()
    assert find(layers, "lora_te_text_model_embeddings_token_embedding") == ()
