"""Folder → ours → folder is equal to the bit, and diffusers and we read each other's folders."""

import shutil

import pytest
import safetensors.torch
import torch

from core.checkpoints.folder import PARTS, FolderModel, load_folder, save_folder
from core.contract.errors import (
    ConfigInvalid,
    FileAlreadyThere,
    ModelIncomplete,
    ModelNotFound,
    ModelUnsupported,
    WeightsNotFinite,
)

CPU = torch.device("cpu")
NETWORKS = ("unet", "vae", "text_encoder", "image_encoder")
FILES = {
    "unet": "diffusion_pytorch_model.safetensors",
    "vae": "diffusion_pytorch_model.safetensors",
    "text_encoder": "model.safetensors",
}
FLOATS = [torch.float32, torch.float16, torch.bfloat16]


def load(path, dtype=torch.float32, parts=NETWORKS) -> FolderModel:
    return load_folder(path, device=CPU, dtype=dtype, parts=parts)


def tensors(path) -> dict[str, torch.Tensor]:
    """All tensors of a folder by their part and name, the text encoder's without its prefix."""
    return {
        f"{part}/{name.removeprefix('text_model.')}": tensor
        for part, file in FILES.items()
        for name, tensor in safetensors.torch.load_file(path / part / file).items()
    }


@pytest.mark.parametrize("dtype", FLOATS)
def test_what_is_saved_comes_back_to_the_bit(model, tmp_path, dtype):
    save_folder(tmp_path / "one", model, dtype)
    back = load(tmp_path / "one", dtype)
    for part in NETWORKS:
        saved, loaded = getattr(model, part).state_dict(), getattr(back, part).state_dict()
        assert saved.keys() == loaded.keys()
        assert all(torch.equal(saved[n].to(dtype), loaded[n]) for n in saved)
        assert getattr(back, part).config == getattr(model, part).config
        assert not getattr(back, part).training
    assert back.schedule == model.schedule
    assert back.tokenizer.vocab == model.tokenizer.vocab
    save_folder(tmp_path / "two", back, dtype)
    files = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert len(files) == 15


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_what_diffusers_writes_we_load_and_write_back_to_the_bit(foreign, tmp_path):
    ours = load(foreign)
    assert ours.image_encoder is None
    save_folder(tmp_path / "back", ours, torch.float32)
    before, after = tensors(foreign), tensors(tmp_path / "back")
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_diffusers_draws_the_same_from_what_we_write_back(foreign, tmp_path):
    from diffusers import StableDiffusionPipeline

    save_folder(tmp_path / "back", load(foreign), torch.float32)
    pictures = []
    for path in (foreign, tmp_path / "back"):
        pipeline = StableDiffusionPipeline.from_pretrained(path, safety_checker=None)
        assert pipeline.scheduler.config.skip_prk_steps
        pipeline.set_progress_bar_config(disable=True)
        noise = torch.Generator().manual_seed(0)
        out = pipeline("a swan", num_inference_steps=2, height=16, width=16, generator=noise)
        pictures.append(out.images[0].tobytes())
    assert pictures[0] == pictures[1]


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", FLOATS)
def test_diffusers_loads_what_we_save(model, tmp_path, dtype):
    from diffusers import StableDiffusionPipeline

    save_folder(tmp_path / "ours", model, dtype)
    pipeline = StableDiffusionPipeline.from_pretrained(tmp_path / "ours")
    assert type(pipeline.scheduler).__name__ == "DDIMScheduler"
    assert type(pipeline.image_encoder).__name__ == "CLIPVisionModelWithProjection"
    # One type throughout, whatever the files hold: else the pipeline cannot run at all.
    for part in ("unet", "vae", "text_encoder"):
        assert getattr(pipeline, part).dtype == torch.float32
    for name, tensor in pipeline.unet.state_dict().items():
        assert torch.equal(tensor, model.unet.state_dict()[name].to(dtype).float())
    ids = pipeline.tokenizer("a swan", padding="max_length", return_tensors="pt").input_ids
    assert ids[0].tolist() == model.tokenizer.encode("a swan")


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_the_text_encoder_equals_the_reference(foreign):
    from transformers import CLIPTextModel, CLIPTokenizer

    ours = load(foreign, parts=("text_encoder",))
    theirs = CLIPTextModel.from_pretrained(foreign / "text_encoder")
    words = CLIPTokenizer.from_pretrained(foreign / "tokenizer")
    text = "a graceful swan, oil on canvas"
    ids = words(text, padding="max_length", max_length=77, return_tensors="pt").input_ids
    with torch.no_grad():
        out = ours.text_encoder(torch.tensor([ours.tokenizer.encode(text)])).context
        assert torch.equal(out, theirs(ids)[0])


def test_parts_that_are_not_asked_for_take_no_memory(saved):
    (saved / "unet" / FILES["unet"]).unlink()
    back = load(saved, parts=("vae",))
    assert all(p.is_meta for p in (*back.unet.parameters(), *back.text_encoder.parameters()))
    assert not any(p.is_meta for p in back.vae.parameters())
    assert back.image_encoder is None


