"""Single files and folders made to harm: each is refused by one typed error, nothing runs, nothing outside is touched.

Where it makes sense a control arm shows that a reader which trusts the file is fooled.
"""

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from core.checkpoints.convert import to_folder, to_single_file
from core.checkpoints.folder import load_folder
from core.checkpoints.single_file import load_single
from core.cli import wording
from core.contract.errors import ReverieError
from core.files.models import library
from core.files.models.single_files import PACKED, read_single

CPU = torch.device("cpu")
OUTSIDE = "outside.txt"


@pytest.fixture(scope="module")
def honest(tiny_family, tmp_path_factory):
    """Header and data of an honest single file."""
    path = tmp_path_factory.mktemp("honest") / "a.safetensors"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REVERIE_HOME", str(path.parent / "home"))
        to_single_file(tiny_family("sd1"), path)
    raw = path.read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    return json.loads(raw[8 : 8 + length]), raw[8 + length :]


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder of its own, with something outside that nobody may read or change."""
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    (tmp_path / OUTSIDE).write_text("precious")
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path / "in"


def write(path: Path, header: object, data: bytes, length: int | None = None) -> Path:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(raw) if length is None else length) + raw + data)
    return path


U = "model.diffusion_model."
OUT = f"{U}out.2.bias"
FIRST = f"{U}input_blocks.0.0.weight"
WORDS = "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight"


def changed(name: str, **fields):
    return lambda header: {**header, name: {**header[name], **fields}}


def without(*names: str):
    return lambda header: {k: v for k, v in header.items() if k not in names}


def renamed(name: str, other: str):
    return lambda header: {(other if k == name else k): v for k, v in header.items()}


def packed(**texts: object):
    texts = {k.replace("__", "/").replace("_json", ".json"): v for k, v in texts.items()}
    return lambda header: {**header, "__metadata__": {PACKED: json.dumps(texts)}}


def meta(**texts: object):
    return lambda header: {**header, "__metadata__": texts}


INDEX = {"_class_name": "StableDiffusionPipeline"}
# Each changes an honest header; the data behind it stay.
HEADERS = {
    "a shape that is larger than its bytes": changed(OUT, shape=[400]),
    "a shape whose product overflows": changed(OUT, shape=[2**62, 2**62]),
    "a negative side": changed(OUT, shape=[-4]),
    "a side that is a text": changed(OUT, shape=["4"]),
    "a side that is true": changed(OUT, shape=[True]),
    "a shape of rank 9": changed(OUT, shape=[4] + [1] * 8),
    "no shape": changed(OUT, shape=None),
    "offsets backwards": changed(OUT, data_offsets=[16, 0]),
    "offsets far behind the end": changed(OUT, data_offsets=[2**40, 2**40 + 16]),
    "offsets of another tensor": lambda h: changed(OUT, data_offsets=h[FIRST]["data_offsets"])(h),
    "offsets that leave a hole": lambda h: changed(OUT, data_offsets=[h[OUT]["data_offsets"][0] + 1, h[OUT]["data_offsets"][1] + 1])(h),
    "three offsets": changed(OUT, data_offsets=[0, 8, 16]),
    "an unknown type": changed(OUT, dtype="F128"),
    "a type that is a list": changed(OUT, dtype=["F32"]),
    "a type of whole numbers": changed(OUT, dtype="I32"),
    "a type of 8 bits": changed(OUT, dtype="F8_E4M3", shape=[16]),
    "complex numbers": changed(OUT, dtype="C64"),
    "a tensor with another field": changed(OUT, run="rm -rf /"),
    "a tensor without a type": lambda h: {**h, OUT: {k: v for k, v in h[OUT].items() if k != "dtype"}},
    "a tensor that is a number": lambda h: {**h, OUT: 3},
    "metadata that are numbers": meta(x=3),
    "metadata that are a list": lambda h: {**h, "__metadata__": []},
    "metadata within metadata": meta(x={"y": "z"}),
    "an empty name": renamed(OUT, ""),
    "a name of 10,000 characters": renamed(OUT, "x" * 10_000),
    "a name with a line end": renamed(OUT, f"{OUT}\n"),
    "a name with a zero": renamed(OUT, f"{OUT}\0"),
    "half a character": renamed(OUT, f"{OUT}\ud800"),
    "a name that is a path": renamed(OUT, "../../outside.txt"),
    "a name that is an attribute": renamed(OUT, f"{U}__class__.__init__"),
    "a name that is a method": renamed(OUT, f"{U}out.2.forward"),
    "a network within the network": renamed(OUT, f"{U}out.2.bias.data"),
    "one tensor missing": lambda h: {**h, "x": h[OUT]} | {OUT: {**h[OUT], "shape": [0], "data_offsets": [0, 0]}},
    "another number of channels": changed(FIRST, shape=[64 * 4, 1, 3, 3]),
    "a U-Net without a middle": lambda h: {k.replace("middle_block", "centre_block"): v for k, v in h.items()},
    "a U-Net of a million levels": lambda h: {**h, **{f"{U}input_blocks.{i}.0.op.weight": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]} for i in range(4, 20_000)}},
    "words of no width": changed(WORDS, shape=[49408 * 64, 1]),
    "words of another width": changed(WORDS, shape=[64, 49408]),
    "fewer words than the tokenizer has": changed(WORDS, shape=[49408 * 64 // 128, 128]),
    "a flat matrix of words": changed(WORDS, shape=[49408 * 64]),
    "a VAE without its decoder": lambda h: {k.replace("first_stage_model.decoder", "first_stage_model.coder"): v for k, v in h.items()},
    "small files that are no JSON": meta(**{PACKED: "{"}),
    "small files that are a bomb of brackets": meta(**{PACKED: "[" * 100_000}),
    "small files upwards": packed(**{"../../outside.txt": "x"}),
    "small files at an absolute place": packed(**{"/tmp/reverie-hostile.json": "x"}),
    "small files with code": packed(**{"unet/model.py": "open('ran', 'w')"}),
    "small files with a module of the hub": packed(**{"unet/config.json": json.dumps({"auto_map": {"AutoModel": "x--y"}}), "model_index.json": json.dumps(INDEX)}),
    "a custom pipeline": packed(model_index_json=json.dumps({**INDEX, "_class_name": ["x", "Evil"], "custom_pipeline": "x/evil"})),
    "a pipeline that is a path": packed(model_index_json=json.dumps({"_class_name": "../outside.txt"})),
    "a class to look up": packed(model_index_json=json.dumps({**INDEX, "unet": ["os", "system"]})),
    "a class of the builtins": packed(model_index_json=json.dumps({**INDEX, "text_encoder": ["builtins", "eval"]})),
    "numbers that no config has": packed(model_index_json=json.dumps(INDEX), unet__config_json='{"block_out_channels": [1e999]}'),
    "a config of a million levels": packed(model_index_json=json.dumps(INDEX), unet__config_json=json.dumps({"block_out_channels": [8] * 100_000})),
}  # fmt: skip


def tells(error: ReverieError) -> str:
    """The sentence of a typed error, in one line and printable."""
    text = wording.sentence(error)
    assert text.isprintable()
    assert len(text) < 1500
    return text


def untouched(place: Path) -> None:
    assert (place.parent / OUTSIDE).read_text() == "precious"
    assert not Path("ran").exists()
    assert not Path("/tmp/reverie-hostile.json").exists()
    assert not list(place.parent.glob("home/cache/single-files/*"))


@pytest.mark.parametrize("change", HEADERS.values(), ids=HEADERS)
def test_a_lying_header(honest, place, change):
    header, data = honest
    path = write(place / "a.safetensors", change(header), data)
    with pytest.raises(ReverieError) as caught:
        load_single(path, device=CPU, dtype=torch.float32)
    assert "a.safetensors" in tells(caught.value)
    with pytest.raises(ReverieError):
        to_folder(path, place / "out")
    untouched(place)
    assert sorted(p.name for p in place.iterdir()) == ["a.safetensors"]


RAW = {
    "an empty file": b"",
    "seven bytes": b"1234567",
    "a web page": b"<!DOCTYPE html><html><body>Sign in</body></html>" * 10,
    "a pickle": b"\x80\x04cos\nsystem\n(S'touch ran'\ntR.",
    "a zip": b"PK\x03\x04" + b"\0" * 100,
    "a header of 2^63 bytes": struct.pack("<Q", 2**63) + b"{}",
    "a header of 100 MB": struct.pack("<Q", 10**8) + b"{}",
    "only a header's length": struct.pack("<Q", 1000),
    "a header of another type": struct.pack("<Q", 2) + b"[]",
    "a header that begins with a blank": struct.pack("<Q", 3) + b" {}",
    "two objects": struct.pack("<Q", 4) + b"{}{}",
    "a header that is not text": struct.pack("<Q", 4) + b'{"\xff',
    "something behind the last tensor": struct.pack("<Q", 2) + b"{}" + b"#!/bin/sh\ntouch ran\n",
    "a key twice": struct.pack("<Q", 16) + b'{"a": {},"a":{}}',
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_what_is_no_header(place, raw):
    path = place / "a.safetensors"
    path.write_bytes(raw)
    for use in (
        read_single,
        library.describe,
        lambda p: load_single(p, device=CPU, dtype=torch.float32),
    ):
        with pytest.raises(ReverieError) as caught:
            use(path)
        tells(caught.value)
    untouched(place)


def test_the_control_arm_a_reader_that_unpickles_is_fooled(place):
    (place / "a.safetensors").write_bytes(RAW["a pickle"])
    code = "import pickle; pickle.load(open('a.safetensors', 'rb'))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=place)
    assert (place / "ran").exists()


def test_a_file_cut_short_while_it_is_read(honest, place):
    header, data = honest
    for cut in (1, len(data) // 2, len(data)):
        path = write(place / "a.safetensors", header, data[:-cut])
        with pytest.raises(ReverieError):
            load_single(path, device=CPU, dtype=torch.float32)


def test_places_that_are_no_files(place):
    import os

    os.mkfifo(place / "pipe.safetensors")
    (place / "loop.safetensors").symlink_to("loop.safetensors")
    (place / "gone.safetensors").symlink_to("nowhere")
    for name in ("pipe", "loop", "gone", "none"):
        with pytest.raises(ReverieError):
            library.describe(place / f"{name}.safetensors")
    with pytest.raises(ReverieError):
        library.describe(Path("/dev/zero"))


SHARDS = {
    "upwards": "../../../outside.txt",
    "upwards with the right ending": "../../outside.safetensors",
    "absolute": "/etc/passwd",
    "absolute with the right ending": "/tmp/outside.safetensors",
    "with a slash": "sub/model.safetensors",
    "with a backslash": "..\\outside.safetensors",
    "a pickle": "pytorch_model.bin",
    "a number": 3,
    "nothing": None,
    "a list": ["a.safetensors"],
    "a zero": "a\0.safetensors",
}


@pytest.mark.parametrize("shard", SHARDS.values(), ids=SHARDS)
def test_shards_that_lie_elsewhere(tiny_family, place, shard):
    """The folder's own reader and the converter refuse the name; the decoy outside is a working file."""
    import shutil

    folder = place / "m"
    shutil.copytree(tiny_family("sd1"), folder)
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    shutil.copy(weights, place.parent / "outside.safetensors")
    weights.rename(weights.with_name("other.safetensors"))
    index = {"weight_map": {"conv_in.weight": shard, "conv_in.bias": "other.safetensors"}}
    (folder / "unet" / f"{weights.name}.index.json").write_text(json.dumps(index))
    for use in (
        lambda: load_folder(folder, device=CPU, dtype=torch.float32),
        lambda: to_single_file(folder, place / "a.safetensors"),
    ):
        with pytest.raises(ReverieError) as caught:
            use()
        tells(caught.value)
    assert not (place / "a.safetensors").exists()
    untouched(place)


def test_the_control_arm_a_reader_that_joins_paths_is_fooled(tiny_family, place):
    import safetensors.torch

    folder = place / "m" / "unet"
    folder.mkdir(parents=True)
    source = tiny_family("sd1") / "unet" / "diffusion_pytorch_model.safetensors"
    (place.parent / "outside.safetensors").write_bytes(source.read_bytes())
    assert safetensors.torch.load_file(folder / "../../../outside.safetensors")


def test_links_out_of_a_folder(tiny_family, place):
    import shutil

    folder = place / "m"
    shutil.copytree(tiny_family("sd1"), folder)
    weights = folder / "vae" / "diffusion_pytorch_model.safetensors"
    weights.rename(place.parent / "vae.safetensors")
    weights.symlink_to(place.parent / "vae.safetensors")
    with pytest.raises(ReverieError):
        to_single_file(folder, place / "a.safetensors")
    assert not (place / "a.safetensors").exists()
