"""Tiny pictures, configs and a tiny trained-looking model for every training test."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from core.checkpoints import components, schemas
from core.checkpoints.folder import FolderModel, save_folder
from core.checkpoints.tokenizer_files import write_tokenizer
from core.contract.digits import DigitsConfig
from core.contract.teaching import DreamBoothConfig
from core.contract.training import TrainingConfig
from core.diffusion.schedule import ScheduleConfig
from core.files import store
from core.files.catalogue import addition_folders
from core.files.photos.saliency import Subject, find_subject
from core.networks.configs import UNetConfig, VAEConfig
from core.text.configs import ImageConfig, TextConfig
from core.text.tokenizer import END, END_OF_WORD, START, Tokenizer, byte_alphabet
from core.training import teaching
from core.training.data import looking
from core.training.data.dataset import open_pictures
from core.training.data.order import split
from core.training.distributed import World
from core.training.parts import Parts
from core.training.run_state import RunFolder
from core.training.task import Setting
from core.training.tasks.digits import rendered
from core.training.tasks.dreambooth import DreamBoothTask
from core.training.train import train
from core.training.watch import Watch

SIDE = 16  # px
WIDTH = 16  # of the text
MakeConfig = Callable[..., TrainingConfig]


@pytest.fixture(autouse=True, scope="module")
def _one_thread():
    """Before what a module shares is made: sums of two threads are rounded otherwise."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


SUBJECTS: dict[tuple[tuple[int, ...], bytes], Subject] = {}


@pytest.fixture(autouse=True, scope="module")
def _looked_at_once() -> Iterator[None]:
    """The subject of each picture is looked for once: many trainings begin with the same few photos."""

    def found(rgb: np.ndarray) -> Subject:
        key = (rgb.shape, rgb.tobytes())
        if key not in SUBJECTS:
            SUBJECTS[key] = find_subject(rgb)
        return SUBJECTS[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking, "find_subject", found)
        yield


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve captioned pictures of random blocks."""
    folder = tmp_path_factory.mktemp("pictures")
    rng, lines = np.random.default_rng(0), []
    for index in range(12):
        blocks = rng.integers(0, 256, (4, 4, 3), dtype=np.uint8)
        Image.fromarray(blocks).resize((SIDE, SIDE), Image.Resampling.NEAREST).save(
            folder / f"{index:02d}.png"
        )
        lines.append(json.dumps({"file_name": f"{index:02d}.png", "text": f"no {index}"}))
    (folder / "metadata.jsonl").write_text("\n".join(lines) + "\n")
    return folder


@pytest.fixture(scope="session")
def model_config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Configs of all parts, no weights."""
    model = tmp_path_factory.mktemp("configs")
    pieces = byte_alphabet()
    names = [*pieces, *(piece + END_OF_WORD for piece in pieces), START, END]
    vocab = {name: index for index, name in enumerate(names)}
    start, end = vocab[START], vocab[END]
    clip: dict[str, Any] = {
        "hidden_size": WIDTH,
        "intermediate_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 2,
        "projection_dim": 8,
    }
    text = TextConfig(
        **clip,
        vocab_size=len(vocab),
        max_position_embeddings=12,
        bos_token_id=start,
        eos_token_id=end,
        pad_token_id=end,
    )
    unet = UNetConfig(
        sample_size=8,
        block_out_channels=(8, 16),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        norm_num_groups=4,
        cross_attention_dim=WIDTH,
        attention_head_dim=2,
    )
    vae = VAEConfig(
        sample_size=SIDE, block_out_channels=(8, 8), layers_per_block=1, norm_num_groups=4
    )
    files = {
        "unet/config.json": schemas.unet_json(unet),
        "vae/config.json": schemas.vae_json(vae),
        "text_encoder/config.json": schemas.text_json(text),
        "image_encoder/config.json": schemas.image_json(
            ImageConfig(**clip, image_size=SIDE, patch_size=8)
        ),
        "scheduler/scheduler_config.json": schemas.schedule_json(
            ScheduleConfig(num_train_timesteps=50, beta_schedule="scaled_linear")
        ),
        "model_index.json": {"_class_name": "StableDiffusionPipeline"},
    }
    for name, data in files.items():
        (model / name).parent.mkdir(exist_ok=True)
        (model / name).write_text(json.dumps(data))
    (model / "tokenizer").mkdir()
    tokenizer = Tokenizer(vocab, [], length=12)
    write_tokenizer(model / "tokenizer", tokenizer)
    return model


@pytest.fixture(scope="session")
def frozen_model(tmp_path_factory: pytest.TempPathFactory, model_config: Path) -> Path:
    """VAE, text and image encoder with weights: what a U-Net training starts from."""
    model = tmp_path_factory.mktemp("frozen")
    parts = Parts(None, model_config, seed=5)
    text = parts.text_encoder()
    components.save_vae(model, parts.vae(), torch.float32)
    components.save_text_encoder(model, text, torch.float32)
    components.save_image_encoder(model, parts.image_encoder(text.config), torch.float32)
    return model


