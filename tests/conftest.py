"""What tests of several parts share: a whole model folder of the real kind, small enough to draw at once."""

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
