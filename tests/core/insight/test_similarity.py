"""Similarities against transformers' own CLIP, maps against their definition."""

import pytest
import torch
from transformers import CLIPConfig, CLIPModel

from core.insight.similarity import flat_map, similarity


@pytest.mark.oracle
def test_the_matrix_is_that_of_transformers() -> None:
    torch.manual_seed(0)
    small = {
        "hidden_size": 16,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    model = CLIPModel(
        CLIPConfig(
            text_config={**small, "vocab_size": 40, "eos_token_id": 39, "bos_token_id": 38},
            vision_config={**small, "image_size": 16, "patch_size": 8},
            projection_dim=12,
        )
    ).eval()
    ids = torch.tensor([[38, 5, 6, 39], [38, 9, 39, 39], [38, 1, 2, 39]])
    pixels = torch.randn(2, 3, 16, 16)
    with torch.inference_mode():
        theirs = model(input_ids=ids, pixel_values=pixels)
        ours = similarity(theirs.text_embeds, theirs.image_embeds, model.logit_scale)
    assert torch.allclose(ours.logits, theirs.logits_per_text, atol=1e-5)
    assert torch.allclose(ours.across, theirs.logits_per_text.softmax(1), atol=1e-6)
    assert torch.allclose(ours.down, theirs.logits_per_image.softmax(1).T, atol=1e-6)


def test_both_ways_are_probabilities() -> None:
    texts, pictures = (torch.nn.functional.normalize(torch.randn(n, 5), dim=1) for n in (3, 4))
    found = similarity(texts, pictures, torch.tensor(2.0))
    assert torch.allclose(found.across.sum(1), torch.ones(3))
    assert torch.allclose(found.down.sum(0), torch.ones(4))
    assert found.temperature == pytest.approx(0.1353, abs=1e-4)


def test_a_flat_map_keeps_all_that_lies_in_a_plane() -> None:
    torch.manual_seed(1)
    plane = torch.randn(9, 2) @ torch.randn(2, 30)
    flat = flat_map(plane)
    assert flat.explained == pytest.approx(1)
    assert torch.allclose(
        torch.cdist(flat.places, flat.places), torch.cdist(plane, plane), atol=1e-3
    )
    assert torch.equal(flat.places, flat_map(plane.clone()).places)
    noise = flat_map(torch.randn(50, 50))
    assert 0 < noise.explained < 0.5


def test_one_vector_or_equal_ones_lie_in_one_place() -> None:
    for vectors in (torch.ones(1, 4), torch.ones(5, 4)):
        flat = flat_map(vectors)
        assert not flat.places.any()
        assert flat.explained == 1