@pytest.fixture
def make_config(
    tmp_path: Path, pictures: Path, model_config: Path, frozen_model: Path
) -> MakeConfig:
    """`make_config(task, **changes)`: a short run in a new folder of the test."""

    def make(task: str, **changes: Any) -> TrainingConfig:
        values: dict[str, Any] = {
            "task": task,
            "data": str(pictures),
            "output": str(tmp_path / task),
            "model_config": str(model_config),
            "steps": 4,
            "resolution": SIDE,
            "batch_size": 4,
            "warmup_steps": 2,
            "report_every": 2,
            "checkpoint_every": 2,
            "device": "cpu",
        }
        if task == "unet":
            values["init_from"] = str(frozen_model)
        return TrainingConfig(**{**values, **changes})

    return make


@pytest.fixture
def make_setting() -> Callable[..., Setting]:
    """`make_setting(config)`: what a task is built from, pictures decoded."""

    def make(config: TrainingConfig, world: World | None = None) -> Setting:
        pictures = open_pictures(config.data, config.resolution, captions=config.task != "vae")
        list(pictures.read())
        held_out = tuple(split(len(pictures), config.seed)[1])
        cpu = torch.device("cpu")
        return Setting(config, pictures, held_out, cpu, torch.float32, world or World())

    return make


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five upright photos of random blocks, none of them square."""
    folder = tmp_path_factory.mktemp("photos")
    rng = np.random.default_rng(1)
    for index in range(5):
        blocks = rng.integers(0, 256, (5, 4, 3), dtype=np.uint8)
        picture = Image.fromarray(blocks).resize((40, 50), Image.Resampling.NEAREST)
        picture.save(folder / f"{index}.png")
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folders, empty."""
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def tiny_xl_folder(tiny_xl_model: FolderModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny SDXL as a folder, drawn from in two steps."""
    folder = tmp_path_factory.mktemp("models") / "xl"
    save_folder(folder, tiny_xl_model, torch.float32)
    preset = {"guidance_scale": 3.0, "sampler": "ddim", "schedule": "model", "steps": 2}
    store.write_json(folder / "preset.json", preset)
    return folder


@pytest.fixture
def make_dream(
    tmp_path: Path, home: Path, photos: Path, tiny_model_folder: Path
) -> Callable[..., DreamBoothConfig]:
    """`make_dream(**changes)`: a short teaching of a tiny random model."""

    def make(**changes: Any) -> DreamBoothConfig:
        values: dict[str, Any] = {
            "photos": str(photos),
            "class_noun": "dog",
            "model": str(tiny_model_folder),
            "output": str(tmp_path / "dream"),
            "resolution": 32,
            "rank": 2,
            "steps": 4,
            "batch_size": 2,
            "prior_count": 3,
            "report_every": 2,
            "checkpoint_every": 2,
            "learning_rate": 0.01,
            "device": "cpu",
        }
        return DreamBoothConfig(**{**values, **changes})

    return make


@pytest.fixture
def opened() -> Callable[..., DreamBoothTask]:
    """`opened(config)`: the task as a training has it just before its first step."""

    def make(config: DreamBoothConfig, world: World | None = None) -> DreamBoothTask:
        cpu, run = torch.device("cpu"), RunFolder(config.output)
        world = world or World()
        if run.exists:
            run.claim()
        work = teaching.opened(config, run, cpu, torch.float32, world, Watch())
        while True:
            try:
                next(work)
            except StopIteration as end:
                _, task, _ = end.value
                break
        list(task.prepare(run.path))
        return task

    return make


def digits_config(task="digit-noise", output="run", **changes) -> DigitsConfig:
    usual = {"steps": 2, "batch_size": 4, "pictures": 40, "warmup_steps": 1, "device": "cpu"}
    return DigitsConfig(task=task, output=str(output), **{**usual, **changes})


def digits_setting(config: DigitsConfig) -> Setting[DigitsConfig]:
    _, held_out = split(config.pictures, config.seed)
    cpu = torch.device("cpu")
    return Setting(config, rendered(config), tuple(held_out), cpu, torch.float32, World())


@pytest.fixture
def make_digits_setting():
    """A setting from a task's name and changes of its config."""
    return lambda task, **changes: digits_setting(digits_config(task, **changes))


@pytest.fixture(scope="session")
def finished_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a finished training is kept for all tests."""
    return tmp_path_factory.mktemp("finished")


@pytest.fixture
def finished(
    make_dream: Callable[..., DreamBoothConfig], tmp_path: Path, home: Path, finished_folder: Path
) -> Path:
    """A finished LoRA, judged at steps 2 and 4, in the library."""
    if not (finished_folder / "dream").exists():
        list(train(make_dream(prior="none"), Watch(), resume=False))
        shutil.copytree(tmp_path / "dream", finished_folder / "dream")
        shutil.copytree(addition_folders.loras(), finished_folder / "loras")
    else:
        shutil.copytree(finished_folder / "dream", tmp_path / "dream")
        shutil.copytree(finished_folder / "loras", addition_folders.loras())
    return tmp_path / "dream"
