"""A single file gives the same networks as its folder; what is missing, foreign or lying is refused."""

import pytest
import safetensors.torch
import torch

from core.checkpoints import single_file
from core.checkpoints.convert import to_single_file
from core.checkpoints.folder import load_folder
from core.checkpoints.single_file import load_single, opened_layout
from core.contract.errors import (
    ModelIncomplete,
    ModelUnsupported,
    ReverieError,
    WeightsMismatch,
    WeightsNotFinite,
)
from core.files import folders
from core.files.models.single_files import PACKED

CPU = torch.device("cpu")
NAMES = ("sd1", "sd1-inpaint", "sd2", "sd2-v", "sdxl")
PARTS = ("unet", "vae", "text_encoder", "text_encoder_2")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def tensors(tiny_family, tmp_path_factory):
    """A function: a kind → the tensors of its single file, which no other program has touched."""
    made = {}

    def get(name):
        if name not in made:
            path = tmp_path_factory.mktemp("single") / f"{name}.safetensors"
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("REVERIE_HOME", str(path.parent / "home"))
                to_single_file(tiny_family(name), path)
            made[name] = safetensors.torch.load_file(path)
        return dict(made[name])

    return get


@pytest.fixture
def written(tmp_path):
    """A function: tensors → a file of them, without any metadata of ours."""

    def write(tensors, **metadata):
        path = tmp_path / "a.safetensors"
        safetensors.torch.save_file(tensors, path, metadata or None)
        return path

    return write


def load(path, dtype=torch.float32, parts=PARTS):
    return load_single(path, device=CPU, dtype=dtype, parts=parts)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_networks_as_the_folder(tensors, written, tiny_family, name):
    metadata = {"modelspec.prediction_type": "v"} if name == "sd2-v" else {}
    single = load(written(tensors(name), **metadata))
    folder = load_folder(tiny_family(name), device=CPU, dtype=torch.float32)
    for part in PARTS:
        ours, theirs = getattr(single, part), getattr(folder, part)
        if theirs is None:
            assert ours is None
            continue
        assert ours.config == theirs.config
        assert not ours.training
        before, after = theirs.state_dict(), ours.state_dict()
        assert before.keys() == after.keys()
        assert all(torch.equal(before[key], after[key]) for key in before)
    assert single.schedule == folder.schedule
    assert single.force_zeros == folder.force_zeros
    for part in ("tokenizer", "tokenizer_2"):
        ours, theirs = getattr(single, part), getattr(folder, part)
        assert (ours is None) == (theirs is None)
        assert ours is None or ours.encode("a swan") == theirs.encode("a swan")


def test_half_precision_and_parts(tensors, written):
    path = written({name: t.half() for name, t in tensors("sd2").items()})
    model = load(path, torch.float16, parts=("vae",))
    assert {p.dtype for p in model.vae.parameters()} == {torch.float16}
    assert all(p.is_meta for p in model.unet.parameters())


def test_numbers_lie_in_memory_of_torch_that_nothing_else_shares(tensors, written):
    path = written(tensors("sd2"))
    model = load(path)
    before = model.text_encoder.state_dict()
    kept = {key: tensor.clone() for key, tensor in before.items()}
    path.write_bytes(b"\0" * path.stat().st_size)
    assert all(torch.equal(kept[key], before[key]) for key in kept)
    assert all(p.data_ptr() % 64 == 0 for p in model.unet.parameters() if p.numel() > 64)


EXTRA = {
    "model_ema.decay": torch.ones(()),
    "model_ema.diffusion_modelout2bias": torch.ones(4),
    "alphas_cumprod": torch.ones(1000),
    "cond_stage_model.transformer.text_model.embeddings.position_ids": torch.arange(77)[None],
    "first_stage_model.loss.logvar": torch.ones(()),
}


def test_what_is_not_needed_is_listed(tensors, written):
    unknown = {"somebodys.notes": torch.ones(3)}
    with opened_layout(written({**tensors("sd1"), **EXTRA, **unknown})) as layout:
        assert set(layout.dropped) == set(EXTRA)
        assert layout.unknown == tuple(unknown)
    load(written({**tensors("sd1"), **EXTRA, **unknown}))


