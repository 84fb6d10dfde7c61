from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionRefused
from core.files.models.embedding_info import VECTORS_MAX, addition_kind, describe_embedding
from tests.support.single_weights import VAE


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture
def write(tmp_path: Path):
    """A function: names and shapes → the file."""

    def make(**shapes: tuple[int, ...]) -> Path:
        path = tmp_path / "easyneg.safetensors"
        save_file({name: torch.zeros(shape) for name, shape in shapes.items()}, path)
        return path

    return make


def test_one_tensor_in_a1111s_name(write) -> None:
    info = describe_embedding(write(emb_params=(3, 768)))
    assert (info.names, info.vectors, info.family) == (("easyneg",), 3, "sd1")


def test_one_tensor_under_its_token(write) -> None:
    info = describe_embedding(write(**{"<cat-toy>": (1024,)}))
    assert (info.names, info.vectors, info.family) == (("easyneg", "<cat-toy>"), 1, "sd2")


def test_the_pair_of_sdxl(write) -> None:
    info = describe_embedding(write(clip_l=(2, 768), clip_g=(2, 1280)))
    assert (info.tensors, info.family, info.token) == (("clip_l", "clip_g"), "sdxl", None)


def test_an_old_one_of_a1111(tmp_path) -> None:
    path = tmp_path / "style.pt"
    vectors = torch.randn(4, 768)
    torch.save(
        {
            "string_to_token": {"*": 265},
            "string_to_param": {"*": torch.nn.Parameter(vectors)},
            "name": "style",
            "step": 500,
        },
        path,
    )
    info = describe_embedding(path)
    assert (info.names, info.vectors, info.family) == (("style",), 4, "sd1")


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ({"clip_l": (2, 768), "clip_g": (3, 1280)}, "differ in their vectors"),
        ({"emb_params": (VECTORS_MAX + 1, 768)}, f"{VECTORS_MAX + 1} vectors"),
        ({"emb_params": (1, 2, 768)}, "a shape that no words have"),
        ({"a.lora_down.weight": (2, 8), "a.lora_up.weight": (8, 2)}, "it is a LoRA"),
        ({"a": (1,), "b": (1,)}, "it is a file of weights of no known kind"),
    ],
)
def test_anything_else_is_refused(write, shapes, said) -> None:
    with pytest.raises(AdditionRefused, match=said):
        describe_embedding(write(**shapes))


def test_what_a_dropped_file_is(write, tmp_path) -> None:
    assert addition_kind(write(emb_params=(3, 768))) == "embedding"
    lora = write(**{"a.lora_down.weight": (2, 8), "a.lora_up.weight": (8, 2)})
    assert addition_kind(lora) == "lora"
    vae = tmp_path / "vae.safetensors"
    save_file({name: torch.zeros(shape) for name, shape in VAE.items()}, vae)
    assert addition_kind(vae) == "vae"
    assert addition_kind(write(a=(1,), b=(1,))) is None
    assert addition_kind(tmp_path / "missing") is None
