"""Small files of a single file: published ones by family and shapes, or those it brings, checked as a stranger's."""

import json

import pytest
import torch

from core.checkpoints.folder import load_folder
from core.checkpoints.single_folder import family_configs, usual_words, write_small_files
from core.contract.errors import (
    ConfigInvalid,
    ModelIncomplete,
    ModelUnsupported,
)
from core.files import folders
from core.files.models.predictions import Told
from core.files.models.single_files import PACKED
from core.files.models.single_kinds import SingleKind

CPU = torch.device("cpu")
PUBLISHED = folders.resources() / "model_configs"
EPS, V = Told("eps", "family"), Told("v", "key", zero_snr=True)


PACKS = {
    "no JSON": "{",
    "no object": "[]",
    "no text": '{"unet/config.json": {}}',
    "a deep one": "[" * 100_000,
    "a path upwards": json.dumps({"../../x.json": "{}"}),
    "an absolute path": json.dumps({"/tmp/x.json": "{}"}),
    "a path inside": json.dumps({"unet/../../x.json": "{}"}),
    "code": json.dumps({"unet/modeling.py": "raise SystemExit"}),
    "weights": json.dumps({"unet/diffusion_pytorch_model.safetensors": "x"}),
    "an index of shards": json.dumps(
        {"unet/diffusion_pytorch_model.safetensors.index.json": '{"weight_map": {"a": "../../b"}}'}
    ),
    "a large one": json.dumps({"tokenizer/vocab.json": "x" * (10 * 10**6 + 1)}),
    "no configs": json.dumps({"model_index.json": "{}"}),
    "another pipeline": json.dumps({"model_index.json": '{"_class_name": "FluxPipeline"}'}),
    "a custom pipeline": json.dumps(
        {"model_index.json": '{"_class_name": ["pipeline", "Evil"], "custom_pipeline": "evil.py"}'}
    ),
}


@pytest.fixture(scope="module")
def shapes():
    """The names and shapes of a published SD 1 file."""
    from core.checkpoints import components, ldm_keys

    folder = PUBLISHED / "sd1"
    unet, vae = components.build_unet(folder), components.build_vae(folder)
    text, tower = components.build_text_encoder(folder), ldm_keys.TOWERS["sd1"][0]
    found = {}
    for module, keys, bare in (
        (unet, lambda own: ldm_keys.unet_keys(own, unet.config), str),
        (vae, lambda own: ldm_keys.vae_keys(own, vae.config), str),
        (text, lambda own: ldm_keys.text_keys(own, tower), components.bare_name),
    ):
        own = {bare(n): tuple(p.shape) for n, p in module.named_parameters()}
        found |= {key.ldm: ldm_keys.ldm_shape(own[key.own], key.form) for key in keys(own)}
    return found


def load(folder, kind, metadata):
    words = usual_words(kind, metadata)
    return load_folder(folder, device=CPU, dtype=torch.float32, parts=(), tokenizers=words)


@pytest.mark.parametrize("told", [EPS, V])
def test_the_published_files_with_the_prediction_of_this_one(shapes, tmp_path, told):
    write_small_files(tmp_path, SingleKind("sd1"), shapes, {}, told, "x")
    model = load(tmp_path, SingleKind("sd1"), {})
    published = load(PUBLISHED / "sd1", SingleKind("sd1"), {})
    assert model.unet.config == published.unet.config
    said = (model.schedule.prediction_type, model.schedule.rescale_betas_zero_snr)
    assert said == (("v_prediction", True) if told is V else ("epsilon", None))


def test_a_file_s_own_small_files_win_but_for_what_is_told(shapes, tmp_path):
    texts = family_configs(SingleKind("sd1"), shapes, EPS, "x")
    scheduler = json.loads(texts["scheduler/scheduler_config.json"])
    texts["scheduler/scheduler_config.json"] = json.dumps({**scheduler, "steps_offset": 7})
    metadata = {PACKED: json.dumps(texts)}
    for told, prediction in ((EPS, "epsilon"), (Told("v", "metadata"), "v_prediction")):
        folder = tmp_path / prediction
        write_small_files(folder, SingleKind("sd1"), shapes, metadata, told, "x")
        schedule = load(folder, SingleKind("sd1"), metadata).schedule
        assert (schedule.steps_offset, schedule.prediction_type) == (7, prediction)


@pytest.mark.parametrize(("family", "pads"), [("sd1", [49407]), ("sd2", [0]), ("sdxl", [49407, 0])])
def test_the_usual_words(family, pads):
    words = usual_words(SingleKind(family), {})
    assert [tokenizer.pad_id for tokenizer in words.values()] == pads
    assert not usual_words(SingleKind("sd1"), {PACKED: '{"tokenizer/vocab.json": "{}"}'})


def test_words_that_the_encoder_has_no_place_for_are_refused(shapes, tmp_path):
    name = "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight"
    fewer = {**shapes, name: (520, 768)}
    write_small_files(tmp_path, SingleKind("sd1"), fewer, {}, EPS, "x")
    with pytest.raises(ConfigInvalid) as caught:
        load(tmp_path, SingleKind("sd1"), {})
    assert (caught.value.key, caught.value.value) == ("vocab_size", 520)


@pytest.mark.parametrize("packed", PACKS.values(), ids=PACKS)
def test_hostile_small_files(shapes, tmp_path, monkeypatch, packed):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "a" / "b" / "folder"
    folder.mkdir(parents=True)
    metadata, kind = {PACKED: packed}, SingleKind("sd1")

    def use():
        write_small_files(folder, kind, shapes, metadata, EPS, "x")
        load(folder, kind, metadata)

    with pytest.raises((ConfigInvalid, ModelIncomplete, ModelUnsupported)):
        use()
    outside = [p for p in tmp_path.rglob("*") if p.is_file() and not p.is_relative_to(folder)]
    assert outside == []
    assert not [p for p in folder.rglob("*") if p.suffix not in {"", ".json", ".txt"}]
