"""Texts against pictures: by a whole CLIP folder as transformers does it, by a model's own pair, or told what lacks."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from transformers import CLIPConfig, CLIPModel

from core.checkpoints.clip_folder import OPENAI, PLAIN
from core.contract.errors import InvalidValue
from core.contract.explain import MissingEncoder
from core.explain.compare import clip_of, compare, figures, prepared, token_map
from core.files.catalogue.finding import find

TEXTS = ("a graceful swan", "a cute teddy", "Ada Lovelace")


@pytest.fixture
def bundle(ask, loader):
    return loader.load(find(ask().model), torch.device("cpu"), torch.float32)


@pytest.fixture
def pictures() -> list[Image.Image]:
    noise = np.random.default_rng(0).integers(0, 256, (3, 20, 30, 3), np.uint8)
    return [Image.fromarray(each) for each in noise]


@pytest.mark.oracle
def test_a_clip_folder_gives_the_matrix_of_transformers(bundle, pictures, tmp_path: Path) -> None:
    torch.manual_seed(0)
    small = {
        "hidden_size": 16,
        "intermediate_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
    }
    theirs = CLIPModel(
        CLIPConfig(
            text_config={**small, "eos_token_id": 49407},
            vision_config={**small, "image_size": 16, "patch_size": 8},
            projection_dim=12,
        )
    ).eval()
    theirs.save_pretrained(tmp_path / "clip")
    clip = clip_of(bundle, str(tmp_path / "clip"))
    ours = compare(clip, TEXTS, pictures)
    ids = torch.tensor([clip.tokenizer.encode(text) for text in TEXTS])
    pixels = torch.stack([prepared(each, 16, OPENAI) for each in pictures])
    with torch.inference_mode():
        want = theirs(input_ids=ids, pixel_values=pixels)
    assert torch.allclose(ours.logits, want.logits_per_text, atol=1e-5)
    assert torch.allclose(ours.across, want.logits_per_text.softmax(1), atol=1e-6)
    assert torch.allclose(ours.down, want.logits_per_image.softmax(1).T, atol=1e-6)
    assert len(figures(ours)["cosine"]) == len(TEXTS)


def test_the_starter_has_both_halves(loader, pictures) -> None:
    starter = loader.load(find("starter"), torch.device("cpu"), torch.float32)
    clip = clip_of(starter)
    assert clip.colours == PLAIN
    swan, other = Image.new("RGB", (128, 128), "white"), Image.new("RGB", (128, 128), "navy")
    found = compare(clip, ("a white background", "a blue background"), (swan, other))
    assert found.cosine.shape == (2, 2)
    assert float(found.cosine.abs().max()) <= 1.0001


def test_a_model_without_one_says_whose_file_would_give_it(bundle) -> None:
    with pytest.raises(MissingEncoder) as caught:
        clip_of(bundle)
    assert caught.value.repository == "openai/clip-vit-large-patch14"
    assert "model.safetensors" in caught.value.files


def test_pictures_are_cut_to_the_middle_in_the_colours_of_training() -> None:
    picture = Image.new("RGB", (40, 20), "black")
    picture.paste("white", (10, 0, 30, 20))
    assert torch.equal(prepared(picture, 20, PLAIN), torch.ones(3, 20, 20))
    plain = prepared(Image.new("RGB", (20, 20), (255, 0, 128)), 20, OPENAI)
    want = [(v - m) / s for v, m, s in zip((1, 0, 128 / 255), OPENAI.mean, OPENAI.std, strict=True)]
    assert plain[:, 3, 7].tolist() == pytest.approx(want)


def test_tokens_lie_on_a_map(bundle) -> None:
    points, flat = token_map(bundle, ("a swan", "a teddy"), in_context=False)
    assert [(p.text, p.token) for p in points] == [(0, "a"), (0, "swan"), (1, "a"), (1, "teddy")]
    assert (points[0].x, points[0].y) == pytest.approx((points[2].x, points[2].y), abs=1e-4)
    assert 0 < flat.explained <= 1
    told, _ = token_map(bundle, ("a swan", "a teddy"), in_context=True)
    assert len(told) == 4
    assert token_map(bundle, ("",), in_context=False)[0] == []


def test_nothing_to_compare_is_told(bundle, pictures, loader) -> None:
    clip = clip_of(loader.load(find("starter"), torch.device("cpu"), torch.float32))
    for texts, shown in (((), pictures), (TEXTS, ()), (TEXTS * 30, pictures)):
        with pytest.raises(InvalidValue):
            compare(clip, texts, shown)
