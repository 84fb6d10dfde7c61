"""A model by its name."""

import pytest

from core.contract.errors import ModelIncomplete, ModelNotFound
from core.files import folders
from core.files.catalogue import finding, folder_list
from tests.support.single_weights import LORA, model, write


@pytest.fixture
def starter(no_starter, make_model):
    make_model("resources/models/starter", {"unet/config.json": {"sample_size": 16}})


def test_the_shipped_one_wins_then_the_models_folder_then_added_folders(starter, tmp_path, look):
    write(folders.models() / "mine.safetensors", model("sdxl"))
    for name in ("starter", "mine", "other"):
        write(tmp_path / f"disk/{name}.safetensors", model("sd2"))
    folder_list.add(tmp_path / "disk")
    for _again in range(2):  # without the index, then with it
        assert finding.find("starter").sample_size == 128
        assert finding.find("mine").family == "sdxl"
        assert finding.find("other").path == str(tmp_path / "disk/other.safetensors")
        look()


def test_a_path_is_found_without_any_list(starter, tmp_path, make_model):
    other = make_model("starter")
    assert finding.find(str(other)).sample_size == 512


def test_an_index_that_is_behind_the_times_does_not_mislead(tmp_path, look):
    path = write(tmp_path / "disk/a.safetensors", model("sd1"))
    folder_list.add(tmp_path / "disk")
    look()
    moved = path.rename(tmp_path / "disk/b.safetensors")
    assert finding.find("b").path == str(moved)
    with pytest.raises(ModelNotFound) as caught:
        finding.find("a")
    assert caught.value.known == ("a",)  # as far as anybody knew


def test_a_lora_is_no_model(tmp_path):
    write(tmp_path / "models/Lora/a.safetensors", LORA)
    (tmp_path / "models/Stable-diffusion").mkdir()
    folder_list.add(tmp_path)
    with pytest.raises(ModelNotFound):
        finding.find("a")


@pytest.mark.parametrize("name", ["none", "", "a\0b", "~nobody/x", "x" * 5000, "\ud800"])
def test_names_nobody_has(name):
    with pytest.raises((ModelNotFound, ModelIncomplete)):
        finding.find(name)


def test_a_strangers_recipe_opens_nothing_by_its_path(starter, make_model):
    other = str(make_model("starter"))
    with pytest.raises(ModelNotFound):
        finding.find(other, paths=False)
    assert finding.find("starter", paths=False).sample_size == 128
