"""Folders of other programs, known by the names in them."""

from pathlib import Path

import pytest

from core.contract.errors import ConfigInvalid
from core.files import folders
from core.files.catalogue.layouts import layout_of, own_layouts


def made(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True)
    return root


def looked(root: Path) -> dict[str, str | None]:
    layout = layout_of(str(root))
    assert all(place.folder == str(root) for place in layout.places)
    return {str(place.path.relative_to(root)): place.expects for place in layout.places}


A1111 = ("models/Stable-diffusion", "models/Lora", "models/VAE", "models/ESRGAN", "embeddings")
COMFY = (
    "models/checkpoints",
    "models/loras",
    "models/vae",
    "models/embeddings",
    "models/controlnet",
)


def test_a_whole_a1111_folder(tmp_path):
    assert looked(made(tmp_path, *A1111, "venv/lib")) == {
        "models/Stable-diffusion": "model",
        "models/Lora": "lora",
        "models/VAE": "vae",
        "embeddings": "embedding",
    }


def test_a_whole_comfyui_folder_and_its_list(tmp_path):
    made(tmp_path, *COMFY)
    (tmp_path / "extra_model_paths.yaml").write_text("a:\n  base_path: /away\n  loras: l\n")
    layout = layout_of(str(tmp_path))
    found = {str(place.path): place.expects for place in layout.places}
    assert found == {
        str(tmp_path / "models/checkpoints"): "model",
        str(tmp_path / "models/loras"): "lora",
        str(tmp_path / "models/vae"): "vae",
        str(tmp_path / "models/embeddings"): "embedding",
        "/away/l": "lora",
    }
    (tmp_path / "extra_model_paths.yaml").write_text("[")
    layout = layout_of(str(tmp_path))
    assert len(layout.places) == 4  # the list is broken, the folders are not
    assert isinstance(layout.problem, ConfigInvalid)


@pytest.mark.parametrize("names", [A1111, COMFY])
def test_their_models_folder_alone(tmp_path, names):
    made(tmp_path, *names)
    found = layout_of(str(tmp_path / "models")).places
    assert {place.expects for place in found} >= {"model", "lora", "vae"}


def test_any_other_folder_is_looked_through_for_everything(tmp_path):
    assert looked(made(tmp_path, "sd-1/main", "sd-1/lora", "models/more")) == {".": None}


def test_a_list_of_paths_by_itself(tmp_path):
    path = tmp_path / "my paths.yml"
    path.write_text("a:\n  base_path: /d\n  vae: v\n")
    (place,) = layout_of(str(path)).places
    assert (place.path, place.expects, place.folder) == (Path("/d/v"), "vae", str(path))
    path.write_text("nothing")
    assert isinstance(layout_of(str(path)).problem, ConfigInvalid)


@pytest.mark.parametrize("place", ["/nowhere", "/no\0name", "", "/etc/hostname"])
def test_places_that_are_not_there_are_told_by_whoever_looks(place):
    assert [str(found.path) for found in layout_of(place).places] == [str(Path(place))]


def test_the_program_s_own_and_the_person_s(tmp_path):
    assert [layout.folder for layout in own_layouts()] == [
        str(folders.resources() / "models"),
        str(folders.models()),
    ]
    made(folders.models(), "loras", "more")
    places = own_layouts()[1].places
    assert [(place.path.name, place.expects) for place in places] == [
        ("loras", "lora"),
        ("models", None),
    ]
