"""What learns of a model, and how a LoRA of it is named."""

import pytest
import torch

from core.checkpoints.folder import save_folder
from core.checkpoints.lora_names import find, named_layers
from core.contract.teaching import DreamBoothConfig
from core.files.catalogue import finding
from core.training import learning
from core.training.taught import open_taught

CPU = torch.device("cpu")


def config(**changes):
    return DreamBoothConfig(photos="p", class_noun="dog", output="o", rank=2, **changes)


@pytest.fixture(scope="module")
def folders(tiny_model_folder, tiny_xl_model, tmp_path_factory):
    xl = tmp_path_factory.mktemp("xl") / "xl"
    save_folder(xl, tiny_xl_model, torch.float32)
    return {"sd": tiny_model_folder, "xl": xl}


@pytest.fixture
def taught(folders):
    def make(family, learned=()):
        return open_taught(finding.find(str(folders[family])), CPU, torch.float32, learned=learned)

    return make


@pytest.mark.parametrize("family", ["sd", "xl"])
def test_trap_16_every_name_is_kohyas_and_means_its_own_layer(taught, family):
    model = taught(family)
    found = learning.of(model, config(train_text_encoder=True, conv=True, alpha=1.0))
    tensors = found.lora_tensors()
    known = named_layers(model.unet, model.texts)
    layers = {name.rpartition(".lora_down")[0] for name in tensors if ".lora_down" in name}
    for name in layers:
        assert len(find(known, name)) == 1, name
        assert {
            f"{name}.lora_down.weight",
            f"{name}.lora_up.weight",
            f"{name}.alpha",
        } <= tensors.keys()
    assert len(tensors) == 3 * len(layers)
    prefixes = {name.split("_text_model")[0] for name in layers if "_te" in name[:8]}
    assert prefixes == ({"lora_te1", "lora_te2"} if family == "xl" else {"lora_te"})
    unet = {name for name in layers if name.startswith("lora_unet_")}
    assert all("_block" in name for name in unet)
    assert any(name.startswith("lora_unet_input_blocks_") for name in unet) == (family == "xl")


def test_trap_15_alpha_is_written_for_each_layer_and_is_the_rank_unless_named(taught):
    model = taught("sd")
    for alpha, written in ((None, 2.0), (0.5, 0.5)):
        tensors = learning.of(model, config(alpha=alpha)).lora_tensors()
        assert {float(t) for name, t in tensors.items() if name.endswith(".alpha")} == {written}


def test_the_same_seed_begins_with_the_same_factors(taught):
    one, other, third = (
        learning.of(taught("sd"), config(seed=seed)).lora_tensors() for seed in (1, 1, 2)
    )
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert not all(torch.equal(one[name], third[name]) for name in one)


def test_a_full_training_learns_the_weights_that_are_asked_for(taught):
    model = taught("sd", ("unet",))
    found = learning.of(model, config(method="full", prior="none"))
    assert set(found.modules) == {"unet"}
    assert all(p.requires_grad for p in model.unet.parameters())
    assert not any(p.requires_grad for p in model.texts["text_encoder"].parameters())
    assert found.lora_tensors() == {}
