"""Texts that are encoded once, or anew where the encoders learn."""

import pytest
import torch

from core.contract.request import GenerationRequest
from core.diffusion.conditioning import Conditioning
from core.files.catalogue import finding
from core.generation.bundle import ModelBundle
from core.generation.picture_words import picture_words
from core.generation.plan import resolve
from core.generation.telling import tell
from core.training.caches.known_texts import AT_ONCE, KnownTexts
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


@pytest.mark.parametrize("zeros", [True, False])
@pytest.mark.parametrize("live", [True, False])
def test_no_words_are_what_guidance_goes_away_from_when_sdxl_draws(tiny_xl_folder, live, zeros):
    info = finding.find(str(tiny_xl_folder))
    taught = open_taught(info, CPU, torch.float32, learned=())
    taught.model.force_zeros = zeros
    request = GenerationRequest(
        "a dog", output="-", seed=1, guidance_scale=3.0, width=64, height=64
    )
    bundle = ModelBundle.of(info, taught.model, None, CPU, torch.float32)
    with torch.no_grad():
        guide = tell(bundle, resolve(request, info), picture_words(request)[0], 1).guides[0]
    texts = KnownTexts(taught, ("", "a dog"), live=live)
    texts.prepare()
    for said in (texts.told(["a dog", ""]), texts.now(["a dog", ""])):
        for row, drawn in enumerate((guide.conds[0], guide.uncond)):
            assert torch.equal(said.context[row], drawn.context[0])
            assert torch.equal(said.pooled[row], drawn.pooled[0])
    assert zeros is not bool(texts.told([""]).context.any())


def test_what_is_kept_comes_to_the_device_when_it_is_asked_for():
    class Elsewhere:
        device, texts, zeros = torch.device("meta"), {}, False

        def chunks(self, texts):
            return 1

        def told(self, texts, chunks=1):
            return Conditioning(torch.zeros(len(texts), 77, 4))

    texts = KnownTexts(Elsewhere(), ("", *(f"dog {n}" for n in range(AT_ONCE))), live=False)
    texts.prepare()
    assert texts._kept.context.shape[0] == AT_ONCE + 1
    assert texts._kept.context.device.type == "cpu"
    assert texts.told(["dog 3"]).context.device.type == "meta"
