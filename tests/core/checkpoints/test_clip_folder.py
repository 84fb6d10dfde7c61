"""A CLIP folder that transformers wrote, read by us: the same numbers."""

import json

import pytest
import torch
from transformers import CLIPConfig, CLIPModel

from core.checkpoints.clip_folder import OPENAI, load_clip_folder
from core.checkpoints.tokenizer_files import write_tokenizer
from core.contract.errors import ConfigInvalid, ModelIncomplete, ModelNotFound, WeightsMismatch
from core.text.tokenizer import Tokenizer
from core.text.vocabulary import vocabulary

CPU = {"device": torch.device("cpu"), "dtype": torch.float32}
SMALL = {
    "hidden_size": 16,
    "intermediate_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
}


@pytest.fixture
def theirs(tmp_path):
    """A small CLIP of transformers, saved in `tmp_path / "clip"`."""
    torch.manual_seed(0)
    model = CLIPModel(
        CLIPConfig(
            text_config={**SMALL, "eos_token_id": 49407, "bos_token_id": 49406},
            vision_config={**SMALL, "image_size": 16, "patch_size": 8},
            projection_dim=12,
        )
    ).eval()
    model.save_pretrained(tmp_path / "clip")
    return model


@pytest.mark.oracle
@torch.inference_mode()
def test_texts_and_pictures_are_read_as_transformers_reads_them(theirs, tmp_path) -> None:
    clip = load_clip_folder(tmp_path / "clip", **CPU)
    ids = torch.tensor(
        [clip.tokenizer.encode(text) for text in ("a graceful swan", "a cute teddy")]
    )
    pixels = torch.randn(2, 3, 16, 16)
    want = theirs(input_ids=ids, pixel_values=pixels)
    assert torch.allclose(
        clip.image.project_text(clip.text(ids).pooled), want.text_embeds, atol=1e-6
    )
    assert torch.allclose(clip.image(pixels), want.image_embeds, atol=1e-6)
    assert torch.equal(clip.image.logit_scale, theirs.logit_scale)
    assert clip.colours == OPENAI


def test_the_preprocessors_colours_count(theirs, tmp_path) -> None:
    path = tmp_path / "clip" / "preprocessor_config.json"
    path.write_text(json.dumps({"image_mean": [0.5, 0.4, 0.3], "image_std": [1, 2, 3]}))
    assert load_clip_folder(tmp_path / "clip", **CPU).colours.std == (1.0, 2.0, 3.0)
    for wrong in ([1, 2], [1, 2, "x"], [0, 1, 1], "abc"):
        path.write_text(json.dumps({"image_std": wrong}))
        with pytest.raises(ConfigInvalid, match="image_std"):
            load_clip_folder(tmp_path / "clip", **CPU)


def test_a_tokenizer_in_the_folder_counts(theirs, tmp_path) -> None:
    own = Tokenizer(vocabulary([("s", "w")]), [("s", "w")])
    (tmp_path / "own").mkdir()
    write_tokenizer(tmp_path / "own", own)
    for path in (tmp_path / "own").iterdir():
        path.rename(tmp_path / "clip" / path.name)
    assert load_clip_folder(tmp_path / "clip", **CPU).tokenizer.merges == own.merges


def test_what_is_no_clip_is_refused(theirs, tmp_path) -> None:
    with pytest.raises(ModelNotFound):
        load_clip_folder(tmp_path / "nowhere", **CPU)
    config = tmp_path / "clip" / "config.json"
    said = json.loads(config.read_text())
    config.write_text(json.dumps({**said, "model_type": "bert"}))
    with pytest.raises(ConfigInvalid, match="model_type"):
        load_clip_folder(tmp_path / "clip", **CPU)
    config.write_text(json.dumps({**said, "projection_dim": 13}))
    with pytest.raises(WeightsMismatch):
        load_clip_folder(tmp_path / "clip", **CPU)
    config.write_text(json.dumps({"model_type": "clip"}))
    with pytest.raises(ConfigInvalid, match="text_config"):
        load_clip_folder(tmp_path / "clip", **CPU)
    config.write_text(json.dumps(said))
    (tmp_path / "clip" / "model.safetensors").unlink()
    with pytest.raises(ModelIncomplete):
        load_clip_folder(tmp_path / "clip", **CPU)
