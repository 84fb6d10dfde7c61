"""Texts that are encoded once, or anew where the encoders learn."""

import pytest
import torch

from core.diffusion.denoiser import Conditioning
from core.files.catalogue import finding
from core.training.data.known_texts import AT_ONCE, KnownTexts
from core.training.taught import open_taught

CPU = torch.device("cpu")
TEXTS = ("", "a dog", "a sks dog, " + "very " * 80)


@pytest.fixture(scope="module")
def taught(tiny_model_folder):
    return open_taught(finding.find(str(tiny_model_folder)), CPU, torch.float32, learned=())


def test_trap_11_nothing_of_a_long_text_is_cut_off(taught):
    texts = KnownTexts(taught, TEXTS, live=False)
    texts.prepare()
    told = texts.told(TEXTS).context
    assert told.shape[1] > 77
    assert told.shape[1] % 77 == 0


def test_live_and_kept_say_the_same(taught):
    kept, live = (KnownTexts(taught, TEXTS, live=live) for live in (False, True))
    kept.prepare()
    live.prepare()
    asked = ["a dog", "a sks dog, " + "very " * 80, "a dog"]
    assert torch.equal(kept.told(asked).context, live.told(asked).context)


def test_gradient_flows_only_where_the_encoders_learn(taught):
    encoder = taught.texts["text_encoder"].requires_grad_(True)
    try:
        live = KnownTexts(taught, TEXTS, live=True)
        assert live.told(["a dog"]).context.requires_grad
        assert not live.now(["a dog"]).context.requires_grad
    finally:
        encoder.requires_grad_(False)


def test_what_is_kept_comes_to_the_device_when_it_is_asked_for():
    class Elsewhere:
        device, texts = torch.device("meta"), {}

        def chunks(self, texts):
            return 1

        def told(self, texts, chunks=1):
            return Conditioning(torch.zeros(len(texts), 77, 4))

    texts = KnownTexts(Elsewhere(), ("", *(f"dog {n}" for n in range(AT_ONCE))), live=False)
    texts.prepare()
    assert texts._kept.context.shape[0] == AT_ONCE + 1
    assert texts._kept.context.device.type == "cpu"
    assert texts.told(["dog 3"]).context.device.type == "meta"
