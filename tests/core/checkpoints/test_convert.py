"""Folder → file → folder and file → folder → file are equal to the bit; diffusers reads what we write."""

import json
import re

import pytest
import safetensors
import safetensors.torch
import torch

from core.checkpoints.convert import to_folder, to_single_file
from core.checkpoints.folder import load_folder, save_folder
from core.checkpoints.opened_model import Converted
from core.contract.errors import (
    DiskFull,
    FileAlreadyThere,
    InvalidValue,
    ModelUnsupported,
    WeightsMismatch,
    WeightsNotFinite,
)
from core.files import store, streams
from core.files.models.single_files import PACKED

CPU = torch.device("cpu")
NAMES = ("sd1", "sd1-inpaint", "sd2", "sd2-v", "sdxl")
UNUSUAL = ("tiny_model_folder", "tiny_xl_folder")  # heads, groups and words that no family has


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def tiny_xl_folder(tiny_xl_model, tmp_path_factory):
    folder = tmp_path_factory.mktemp("xl") / "tiny"
    save_folder(folder, tiny_xl_model, torch.float32)
    return folder


@pytest.fixture
def model_folder(tiny_family, request):
    """A function: one of NAMES or UNUSUAL → its folder."""
    return lambda name: request.getfixturevalue(name) if name in UNUSUAL else tiny_family(name)


def weights(folder) -> dict[str, torch.Tensor]:
    return {
        f"{path.parent.name}/{name}": tensor
        for path in sorted(folder.rglob("*.safetensors"))
        for name, tensor in safetensors.torch.load_file(path).items()
    }


def same(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(
        one[name].dtype == other[name].dtype and torch.equal(one[name], other[name]) for name in one
    )


def metadata(path) -> dict[str, str]:
    with safetensors.safe_open(path, "pt") as file:
        return file.metadata()


@pytest.mark.parametrize("name", [*NAMES, *UNUSUAL])
def test_folder_to_file_to_folder(model_folder, tmp_path, name):
    folder, file, back = model_folder(name), tmp_path / "a.safetensors", tmp_path / "back"
    assert to_single_file(folder, file) == Converted((), ())
    assert to_folder(file, back) == Converted((), ())
    assert same(weights(folder), weights(back))
    before, after = (
        load_folder(f, device=CPU, dtype=torch.float32, parts=()) for f in (folder, back)
    )
    for part in ("unet", "vae", "text_encoder", "text_encoder_2"):
        if getattr(before, part) is not None:
            assert getattr(before, part).config == getattr(after, part).config
    assert (before.schedule, before.force_zeros) == (after.schedule, after.force_zeros)
    assert before.tokenizer.encode("a swan") == after.tokenizer.encode("a swan")
    assert (PACKED in metadata(file)) == (name in UNUSUAL)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.float16])
def test_file_to_folder_to_file(model_folder, tmp_path, name, dtype):
    to_single_file(model_folder(name), tmp_path / "a.safetensors", dtype=dtype)
    extra = {"model_ema.decay": torch.ones(()), "betas": torch.ones(1000), "notes": torch.ones(2)}
    tensors = safetensors.torch.load_file(tmp_path / "a.safetensors")
    said = metadata(tmp_path / "a.safetensors")
    safetensors.torch.save_file({**tensors, **extra}, tmp_path / "b.safetensors", said)
    left_out = to_folder(tmp_path / "b.safetensors", tmp_path / "folder")
    assert (sorted(left_out.dropped), left_out.unknown) == (
        ["betas", "model_ema.decay"],
        ("notes",),
    )
    to_single_file(tmp_path / "folder", tmp_path / "c.safetensors")
    assert same(tensors, safetensors.torch.load_file(tmp_path / "c.safetensors"))
    assert {t.dtype for t in tensors.values()} == {dtype}


def test_the_24th_text_layer_of_sd2_is_dropped_and_listed(tiny_family, tmp_path, monkeypatch):
    monkeypatch.setattr("core.checkpoints.ldm_configs.SD2_LAYERS", 2)  # the tiny one has 3
    to_single_file(tiny_family("sd2"), tmp_path / "a.safetensors")
    tensors = safetensors.torch.load_file(tmp_path / "a.safetensors")
    safetensors.torch.save_file(tensors, tmp_path / "b.safetensors")
    left_out = to_folder(tmp_path / "b.safetensors", tmp_path / "folder")
    assert len(left_out.dropped) == 12
    assert all(".resblocks.2." in name for name in left_out.dropped)
    model = load_folder(tmp_path / "folder", device=CPU, dtype=torch.float32, parts=())
    assert model.text_encoder.config.num_hidden_layers == 2


def test_changing_the_number_type_of_a_folder(tiny_family, tmp_path):
    to_folder(tiny_family("sd1"), tmp_path / "half", dtype=torch.float16)
    half = weights(tmp_path / "half")
    assert same(half, {name: t.half() for name, t in weights(tiny_family("sd1")).items()})


def test_nothing_is_replaced_unasked(tiny_family, tmp_path):
    file, folder = tmp_path / "a.safetensors", tmp_path / "folder"
    file.write_bytes(b"mine")
    folder.mkdir()
    (folder / "mine.txt").write_text("keep")
    for run, place in ((to_single_file, file), (to_folder, folder)):
        with pytest.raises(FileAlreadyThere):
            run(tiny_family("sd1"), place)
    with pytest.raises(FileAlreadyThere):  # no model folder: not even when told
        to_folder(tiny_family("sd1"), folder, overwrite=True)
    assert file.read_bytes() == b"mine"
    assert (folder / "mine.txt").read_text() == "keep"
    to_single_file(tiny_family("sd1"), file, overwrite=True)
    to_folder(file, tmp_path / "other")
    to_folder(tiny_family("sd1"), tmp_path / "other", overwrite=True)


