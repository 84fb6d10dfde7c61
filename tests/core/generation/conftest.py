"""A tiny model of the real classes with random weights, and a loader that hands it out."""

import copy
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from core.checkpoints.folder import FolderModel
from core.contract.request import GenerationRequest
from core.diffusion.schedule import ScheduleConfig
from core.files.models.library import ModelInfo
from core.files.models.presets import Preset
from core.generation.bundle import ModelBundle
from core.generation.loader import Loader
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.configs import TextConfig
from core.text.encoder import TextEncoder
from core.text.tokenizer import END, START, Tokenizer, byte_alphabet

LETTERS = byte_alphabet()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the person's folders."""
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    names = [*LETTERS, *(c + "</w>" for c in LETTERS), START, END]
    return Tokenizer({name: i for i, name in enumerate(names)}, [])


@pytest.fixture(scope="session")
def tiny_model(tokenizer: Tokenizer) -> FolderModel:
    torch.manual_seed(0)
    text = TextConfig(
        vocab_size=len(tokenizer.vocab),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        projection_dim=8,
        bos_token_id=tokenizer.start_id,
        eos_token_id=tokenizer.end_id,
    )
    unet = UNetConfig(
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
    model = FolderModel(UNet(unet), VAE(vae), TextEncoder(text), tokenizer, schedule)
    for part in (model.unet, model.vae, model.text_encoder):
        part.eval()
    return model


@pytest.fixture
def info(tmp_path: Path) -> ModelInfo:
    folder = tmp_path / "tiny"
    (folder / "unet").mkdir(parents=True)
    (folder / "unet" / "diffusion_pytorch_model.safetensors").write_bytes(b"weights")
    preset = Preset(3.0, "ddim", "model", 4, 32, 32)
    return ModelInfo("tiny", str(folder), "sd1", "Tiny", 7, 32, "eps", None, preset)


class CountingLoader(Loader):
    """The real loader over the tiny model; `reads` counts how often it was read."""

    def __init__(self, info: ModelInfo, model: FolderModel) -> None:
        self.reads: list[str] = []

        def read(path: Path, *, device, dtype, parts) -> FolderModel:
            if parts:
                self.reads.append(path.name)
            return copy.deepcopy(model)  # as from a file: each reader gets its own

        super().__init__(find=lambda name: info, read=read)


@pytest.fixture
def loader(info: ModelInfo, tiny_model: FolderModel) -> CountingLoader:
    return CountingLoader(info, tiny_model)


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., GenerationRequest]:
    """A request on the CPU with its output below tmp_path."""

    def make(**fields) -> GenerationRequest:
        fields.setdefault("output", str(tmp_path / "out" / "picture.png"))
        return GenerationRequest(
            **({"prompt": "a swan", "seed": 5, "model": "tiny", "device": "cpu"} | fields)
        )

    return make


@pytest.fixture
def photo(tmp_path: Path) -> Callable[..., Path]:
    """A picture file of random colours."""

    def make(width: int = 32, height: int = 32, name: str = "photo.png") -> Path:
        pixels = np.random.default_rng(width).integers(0, 256, (height, width, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def bundle(loader: CountingLoader, info: ModelInfo, tiny_model: FolderModel) -> ModelBundle:
    """The tiny model on the CPU, with networks that a test may spoil."""
    kept = loader.load(info, torch.device("cpu"), torch.float32)
    kept.vae, kept.unet = copy.deepcopy(tiny_model.vae), copy.deepcopy(tiny_model.unet)
    return kept


@pytest.fixture
def stripe(tmp_path):
    """A mask file: the middle third is white."""

    def make(width: int = 32, height: int = 32) -> str:
        image = Image.new("L", (width, height), 0)
        image.paste(255, (width // 3, 0, 2 * width // 3, height))
        image.save(tmp_path / "mask.png")
        return str(tmp_path / "mask.png")

    return make
