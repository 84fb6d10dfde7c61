"""Files that fit, and files that are refused whole. What they do to a picture is in tests/end_to_end."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.checkpoints.lora_file import read_lora
from core.checkpoints.lora_names import named_layers
from core.contract.addition_errors import AdditionForeign, AdditionRefused
from core.contract.errors import ModelUnsupported, WeightsNotFinite, WeightsTruncated

Q = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q"
Q_PATH = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q"
TEXT = "lora_te_text_model_encoder_layers_0_mlp_fc1"


@pytest.fixture
def layers(model):
    return named_layers(model.unet, {"text_encoder": model.text_encoder})


@pytest.fixture
def write(tmp_path: Path):
    """A function: tensors, and metadata → the file."""

    def make(tensors: dict[str, torch.Tensor], **metadata: str) -> Path:
        path = tmp_path / "ink.safetensors"
        save_file(tensors, path, metadata=metadata or None)
        return path

    return make


def pair(layer: str, out: int = 16, inner: int = 16, rank: int = 2) -> dict[str, torch.Tensor]:
    names = f"{layer}.lora_down.weight", f"{layer}.lora_up.weight"
    return {names[0]: torch.ones(rank, inner), names[1]: torch.ones(out, rank)}


def test_each_change_finds_its_layer(layers, write) -> None:
    file = read_lora(write(pair(Q) | pair(TEXT, 64, 32, 3)), layers, "sd1")
    found = {(layer.part, layer.path): change.scale for layer, change in file.changes}
    assert found == {
        ("unet", Q_PATH): 1.0,
        ("text_encoder", "model.encoder.layers.0.mlp.fc1"): 1.0,
    }
    assert file.unused == ()


def test_alpha_is_divided_by_the_rank(layers, write) -> None:
    tensors = pair(Q, rank=4) | {f"{Q}.alpha": torch.tensor(2.0, dtype=torch.bfloat16)}
    ((_, change),) = read_lora(write(tensors), layers, "sd1").changes
    assert change.scale == 0.5


def test_diffusers_says_alpha_in_its_metadata(layers, write) -> None:
    names = {f"unet.{Q_PATH}.lora_A.weight": "lora_down", f"unet.{Q_PATH}.lora_B.weight": "lora_up"}
    tensors = {name: pair(Q)[f"{Q}.{part}.weight"] for name, part in names.items()}
    for said, scale in (
        ({"unet.lora_alpha": 8, "unet.r": 2}, 4.0),
        ({"unet.lora_alpha": 8, "unet.alpha_pattern": {"attn1.to_q": 1}}, 0.5),
        ({"unet.lora_alpha": 8, "unet.use_rslora": True}, 8 / 2**0.5),
        ({"text_encoder.lora_alpha": 8}, 1.0),
        ({"unet.lora_alpha": "8"}, 1.0),
        ([], 1.0),
    ):
        path = write(tensors, lora_adapter_metadata=json.dumps(said))
        ((_, change),) = read_lora(path, layers, "sd1").changes
        assert change.scale == pytest.approx(scale)


def test_what_means_nothing_here_is_told(layers, write) -> None:
    tensors = pair(Q) | pair("lora_unet_elsewhere") | {"strange": torch.ones(1)}
    file = read_lora(write(tensors), layers, "sd1")
    assert len(file.changes) == 1
    expected = {
        "lora_unet_elsewhere.lora_down.weight",
        "lora_unet_elsewhere.lora_up.weight",
        "strange",
    }
    assert set(file.unused) == expected


def test_an_old_pickle_goes_through_the_jail(layers, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    path = tmp_path / "ink.pt"
    torch.save(pair(Q) | {f"{Q}.alpha": torch.tensor(1.0)}, path)
    ((layer, change),) = read_lora(path, layers, "sd1").changes
    assert (layer.path, change.scale) == (Q_PATH, 0.5)


@pytest.mark.parametrize(
    ("tensors", "said"),
    [
        (pair(Q, inner=15), "does not fit the model's layer of 16 × 16"),
        (pair(Q, rank=1025), "does not fit"),
        (pair(Q) | {f"{Q}.alpha": torch.ones(2)}, "does not fit"),
        (pair(Q) | {f"{Q}.diff_b": torch.ones(16)}, "does not fit"),
        ({f"{Q}.lora_down.weight": torch.ones(2, 16)}, "does not fit"),
        ({f"{Q}.lokr_w1_a": torch.ones(2, 2)}, "does not fit"),
        (pair("lora_unet_elsewhere"), "none of the layers that it changes is in this model"),
        ({"a.lora_down.weight": torch.ones(1), "x.oft_diag": torch.ones(1)}, "an OFT"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_whole(layers, write, tensors, said) -> None:
    with pytest.raises(AdditionRefused, match=said):
        read_lora(write(pair(TEXT, 64, 32) | tensors if Q in str(tensors) else tensors), layers, "sd1")  # fmt: skip


def test_one_for_another_family_is_told_apart(layers, write) -> None:
    name = "lora_unet_down_blocks_1_attentions_0_transformer_blocks_0_attn2_to_k"
    with pytest.raises(AdditionForeign) as foreign:
        read_lora(write(pair(name, inner=2048)), layers, "sd1")
    assert foreign.value.made_for == "Stable Diffusion XL"
    assert foreign.value.model == "Stable Diffusion 1"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
@pytest.mark.parametrize("name", ["lora_down.weight", "lora_up.weight", "alpha"])
def test_what_is_no_number_is_refused(layers, write, name, value) -> None:
    tensors = pair(Q) | {f"{Q}.alpha": torch.tensor([1.0])}
    tensors[f"{Q}.{name}"].view(-1)[0] = value
    with pytest.raises(WeightsNotFinite):
        read_lora(write(tensors), layers, "sd1")


def test_whole_numbers_and_cut_files_are_refused(layers, write) -> None:
    tensors = pair(Q)
    with pytest.raises(ModelUnsupported):
        read_lora(write({n: t.to(torch.int8) for n, t in tensors.items()}), layers, "sd1")
    path = write(tensors)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(WeightsTruncated):
        read_lora(path, layers, "sd1")


def test_alpha_may_be_a_whole_number(layers, write) -> None:
    tensors = pair(Q, rank=4) | {f"{Q}.alpha": torch.tensor(2)}
    ((_, change),) = read_lora(write(tensors), layers, "sd1").changes
    assert change.scale == 0.5