def test_a_model_is_never_written_into_itself(tiny_family, tmp_path):
    to_folder(tiny_family("sd1"), tmp_path / "m")
    to_single_file(tmp_path / "m", tmp_path / "a.safetensors")
    for run, source, place in (
        (to_single_file, "m", "m/a.safetensors"),
        (to_folder, "m", "m"),
        (to_folder, "m", "m/unet"),
        (to_single_file, "a.safetensors", "a.safetensors"),
        (to_folder, "a.safetensors", "."),
    ):
        with pytest.raises(InvalidValue):
            run(tmp_path / source, tmp_path / place, overwrite=True)
    load_folder(tmp_path / "m", device=CPU, dtype=torch.float32)


@pytest.mark.parametrize("run", [to_single_file, to_folder])
def test_failures_leave_nothing(tiny_family, tmp_path, monkeypatch, run):
    source = tmp_path / "source"
    to_folder(tiny_family("sd1"), source)
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(streams, "free_bytes", lambda path: 1000)
    with pytest.raises(DiskFull) as caught:
        run(source, tmp_path / "out")
    assert caught.value.needed > 10**6
    monkeypatch.undo()
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    path = source / "vae" / "diffusion_pytorch_model.safetensors"
    tensors = safetensors.torch.load_file(path)
    tensors["quant_conv.bias"] = torch.full((8,), 1e30)
    safetensors.torch.save_file(tensors, path)
    with pytest.raises(WeightsNotFinite):
        run(source, tmp_path / "out", dtype=torch.float16)
    del tensors["quant_conv.bias"]
    safetensors.torch.save_file(tensors, path)
    with pytest.raises(WeightsMismatch):
        run(source, tmp_path / "out")
    assert sorted(p for p in tmp_path.iterdir() if p.name != "home") == before


def test_a_stop_in_the_middle_leaves_nothing(tiny_family, tmp_path, monkeypatch):
    real = store.stream

    def stop(path, **keywords):
        if "text_encoder" in str(path):
            raise KeyboardInterrupt
        return real(path, **keywords)

    monkeypatch.setattr("core.checkpoints.rewriting.store.stream", stop)
    with pytest.raises(KeyboardInterrupt):
        to_folder(tiny_family("sd1"), tmp_path / "out")
    assert not [path for path in tmp_path.iterdir() if path.name != "home"]


def test_what_is_no_model_is_refused(tmp_path):
    path = tmp_path / "lora.safetensors"
    safetensors.torch.save_file({"lora_unet_x.lora_down.weight": torch.ones(2, 2)}, path)
    with pytest.raises(ModelUnsupported, match="LoRA"):
        to_folder(path, tmp_path / "out")


@pytest.mark.oracle
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["sd1", "sd2-v", "sdxl", "tiny_xl_folder"])
def test_diffusers_reads_the_same_numbers_from_our_file(model_folder, tmp_path, name):
    import diffusers

    folder, path = model_folder(name), tmp_path / "a.safetensors"
    to_single_file(folder, path)
    xl = re.search("xl", name)
    kind = diffusers.StableDiffusionXLPipeline if xl else diffusers.StableDiffusionPipeline
    extra = {} if xl else {"safety_checker": None}
    one = kind.from_single_file(str(path), config=str(folder), local_files_only=True, **extra)
    other = kind.from_pretrained(folder)
    for part in ("unet", "vae", "text_encoder", *(("text_encoder_2",) if xl else ())):
        ours, theirs = (getattr(pipe, part).state_dict() for pipe in (one, other))
        assert same(ours, theirs), part


def test_shards_and_the_half_variant_are_read(tiny_family, tmp_path):
    import shutil

    folder = tmp_path / "model"
    shutil.copytree(tiny_family("sd1"), folder)
    unet = folder / "unet" / "diffusion_pytorch_model.safetensors"
    tensors = sorted(safetensors.torch.load_file(unet).items())
    unet.unlink()
    index = {}
    for number in (1, 2):
        shard = f"diffusion_pytorch_model-0000{number}-of-00002.safetensors"
        part = dict(tensors[number - 1 :: 2])
        safetensors.torch.save_file(part, unet.with_name(shard))
        index |= dict.fromkeys(part, shard)
    (unet.parent / f"{unet.name}.index.json").write_text(json.dumps({"weight_map": index}))
    vae = folder / "vae" / "diffusion_pytorch_model.safetensors"
    vae.rename(vae.with_suffix(".fp16.safetensors"))
    to_single_file(folder, tmp_path / "a.safetensors")
    to_folder(tmp_path / "a.safetensors", tmp_path / "back")
    assert same(weights(tmp_path / "back"), weights(tiny_family("sd1")))


def test_a_part_that_no_single_file_holds_is_told(tiny_family, tmp_path):
    import shutil

    shutil.copytree(tiny_family("sd1"), tmp_path / "m")
    (tmp_path / "m" / "image_encoder").mkdir()
    left_out = to_single_file(tmp_path / "m", tmp_path / "a.safetensors")
    assert left_out.dropped == ("image_encoder/",)
