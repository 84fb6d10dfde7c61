"""What tests of several parts share: a whole model folder of the real kind, small enough to draw at once."""

import dataclasses
import gc
import json
from pathlib import Path

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slow ones first: the last to begin keeps the other processes waiting for its end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: the garbage collector need not look through them again and again."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture(scope="session")
def tiny_family(tmp_path_factory):
    """A function: the name of a published kind ("sd1", "sd2-v", …) → a small model folder of it.

    Only widths and depths are smaller: heads, groups, words and settings are the published ones, so that
    a single file of it needs no config beside.
    """
    made: dict[str, Path] = {}

    def make(name: str) -> Path:
        if name not in made:
            made[name] = _make_family(name, tmp_path_factory.mktemp("families") / name)
        return made[name]

    return make


def _make_family(name: str, folder: Path) -> Path:
    import torch

    from core.checkpoints.folder import load_folder, save_folder
    from core.files import folders

    published, empty = folders.resources() / "model_configs" / name, folder.with_name("empty")
    for path in published.rglob("*.json"):
        data = json.loads(path.read_text())
        if path.name == "config.json":
            data |= _smaller(name, path.parent.name)
        place = empty / path.relative_to(published)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(data))
    _write_words(empty, name)
    model = load_folder(empty, device=torch.device("cpu"), dtype=torch.float32, parts=())
    generator = torch.Generator().manual_seed(5)
    for part in ("unet", "vae", "text_encoder", "text_encoder_2"):
        if getattr(model, part, None) is not None:
            _randomise(getattr(model, part), generator)
    save_folder(folder, model, torch.float32)
    return folder


def _smaller(name: str, part: str) -> dict:
    """What differs from the published config of a part."""
    xl = name.startswith("sdxl")
    if part == "vae":
        down, up = ["DownEncoderBlock2D"] * 4, ["UpDecoderBlock2D"] * 4
        blocks = {"down_block_types": down, "up_block_types": up, "block_out_channels": [32] * 4}
        return {**blocks, "layers_per_block": 1}
    if part.startswith("text_encoder"):
        width = 128 if part == "text_encoder_2" else 64
        sizes = {"hidden_size": width, "intermediate_size": 2 * width, "num_hidden_layers": 3}
        projection = {"projection_dim": width} if part == "text_encoder_2" else {}
        return {**sizes, "num_attention_heads": width // 64, **projection}
    down, up = ["CrossAttnDownBlock2D", "DownBlock2D"], ["UpBlock2D", "CrossAttnUpBlock2D"]
    extra = {"transformer_layers_per_block": [1, 2], "projection_class_embeddings_input_dim": 1664}
    return {
        "block_out_channels": [64, 128],
        "layers_per_block": 1,
        "down_block_types": down[::-1] if xl else down,
        "up_block_types": up[::-1] if xl else up,
        "cross_attention_dim": 64 + 128 if xl else 64,
        "attention_head_dim": 8 if name.startswith("sd1") else [1, 2],
        **(extra if xl else {}),
    }


def _randomise(module, generator) -> None:
    """Give a network without weights random ones, which keep the size of what passes through."""
    import torch

    for name, parameter in list(module.named_parameters()):
        shape = parameter.shape
        width = shape[1:].numel() ** 0.5 if len(shape) > 1 else 20.0
        values = torch.randn(shape, generator=generator) / width
        if len(shape) == 1 and name.endswith("weight"):
            values += 1  # of a norm
        owner, _, leaf = name.rpartition(".")
        setattr(module.get_submodule(owner), leaf, torch.nn.Parameter(values))


def _write_words(folder: Path, name: str) -> None:
    from core.checkpoints.clip_tokenizer import clip_tokenizer
    from core.checkpoints.tokenizer_files import write_tokenizer

    for part, padded in (("tokenizer", name.startswith("sd2")), ("tokenizer_2", True)):
        if (folder / part).is_dir():
            write_tokenizer(folder / part, clip_tokenizer(zero_padded=padded))


@pytest.fixture
def own_trash(tmp_path, monkeypatch) -> Path:
    """The person's trash, which is a folder of the test's own where a system's trash is a folder."""
    data = tmp_path / "data"
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    for name, value in (
        ("XDG_DATA_HOME", str(data).encode()),
        ("HOMETRASH_B", str(data / "Trash").encode()),
        ("HOMETRASH", str(data / "Trash")),
    ):
        monkeypatch.setattr(f"send2trash.plat_other.{name}", value, raising=False)
    monkeypatch.setattr("send2trash.plat_other.get_dev", lambda path: 0, raising=False)
    return data / "Trash"
