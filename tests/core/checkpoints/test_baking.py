"""LoRAs written into a model: the new weights are those that drawing computes, in both layouts, both ways."""

from pathlib import Path

import diffusers
import pytest
import torch
from safetensors import safe_open

from core.checkpoints.baking import Baked
from core.checkpoints.convert import to_folder, to_single_file
from core.checkpoints.folder import load_folder
from core.checkpoints.single_file import load_single
from core.contract.addition_errors import AdditionRefused
from core.files.models.lora_info import describe_lora
from core.generation.additions import UsedLora
from core.generation.lora_stack import LoraStack
from tests.support import random_pipelines
from tests.support.lora_files import EVERYWHERE, TEXT, kohya, saved
from tests.support.random_pipelines import BETAS

pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore")]

CPU = torch.device("cpu")
PIPELINES = {
    "sd1": diffusers.StableDiffusionPipeline,
    "sd2": diffusers.StableDiffusionPipeline,
    "sdxl": diffusers.StableDiffusionXLPipeline,
}


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module", params=PIPELINES)
def made(request, tmp_path_factory) -> tuple[str, Path, Path]:
    """A family, a model of it, and a LoRA for all of its parts with a changed bias."""
    torch.manual_seed(2)
    folder = tmp_path_factory.mktemp(request.param)
    parts = getattr(random_pipelines, request.param)(folder)
    scheduler = diffusers.EulerDiscreteScheduler(**BETAS)
    PIPELINES[request.param](**parts, scheduler=scheduler).save_pretrained(folder / "model")
    lora = kohya(parts["unet"], "lora_unet_", EVERYWHERE)
    lora["lora_unet_conv_in.diff_b"] = torch.randn(16)
    mark = "te1" if "text_encoder_2" in parts else "te"
    lora |= kohya(parts["text_encoder"], f"lora_{mark}_text_model_", TEXT)
    if "text_encoder_2" in parts:
        second = kohya(parts["text_encoder_2"], "lora_te2_", [*TEXT, "text_projection"])
        lora |= second
    return request.param, folder / "model", Path(saved(folder / "ink.safetensors", lora))


def numbers(model) -> dict[str, torch.Tensor]:
    parts = ("unet", "vae", "text_encoder", "text_encoder_2")
    networks = {part: getattr(model, part) for part in parts}
    return {
        f"{part}.{name}": value.detach()
        for part, network in networks.items()
        if network is not None
        for name, value in network.named_parameters()
    }


def changed(made, weight: float, text: float) -> dict[str, torch.Tensor]:
    """As drawing has them."""
    family, folder, lora = made
    model = load_folder(folder, device=CPU, dtype=torch.float32)
    names = ("text_encoder", "text_encoder_2")
    texts = {name: getattr(model, name) for name in names if getattr(model, name) is not None}
    LoraStack(model.unet, texts, family).change_to([UsedLora(describe_lora(lora), weight, text)])
    return numbers(model)


def test_both_layouts_hold_what_drawing_computes(made, tmp_path) -> None:
    _, folder, lora = made
    want, loras = changed(made, 0.7, -0.4), [Baked(lora, 0.7, -0.4)]
    plain = numbers(load_folder(folder, device=CPU, dtype=torch.float32))
    single, other = tmp_path / "plain.safetensors", tmp_path / "baked.safetensors"
    to_single_file(folder, single)
    to_single_file(folder, other, loras=loras)
    to_folder(single, tmp_path / "folder", loras=loras)
    to_single_file(single, tmp_path / "again.safetensors", loras=loras)
    for found in (
        load_single(other, device=CPU, dtype=torch.float32),
        load_single(tmp_path / "again.safetensors", device=CPU, dtype=torch.float32),
        load_folder(tmp_path / "folder", device=CPU, dtype=torch.float32),
    ):
        got = numbers(found)
        assert got.keys() == want.keys()
        assert all(torch.equal(got[name], want[name]) for name in want)
    assert sum(not torch.equal(want[name], plain[name]) for name in want) > 20
    with safe_open(other, "pt") as file:
        assert file.metadata()["modelspec.merged_from"] == "ink:0.7:-0.4"


def test_another_type_is_rounded_once(made, tmp_path) -> None:
    _, folder, lora = made
    want = changed(made, 1.0, 1.0)
    to_folder(folder, tmp_path / "half", dtype=torch.float16, loras=[Baked(lora, 1.0, 1.0)])
    got = numbers(load_folder(tmp_path / "half", device=CPU, dtype=torch.float16))
    assert all(torch.equal(got[name], want[name].half()) for name in want)


def test_the_model_itself_stays_and_a_bad_file_writes_nothing(made, tmp_path) -> None:
    _, folder, _ = made
    before = {path: path.read_bytes() for path in folder.rglob("*.safetensors")}
    lora = saved(
        tmp_path / "bad.safetensors",
        {
            "lora_unet_conv_in.lora_down.weight": torch.ones(1, 5),
            "lora_unet_conv_in.lora_up.weight": torch.ones(1, 1),
        },
    )
    with pytest.raises(AdditionRefused):
        to_folder(folder, tmp_path / "new", loras=[Baked(Path(lora), 1.0, 1.0)])
    assert not (tmp_path / "new").exists()
    assert all(path.read_bytes() == data for path, data in before.items())
