"""Which files hold the weights of a part, among the names that are about in the world.

`<stem>.safetensors`, its narrower variants (`<stem>.fp16.safetensors`), and both in shards with an
index that says in which file each tensor lies. Only where there is none of these a pickle (`.bin`) counts,
whole. No tensor is read here, only headers where needed.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import ConfigInvalid, ModelIncomplete, ReverieError
from core.files.models.folder_files import inside, read_json, weight_files
from core.files.models.headers import DTYPE_BYTES, read_header

CLIP = "model"  # stem of the weights as transformers names them
INDEX_BYTES = 16 * 2**20  # as much as a header may have
SHARDS_MAX = 1000
_PICKLES = {
    CLIP: "pytorch_model"
}  # what the pickled weights of a stem are called, where it differs
_STEMS = ("diffusion_pytorch_model", CLIP)
_VARIANTS = ("", ".fp16", ".bf16")  # the first counts where all fit as well


@dataclass(frozen=True)
class PartFiles:
    """The files of a part and, for shards, their index with the file's name in which each tensor must lie."""

    paths: tuple[Path, ...]
    index: Path | None = None
    places: dict[str, str] | None = None

    def check_places(self) -> None:
        """Raises `ConfigInvalid` where the shards hold other tensors than the index says; errors of headers."""
        if self.places is None:
            return
        there = [(name, path.name) for path in self.paths for name in read_header(path).tensors]
        said = set(self.places.items())
        odd = next((name for name, place in there if (name, place) not in said), None)
        if odd is None and len(there) != len(said):
            odd = next(iter(said - set(there)))[0]
        if odd is not None:
            raise ConfigInvalid(str(self.index), odd[:80], None, "in the file that the index says")


def has_part(model: Path, stem: str) -> bool:
    """Whether the model folder has weights of this stem ("unet/diffusion_pytorch_model")."""
    return bool(_present(model, stem))


def part_files(model: Path, stem: str, dtype: str | None = None) -> PartFiles:
    """The files that fit `dtype` (as a header names it: "F16") best: first those that hold it, then wider ones.

    Raises `ModelIncomplete`, `ConfigInvalid` (an index that lies), `FileUnreadable`, and the errors of headers
    where there is a choice.
    """
    found = _present(model, stem)
    if not found:
        raise ModelIncomplete(str(model), f"{stem}.safetensors")
    choices = [_open(model, name) for name in found]
    if len(choices) == 1 or dtype is None:
        return choices[0]
    return min(choices, key=lambda files: _distance(files, dtype))


def used_files(model: Path, dtype: str | None = None) -> tuple[Path, ...]:
    """All weights in a model folder but those that lie unused beside others: variants, single files.

    `dtype` as in `part_files`. Raises `FileUnreadable`.
    """
    files = weight_files(model)
    files = tuple(path for path in files if path.parent != model) or files
    unused: set[Path] = set()
    for part in {path.parent for path in files}:
        for name in _STEMS:
            unused |= _unused(model, part, name, [f for f in files if f.parent == part], dtype)
    return tuple(path for path in files if path not in unused)


def _unused(model: Path, part: Path, name: str, files: list[Path], dtype: str | None) -> set[Path]:
    """Which of a part's files under this stem are not read."""
    stem = (part / name).relative_to(model).as_posix()
    with suppress(
        ReverieError
    ):  # a part that drawing does not need may be broken: all of it counts
        read = part_files(model, stem, dtype).paths
        starts = tuple(
            f"{word}{mark}" for word in (name, _PICKLES.get(name, name)) for mark in ".-"
        )
        return {path for path in files if path.name.startswith(starts)} - set(read)
    return set()


def _present(model: Path, stem: str) -> list[str]:
    """Names of the weights or indices that are there, one for each variant."""
    found = []
    for variant in _VARIANTS:
        names = (
            f"{stem}{variant}.safetensors",
            f"{stem}.safetensors.index{variant}.json",
            f"{stem}{variant}.safetensors.index.json",
        )
        found += [name for name in names if inside(model, name).is_file()][:1]
    return found or _pickled(model, stem)


def _pickled(model: Path, stem: str) -> list[str]:
    part, slash, name = stem.rpartition("/")
    names = [f"{part}{slash}{_PICKLES.get(name, name)}{variant}.bin" for variant in _VARIANTS]
    return [name for name in names if inside(model, name).is_file()][:1]


def _open(model: Path, name: str) -> PartFiles:
    if name.endswith((".safetensors", ".bin")):
        return PartFiles((inside(model, name),))
    places = read_json(model, name, INDEX_BYTES).get("weight_map")
    if not isinstance(places, dict) or not all(_is_shard(place) for place in places.values()):
        expected = "names of safetensors files beside it"
        raise ConfigInvalid(str(model / name), "weight_map", None, expected)
    part, shards = name.rpartition("/")[0], sorted(set(places.values()))
    if not 1 <= len(shards) <= SHARDS_MAX:
        expected = f"1 to {SHARDS_MAX} files"
        raise ConfigInvalid(str(model / name), "weight_map", len(shards), expected)
    paths = tuple(inside(model, f"{part}/{shard}") for shard in shards)
    absent = [path.name for path in paths if not path.is_file()]
    if absent:
        raise ModelIncomplete(str(model), f"{part}/{absent[0]}")
    return PartFiles(paths, model / name, places)


def _is_shard(name: object) -> bool:
    return isinstance(name, str) and name.endswith(".safetensors") and name == Path(name).name


def _distance(files: PartFiles, dtype: str) -> tuple[bool, int]:
    """How badly the stored numbers fit: another type is worse than the same, a narrow one than a wide one."""
    stored = [info.dtype for info in read_header(files.paths[0]).tensors.values()]
    kind = max(set(stored), key=lambda name: (stored.count(name), name)) if stored else dtype
    return kind != dtype, -DTYPE_BYTES[kind]
