"""A model of either layout is opened with the same parts under the same names, and nothing of it is read."""

import pytest

from core.checkpoints.convert import to_single_file
from core.checkpoints.opened_model import opened_model
from core.contract.errors import ModelIncomplete, WeightsMismatch


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("name", ["sd1", "sdxl"])
def test_both_layouts_have_the_same_pieces(tiny_family, tmp_path, name):
    to_single_file(tiny_family(name), tmp_path / "a.safetensors")
    with (
        opened_model(tiny_family(name)) as folder,
        opened_model(tmp_path / "a.safetensors") as file,
    ):
        assert {part: set(pieces) for part, pieces in folder.pieces.items()} == {
            part: set(pieces) for part, pieces in file.pieces.items()
        }
        assert folder.kind == file.kind
        assert folder.told.prediction == file.told.prediction
        assert (bool(folder.texts), bool(file.texts)) == (True, False)
        assert file.source().path == tmp_path / "a.safetensors"


def test_a_folder_with_a_tensor_too_few_is_refused(tiny_family, tmp_path):
    import shutil

    from safetensors.torch import load_file, save_file

    folder = tmp_path / "m"
    shutil.copytree(tiny_family("sd1"), folder)
    path = folder / "vae" / "diffusion_pytorch_model.safetensors"
    tensors = load_file(path)
    del tensors["quant_conv.bias"]
    save_file(tensors, path)
    with pytest.raises(WeightsMismatch, match="quant_conv"), opened_model(folder):
        pass
    (folder / "model_index.json").unlink()
    with pytest.raises(ModelIncomplete), opened_model(folder):
        pass