def test_shapes_of_other_writers(tensors, written, tiny_family):
    """The VAE's attention as matrices, SD 2's projections as convolutions, CLIP without `text_model.`."""
    found = {}
    for name, tensor in tensors("sd1").items():
        name = name.replace("transformer.text_model.", "transformer.")
        found[name] = (
            tensor[:, :, 0, 0].contiguous() if ".attn_1." in name and tensor.dim() == 4 else tensor
        )
    model = load(written(found))
    folder = load_folder(tiny_family("sd1"), device=CPU, dtype=torch.float32)
    for part in ("vae", "text_encoder"):
        before, after = (getattr(m, part).state_dict() for m in (folder, model))
        assert all(torch.equal(before[key], after[key]) for key in before)


def test_v_and_zero_terminal_snr_by_their_keys(tensors, written):
    marks = {"v_pred": torch.ones(0), "ztsnr": torch.ones(0)}
    schedule = load(written({**tensors("sdxl"), **marks}), parts=()).schedule
    assert schedule.prediction_type == "v_prediction"
    assert schedule.rescale_betas_zero_snr


def refused(path, *kinds) -> ReverieError:
    with pytest.raises(kinds or ReverieError) as caught:
        load(path)
    assert getattr(caught.value, "path", "").endswith("a.safetensors")
    return caught.value


@pytest.mark.parametrize(
    "part", ["model.diffusion_model.", "first_stage_model.", "cond_stage_model."]
)
def test_each_missing_tensor_is_named(tensors, written, part):
    found = tensors("sd1")
    gone = [name for name in found if name.startswith(part)][-1]
    del found[gone]
    error = refused(written(found), WeightsMismatch)
    assert error.missing == (gone,)


@pytest.mark.parametrize("family", ["sd1", "sd2", "sdxl"])
def test_wrong_shapes_are_named_before_anything_is_read(tensors, written, monkeypatch, family):
    monkeypatch.setattr(single_file, "fill", lambda *a, **k: pytest.fail("read"))
    found = tensors(family)
    names = ("model.diffusion_model.time_embed.2.weight", "first_stage_model.quant_conv.bias")
    for name in names:
        bad = torch.ones(3, *found[name].shape[1:])
        assert name in str(refused(written({**found, name: bad}), WeightsMismatch).wrong_shape)


def test_foreign_tensors_in_a_network_are_refused(tensors, written):
    for name in ("model.diffusion_model.time_embed.cond.weight", "first_stage_model.extra"):
        error = refused(written({**tensors("sd1"), name: torch.ones(2)}), WeightsMismatch)
        assert error.unexpected == (name,)


def test_a_u_net_with_blocks_left_out(tensors, written):
    start = "model.diffusion_model.input_blocks.1."
    found = {name: t for name, t in tensors("sd1").items() if not name.startswith(start)}
    refused(written(found), ModelUnsupported, WeightsMismatch)


def test_a_u_net_that_is_told_its_guidance(tensors, written):
    name = "model.diffusion_model.time_embed.cond_proj.weight"
    model = load(written({**tensors("sd1"), name: torch.ones(64, 16)}), parts=("unet",))
    assert model.unet.config.time_cond_proj_dim == 16
    assert torch.equal(model.unet.time_embedding.cond_proj.weight, torch.ones(64, 16))


def test_no_numbers(tensors, written):
    found = tensors("sd1")
    found["model.diffusion_model.out.2.bias"] = torch.full((4,), float("nan"))
    assert isinstance(refused(written(found)), WeightsNotFinite)
    found["model.diffusion_model.out.2.bias"] = torch.ones(4, dtype=torch.int64)
    assert isinstance(refused(written(found)), ModelUnsupported)
    found["model.diffusion_model.out.2.bias"] = torch.ones(4).to(torch.float8_e4m3fn)
    assert isinstance(refused(written(found)), ModelUnsupported)


def test_a_model_without_its_vae(tensors, written):
    found = {n: t for n, t in tensors("sd1").items() if not n.startswith("first_stage_model.")}
    assert refused(written(found), ModelIncomplete).missing == "a VAE"


def test_the_folder_of_small_files_is_gone_afterwards(tensors, written):
    load(written(tensors("sd1")), parts=())
    refused(written(tensors("sd1"), **{PACKED: '{"model_index.json": "{}"}'}))
    assert list((folders.cache() / "single-files").iterdir()) == []
