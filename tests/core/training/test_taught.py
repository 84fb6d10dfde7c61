"""The taught model: precisions of its parts, texts told one by one, models that are refused."""

import dataclasses
import json
from types import SimpleNamespace

import pytest
import torch

from core.checkpoints.folder import save_folder
from core.contract.errors import InvalidValue
from core.diffusion.conditioning import Conditioning, joined
from core.diffusion.schedule import NoiseSchedule
from core.files.catalogue import finding
from core.training import taught as module
from core.training.taught import check_teachable, moved, open_taught

CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def info(tiny_model_folder):
    return finding.find(str(tiny_model_folder))


@pytest.fixture(scope="module")
def xl(tiny_xl_model, tmp_path_factory):
    folder = tmp_path_factory.mktemp("xl") / "xl"
    save_folder(folder, tiny_xl_model, torch.float32)
    return open_taught(finding.find(str(folder)), CPU, torch.float32, learned=())


def dtypes(network):
    return {parameter.dtype for parameter in network.parameters()}


def test_trap_9_and_10_the_vae_and_what_learns_stay_wide(info):
    frozen = open_taught(info, CPU, torch.bfloat16, learned=())
    assert dtypes(frozen.unet) == {torch.bfloat16}
    assert dtypes(frozen.vae) == {torch.float32}
    full = open_taught(info, CPU, torch.bfloat16, learned=("unet",))
    assert dtypes(full.unet) == {torch.float32}
    assert dtypes(full.texts["text_encoder"]) == {torch.bfloat16}
    x, t = torch.randn(2, 4, 4, 4), torch.tensor([3, 700])
    for taught in (frozen, full):
        assert taught.predict(x, t, taught.told(["a", "b"])).dtype == torch.float32


def test_photos_are_encoded_with_a_card_for_the_autoencoder_and_what_learns(info, monkeypatch):
    taught = open_taught(info, CPU, torch.float32, learned=())
    encoder, sent = taught.texts["text_encoder"], []
    for network in (taught.unet, taught.vae, encoder):
        network.to("meta")  # stands for a card
        monkeypatch.setattr(network, "to", lambda place, n=network: sent.append((n, str(place))))
    with taught.encoding():
        assert sent == [(taught.unet, "cpu"), (encoder, "cpu")]
        sent.clear()
    assert sent == [(taught.unet, "meta"), (encoder, "meta")]
    sent.clear()
    taught.unet.requires_grad_(True)
    with taught.encoding():
        pass
    assert sent == [(encoder, "cpu"), (encoder, "meta")]


def test_what_is_moved_comes_back_also_after_an_error():
    class Network(torch.nn.Linear):
        place = CPU

        def parameters(self, recurse=True):
            return iter([SimpleNamespace(device=self.place)])

        def to(self, device):
            self.place = device

    one, other, card = Network(1, 1), Network(1, 1), torch.device("cuda")
    other.place = card
    with pytest.raises(KeyError), moved([one, other], card):
        raise KeyError(one.place)
    assert (one.place, other.place) == (CPU, card)
    with moved([one, other], card):
        assert (one.place, other.place) == (card, card)
    with moved([one, other], CPU):
        assert (one.place, other.place) == (CPU, CPU)
    assert (one.place, other.place) == (CPU, card)


def test_what_a_file_turns_out_to_predict_is_what_is_taught_and_saved(info, monkeypatch, tmp_path):
    def settled(bundle):
        found = dataclasses.replace(bundle.info, prediction="v", basis="tried")
        kind = dataclasses.replace(bundle.schedule.config, prediction_type="v_prediction")
        return dataclasses.replace(bundle, info=found, schedule=NoiseSchedule(kind))

    monkeypatch.setattr(module, "settled", settled)
    unsaid = dataclasses.replace(info, basis="family")
    taught = open_taught(unsaid, CPU, torch.float32, learned=())
    assert (taught.info.prediction, taught.info.basis) == ("v", "tried")
    assert taught.schedule.prediction == "v_prediction"
    save_folder(tmp_path / "whole", taught.model, torch.float32)
    said = json.loads((tmp_path / "whole/scheduler/scheduler_config.json").read_text())
    assert said["prediction_type"] == "v_prediction"


def test_a_text_is_told_the_same_in_any_company(info):
    taught = open_taught(info, CPU, torch.float32, learned=())
    alone = taught.told(["a dog"]).context
    assert torch.equal(taught.told(["a cat", "a dog", "a cat"]).context[1:2], alone)


def test_trap_11_sdxl_is_told_both_last_but_one_layers_and_the_seconds_pooled_text(xl):
    told = xl.told(["a dog", ""])
    assert told.context.shape == (2, 77, 16 + 24)
    assert told.pooled.shape == (2, 20)
    first, second = (reader.encoder for reader in xl.readers)
    ids = torch.tensor([xl.readers[0].tokenizer.encode("a dog")])
    hidden = first.model(input_ids=ids, output_hidden_states=True).hidden_states[-2]
    assert torch.allclose(told.context[:1, :, :16], hidden, atol=1e-6)
    assert torch.allclose(
        told.pooled[:1],
        second(torch.tensor([xl.readers[1].tokenizer.encode("a dog")])).pooled,
        atol=1e-5,
    )


def test_models_that_fill_masks_or_are_told_their_guidance_are_refused(info):
    for changes in ({"kind": "inpaint"}, {"is_told_guidance": True}):
        with pytest.raises(InvalidValue, match="model"):
            check_teachable(dataclasses.replace(info, **changes))


def test_rows_are_joined():
    one = Conditioning(torch.zeros(1, 2, 3), torch.zeros(1, 4))
    both = joined([one, one])
    assert (both.context.shape, both.pooled.shape, both.size_ids) == ((2, 2, 3), (2, 4), None)
