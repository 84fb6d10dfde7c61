"""Names that weights have, and which of them is read."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

from core.contract.errors import (
    ConfigInvalid,
    FileUnreadable,
    ModelIncomplete,
)
from core.files.models.part_files import PartFiles, has_part, part_files, used_files

STEM = "unet/diffusion_pytorch_model"


def weights(folder: Path, name: str, dtype: str = "F32", tensors: tuple[str, ...] = ("a",)) -> Path:
    """A file of one number for each tensor."""
    size = {"F32": 4, "F16": 2, "BF16": 2}[dtype]
    header = json.dumps(
        {
            tensor: {"dtype": dtype, "shape": [1], "data_offsets": [i * size, (i + 1) * size]}
            for i, tensor in enumerate(tensors)
        }
    ).encode()
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(size * len(tensors)))
    return path


def index(folder: Path, name: str, places: object) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps({"weight_map": places}))


def chosen(folder: Path, dtype: str | None = None) -> list[str]:
    return [path.name for path in part_files(folder, STEM, dtype).paths]


@pytest.mark.parametrize("variant", ["", ".fp16", ".bf16"])
def test_one_file(tmp_path: Path, variant: str) -> None:
    assert not has_part(tmp_path, STEM)
    path = weights(tmp_path, f"{STEM}{variant}.safetensors")
    assert has_part(tmp_path, STEM)
    assert chosen(tmp_path) == chosen(tmp_path, "F16") == [path.name]


@pytest.mark.parametrize(
    ("wanted", "variant"), [("F32", ""), ("F16", ".fp16"), ("BF16", ".bf16"), (None, "")]
)
def test_the_variant_that_fits(tmp_path: Path, wanted: str | None, variant: str) -> None:
    for name, dtype in (("", "F32"), (".fp16", "F16"), (".bf16", "BF16")):
        weights(tmp_path, f"{STEM}{name}.safetensors", dtype)
    assert chosen(tmp_path, wanted) == [f"diffusion_pytorch_model{variant}.safetensors"]


def test_what_is_stored_counts_and_not_the_name(tmp_path: Path) -> None:
    weights(tmp_path, f"{STEM}.safetensors", "F16")
    weights(tmp_path, f"{STEM}.fp16.safetensors", "F32")
    assert chosen(tmp_path, "F32") == ["diffusion_pytorch_model.fp16.safetensors"]
    assert chosen(tmp_path, "BF16") == ["diffusion_pytorch_model.fp16.safetensors"]  # the wider


@pytest.mark.parametrize(
    "name",
    [
        f"{STEM}.safetensors.index.json",
        f"{STEM}.safetensors.index.fp16.json",
        f"{STEM}.fp16.safetensors.index.json",
    ],
)
def test_shards(tmp_path: Path, name: str) -> None:
    weights(tmp_path, "unet/1.safetensors", tensors=("a", "b"))
    weights(tmp_path, "unet/2.safetensors", tensors=("c",))
    index(tmp_path, name, {"a": "1.safetensors", "b": "1.safetensors", "c": "2.safetensors"})
    assert has_part(tmp_path, STEM)
    assert chosen(tmp_path) == ["1.safetensors", "2.safetensors"]
    part_files(tmp_path, STEM).check_places()


@pytest.mark.parametrize(
    ("places", "named"),
    [
        ({"a": "1.safetensors"}, "b"),  # the file has more
        ({"a": "1.safetensors", "b": "1.safetensors", "c": "1.safetensors"}, "c"),  # … or less
        ({"a": "1.safetensors", "b": "2.safetensors"}, "b"),  # … or it lies elsewhere, too
    ],
)
def test_an_index_that_lies(tmp_path: Path, places: dict[str, str], named: str) -> None:
    weights(tmp_path, "unet/1.safetensors", tensors=("a", "b"))
    weights(tmp_path, "unet/2.safetensors", tensors=("b",))
    index(tmp_path, f"{STEM}.safetensors.index.json", places)
    with pytest.raises(ConfigInvalid) as caught:
        part_files(tmp_path, STEM).check_places()
    assert caught.value.key == named


@pytest.mark.parametrize(
    "place",
    [
        "../vae/x.safetensors",
        "/x.safetensors",
        "a/b.safetensors",
        "x.bin",
        ".safetensors/",
        3,
        None,
    ],
)
def test_a_shard_is_a_plain_name(tmp_path: Path, place: object) -> None:
    index(tmp_path, f"{STEM}.safetensors.index.json", {"a": place})
    with pytest.raises(ConfigInvalid):
        part_files(tmp_path, STEM)


def test_too_many_or_no_shards(tmp_path: Path) -> None:
    for places in ({}, {str(i): f"{i}.safetensors" for i in range(1001)}, [], None):
        index(tmp_path, f"{STEM}.safetensors.index.json", places)
        with pytest.raises(ConfigInvalid):
            part_files(tmp_path, STEM)


def test_a_shard_that_is_absent_or_a_link_to_outside(tmp_path: Path) -> None:
    model = tmp_path / "model"
    index(model, f"{STEM}.safetensors.index.json", {"a": "1.safetensors"})
    with pytest.raises(ModelIncomplete, match=r"unet/1\.safetensors"):
        part_files(model, STEM)
    outside = weights(tmp_path, "elsewhere.safetensors")
    (model / "unet/1.safetensors").symlink_to(outside)
    with pytest.raises(FileUnreadable):
        part_files(model, STEM)


@pytest.mark.parametrize(
    ("stem", "pickle"),
    [("unet/x", "unet/x.bin"), ("text_encoder/model", "text_encoder/pytorch_model.bin")],
)
def test_pickles_count_where_there_is_nothing_else(tmp_path: Path, stem: str, pickle: str) -> None:
    with pytest.raises(ModelIncomplete):
        part_files(tmp_path, stem)
    (tmp_path / pickle).parent.mkdir()
    (tmp_path / pickle).write_bytes(b"")
    assert part_files(tmp_path, stem) == PartFiles((tmp_path / pickle,))
    (tmp_path / f"{stem}.safetensors").write_bytes(b"")
    assert part_files(tmp_path, stem) == PartFiles((tmp_path / f"{stem}.safetensors",))


def test_of_variants_side_by_side_one_is_used(tmp_path: Path) -> None:
    own = weights(tmp_path, f"{STEM}.safetensors")
    half = weights(tmp_path, f"{STEM}.fp16.safetensors", "F16")
    weights(tmp_path, f"{STEM}.non_ema.safetensors")
    weights(tmp_path, "v1-5-pruned.safetensors")
    text = weights(tmp_path, "text_encoder/model.safetensors")
    joint = weights(tmp_path, "image_encoder/text_projection.safetensors")
    assert used_files(tmp_path, "F32") == (joint, text, own)
    assert used_files(tmp_path, "F16") == (joint, text, half)
    assert used_files(tmp_path) == (joint, text, own)


def test_of_a_part_by_itself_too_one_variant_is_used(tmp_path: Path) -> None:
    weights(tmp_path, "diffusion_pytorch_model.safetensors")
    half = weights(tmp_path, "diffusion_pytorch_model.fp16.safetensors", "F16")
    assert used_files(tmp_path, "F16") == (half,)


def test_a_broken_part_counts_with_all_its_files(tmp_path: Path) -> None:
    index(tmp_path, f"{STEM}.safetensors.index.json", {"a": "gone.safetensors"})
    odd = weights(tmp_path, f"{STEM}-00001-of-00002.safetensors")
    assert used_files(tmp_path) == (odd,)
