"""What tests of several parts share: a whole model folder of the real kind, small enough to draw at once."""

import dataclasses
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tiny_model_folder(tmp_path_factory) -> Path:
    """A model folder (32 px, random weights) that every verb, the engine and the window can use."""
    import torch

    from core.checkpoints.folder import FolderModel, save_folder
    from core.diffusion.schedule import ScheduleConfig
    from core.files import store
    from core.networks.configs import UNetConfig, VAEConfig
    from core.networks.unet import UNet
    from core.networks.vae import VAE
    from core.text.configs import TextConfig
    from core.text.encoder import TextEncoder
    from core.text.tokenizer import END, START, Tokenizer, byte_alphabet

    letters = byte_alphabet()
    names = [*letters, *(letter + "</w>" for letter in letters), START, END]
    tokenizer = Tokenizer({name: i for i, name in enumerate(names)}, [])
    text = TextConfig(
        vocab_size=len(names),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        projection_dim=8,
        bos_token_id=tokenizer.start_id,
        eos_token_id=tokenizer.end_id,
    )
    unet = UNetConfig(
        sample_size=4,
        block_out_channels=(8, 16),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        norm_num_groups=4,
        cross_attention_dim=16,
        attention_head_dim=2,
    )
    vae = VAEConfig(block_out_channels=(8, 8, 8, 8), layers_per_block=1, norm_num_groups=4)
    schedule = ScheduleConfig(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        model = FolderModel(UNet(unet), VAE(vae), TextEncoder(text), tokenizer, schedule)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    save_folder(folder, model, torch.float32)
    preset = {"guidance_scale": 3.0, "sampler": "ddim", "schedule": "model", "steps": 4}
    store.write_json(folder / "preset.json", preset)
    return folder


@pytest.fixture(scope="session")
def tiny_xl_model():
    """A `FolderModel` of the SDXL kind: two encoders of different widths, sizes and pooled text."""
    import torch

    from core.checkpoints.folder import FolderModel
    from core.diffusion.schedule import ScheduleConfig
    from core.networks.configs import UNetConfig, VAEConfig
    from core.networks.unet import UNet
    from core.networks.vae import VAE
    from core.text.configs import TextConfig
    from core.text.encoder import ProjectedTextEncoder, TextEncoder
    from core.text.tokenizer import Tokenizer
    from core.text.vocabulary import vocabulary

    vocab = vocabulary([("s", "w")])
    text = TextConfig(
        vocab_size=len(vocab),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=3,
        num_attention_heads=2,
        projection_dim=8,
        eos_token_id=2,  # as in the published configs: the highest id is the end
    )
    text_2 = dataclasses.replace(text, hidden_size=24, hidden_act="gelu", projection_dim=20)
    unet = UNetConfig(
        sample_size=8,
        block_out_channels=(8, 16),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=1,
        norm_num_groups=4,
        cross_attention_dim=16 + 24,
        attention_head_dim=(2, 4),
        transformer_layers_per_block=(1, 2),
        use_linear_projection=True,
        addition_embed_type="text_time",
        addition_time_embed_dim=4,
        projection_class_embeddings_input_dim=20 + 6 * 4,
    )
    vae = VAEConfig(
        block_out_channels=(8, 8, 8, 8),
        layers_per_block=1,
        norm_num_groups=4,
        scaling_factor=0.13025,
    )
    schedule = ScheduleConfig(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return FolderModel(
            unet=UNet(unet).eval(),
            vae=VAE(vae).eval(),
            text_encoder=TextEncoder(text).eval(),
            tokenizer=Tokenizer(vocab, [("s", "w")]),
            schedule=schedule,
            text_encoder_2=ProjectedTextEncoder(text_2).eval(),
            tokenizer_2=Tokenizer(vocab, [("s", "w")], pad_id=vocab["!"]),
            force_zeros=True,
        )