def test_a_folder_is_there_whole_or_not_at_all(model, tmp_path):
    import copy

    broken = copy.copy(model)
    broken.text_encoder = copy.deepcopy(model.text_encoder)
    with torch.no_grad():
        next(broken.text_encoder.parameters()).fill_(1e9)  # too large for float16
    with pytest.raises(WeightsNotFinite):
        save_folder(tmp_path / "m", broken, torch.float16)
    assert not list(tmp_path.iterdir())


def test_nothing_is_replaced_unasked(saved, model):
    (saved / "mine.txt").write_text("keep")
    with pytest.raises(FileAlreadyThere):
        save_folder(saved, model, torch.float32)
    assert (saved / "mine.txt").exists()
    save_folder(saved, model, torch.float32, overwrite=True)
    assert not (saved / "mine.txt").exists()
    assert load(saved).schedule == model.schedule


@pytest.mark.parametrize(
    "file",
    [
        *("model_index.json", "unet/config.json", "vae/config.json", "text_encoder/config.json"),
        *("scheduler/scheduler_config.json", "tokenizer/vocab.json", "tokenizer/merges.txt"),
        *(f"{part}/{name}" for part, name in FILES.items()),
    ],
)
def test_a_missing_file_is_named(saved, file):
    (saved / file).unlink()
    with pytest.raises(ModelIncomplete) as caught:
        load(saved)
    assert caught.value.missing == file


@pytest.mark.parametrize(
    ("file", "change", "error"),
    [
        ("model_index.json", {"_class_name": "StableDiffusion3Pipeline"}, ModelUnsupported),
        ("model_index.json", {"unet": ["os", "system"]}, ModelUnsupported),
        ("unet/config.json", {"cross_attention_dim": 48}, ConfigInvalid),
        ("unet/config.json", {"in_channels": 5}, ConfigInvalid),
        ("vae/config.json", {"latent_channels": 8}, ConfigInvalid),
        ("text_encoder/config.json", {"vocab_size": 100}, ConfigInvalid),
        ("scheduler/scheduler_config.json", {"prediction_type": "flow"}, ConfigInvalid),
    ],
)
def test_parts_that_do_not_fit_each_other_are_refused(saved, edit_json, file, change, error):
    edit_json(saved / file, **change)
    with pytest.raises(error):
        load(saved)


def test_code_in_a_folder_is_never_looked_at(saved, edit_json):
    (saved / "unet" / "evil.py").write_text("raise SystemExit")
    edit_json(saved / "unet" / "config.json", auto_map={"AutoModel": "evil.Model"})
    edit_json(saved / "model_index.json", custom_pipeline="evil")
    assert load(saved).unet.config.sample_size == 8


def test_no_folder_no_model(tmp_path, saved):
    with pytest.raises(ModelNotFound):
        load(tmp_path / "none")
    shutil.copy(saved / "model_index.json", tmp_path / "file")
    with pytest.raises(ModelNotFound):
        load(tmp_path / "file")


def test_cells_wider_than_the_steps_of_a_size_are_refused(saved, edit_json):
    for levels, fits in ((4, True), (5, False)):
        edit_json(
            saved / "vae" / "config.json",
            block_out_channels=[8] * levels,
            down_block_types=["DownEncoderBlock2D"] * levels,
            up_block_types=["UpDecoderBlock2D"] * levels,
        )
        if fits:
            assert load(saved, parts=()).vae.config.downscale == 8
            continue
        with pytest.raises(ConfigInvalid) as caught:
            load(saved, parts=())
        assert caught.value.key == "block_out_channels"


@pytest.fixture
def xl(tiny_xl_model, tmp_path):
    save_folder(tmp_path / "xl", tiny_xl_model, torch.float32)
    return tmp_path / "xl"


def test_two_text_encoders_there_and_back(xl, tiny_xl_model, tmp_path):
    read = load(xl, parts=PARTS)
    for part in ("unet", "vae", "text_encoder", "text_encoder_2"):
        state, want = getattr(read, part).state_dict(), getattr(tiny_xl_model, part).state_dict()
        assert state.keys() == want.keys()
        assert all(torch.equal(state[name], want[name]) for name in want)
    assert (read.tokenizer_2.pad_id, read.force_zeros) == (0, True)
    save_folder(tmp_path / "again", read, torch.float32)
    files = [path.relative_to(xl) for path in xl.rglob("*") if path.is_file()]
    assert files
    assert all((xl / f).read_bytes() == (tmp_path / "again" / f).read_bytes() for f in files)


@pytest.mark.parametrize("said", [True, False, None])
def test_zeros_for_no_negative(xl, edit_json, said):
    edit_json(xl / "model_index.json", force_zeros_for_empty_prompt=said)
    assert load(xl, parts=()).force_zeros is (said is not False)


def test_zeros_must_be_yes_or_no(xl, edit_json):
    edit_json(xl / "model_index.json", force_zeros_for_empty_prompt="no")
    with pytest.raises(ConfigInvalid, match="force_zeros_for_empty_prompt"):
        load(xl, parts=())


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
def test_diffusers_reads_an_xl_folder_of_ours(xl, tiny_xl_model):
    import diffusers

    pipeline = diffusers.StableDiffusionXLPipeline.from_pretrained(xl)
    theirs = pipeline.text_encoder_2.state_dict()["text_projection.weight"]
    assert torch.equal(theirs, tiny_xl_model.text_encoder_2.text_projection.weight)
    assert pipeline.config.force_zeros_for_empty_prompt is True
