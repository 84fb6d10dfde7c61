"""A tiny whole model of ours, and one that diffusers wrote."""

import dataclasses
from pathlib import Path

import pytest
import torch

from core.checkpoints.folder import FolderModel, save_folder
from core.diffusion.schedule import ScheduleConfig
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.configs import ImageConfig, TextConfig
from core.text.encoder import ImageEncoder, TextEncoder
from core.text.tokenizer import END, END_OF_WORD, START, Tokenizer, byte_alphabet
from tests.support import json_files
from tests.support.opened_files import OpenedFiles

CPU = torch.device("cpu")
MERGES = [("s", "w"), ("sw", "a"), ("swa", "n</w>"), ("t", "e"), ("o", "i"), ("oi", "l</w>")]


@pytest.fixture(scope="session")
def vocab() -> dict[str, int]:
    letters = byte_alphabet()
    names = [*letters, *(c + END_OF_WORD for c in letters), *map("".join, MERGES), START, END]
    return {name: index for index, name in enumerate(names)}


@pytest.fixture(scope="session")
def text_config(vocab) -> TextConfig:
    return TextConfig(
        vocab_size=len(vocab),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        projection_dim=16,
        bos_token_id=vocab[START],
        eos_token_id=vocab[END],
        pad_token_id=vocab[END],
    )


@pytest.fixture(scope="session")
def model(vocab, text_config) -> FolderModel:
    """Random weights; with an image encoder, as the starter has one."""
    torch.manual_seed(11)
    unet = UNetConfig(
        sample_size=8,
        block_out_channels=(16, 32),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        norm_num_groups=8,
        cross_attention_dim=32,
        attention_head_dim=4,
    )
    vae = VAEConfig(
        sample_size=16, block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4
    )
    image = ImageConfig(
        hidden_size=24,
        intermediate_size=48,
        num_hidden_layers=1,
        num_attention_heads=4,
        image_size=16,
        patch_size=8,
        projection_dim=16,
    )
    return FolderModel(
        unet=UNet(unet).eval(),
        vae=VAE(vae).eval(),
        text_encoder=TextEncoder(text_config).eval(),
        tokenizer=Tokenizer(vocab, MERGES),
        schedule=ScheduleConfig(
            num_train_timesteps=1000,
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            prediction_type="epsilon",
            steps_offset=1,
            set_alpha_to_one=False,
            clip_sample=False,
        ),
        image_encoder=ImageEncoder(image, text_config.hidden_size).eval(),
    )


@pytest.fixture
def saved(model, tmp_path) -> Path:
    """The tiny model as a folder of its own for each test, to be damaged at will."""
    save_folder(tmp_path / "tiny", model, torch.float32)
    return tmp_path / "tiny"


@pytest.fixture(scope="session")
def foreign(vocab, text_config, tmp_path_factory) -> Path:
    """A folder as diffusers and transformers write it themselves."""
    import diffusers
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    torch.manual_seed(12)
    unet = diffusers.UNet2DConditionModel(
        sample_size=8,
        block_out_channels=(16, 32),
        layers_per_block=2,
        norm_num_groups=8,
        cross_attention_dim=32,
        attention_head_dim=4,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
    )
    vae = diffusers.AutoencoderKL(
        block_out_channels=(8, 16),
        layers_per_block=1,
        norm_num_groups=4,
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
    )
    pipeline = diffusers.StableDiffusionPipeline(
        unet=unet,
        vae=vae,
        text_encoder=CLIPTextModel(CLIPTextConfig(**dataclasses.asdict(text_config))),
        tokenizer=CLIPTokenizer(vocab=vocab, merges=MERGES, model_max_length=77),
        scheduler=diffusers.PNDMScheduler(
            beta_start=0.00085,
            beta_end=0.012,
            beta_schedule="scaled_linear",
            skip_prk_steps=True,
            steps_offset=1,
        ),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    folder = tmp_path_factory.mktemp("foreign") / "model"
    pipeline.save_pretrained(folder)
    return folder


@pytest.fixture
def edit_json():
    """Change keys of a JSON file in place; None removes one."""
    return json_files.edit_json


@pytest.fixture(scope="session")
def _heard() -> OpenedFiles:
    return OpenedFiles()


@pytest.fixture
def opened_files(_heard, tmp_path_factory, monkeypatch) -> OpenedFiles:
    """Hears which files this process opens; the person's folders are temporary ones."""
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path_factory.mktemp("home")))
    return _heard
