"""What the U-Net of a single file predicts, eps or v, as far as it can be told without running it.

In this order: the file's own metadata (modelspec), a key named `v_pred`, a YAML or JSON beside the file
under its name, what a run of the network once showed (kept in the cache), the family's usual. The person's
own choice (`--prediction`) is not this module's: it wins over all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from core.contract.errors import ConfigInvalid, FileMissing, ReverieError
from core.files import folders, store
from core.files.models.folder_files import CONTENT
from core.files.models.folder_kinds import Prediction
from core.files.models.hashes import file_stamp
from core.files.models.headers import Header
from core.files.plain_yaml import read_yaml
from core.files.reading import opened

# "folder": a model folder's scheduler says it. "family": nobody does, so it is still to be tried.
Basis = Literal["folder", "metadata", "key", "beside", "probe", "family"]

METADATA = "modelspec.prediction_type"
V_KEY, ZERO_SNR_KEY = "v_pred", "ztsnr"
BESIDE = (".yaml", ".yml", ".json")
BESIDE_BYTES = 2**16  # the published ones have 2 kB
DEPTH_MAX = 12  # how deep a setting may lie in such a file
PROBES_FILE = "predictions.json"
PROBES_MAX = 2000
_WORDS: dict[str, Prediction] = {
    **dict.fromkeys(("eps", "epsilon"), "eps"),
    **dict.fromkeys(("v", "v_prediction", "v-prediction", "vpred", "velocity"), "v"),
}
_SETTINGS = ("parameterization", "prediction_type")
_ZERO_SNR_SETTINGS = ("rescale_betas_zero_snr", "zero_terminal_snr", "ztsnr")
_SCALING = {"VScaling": "v", "EpsScaling": "eps"}  # classes of SGM's YAML, compared, never imported


@dataclass(frozen=True)
class Told:
    """A prediction and who says so."""

    prediction: Prediction
    basis: Basis
    zero_snr: bool = False  # the noise of its last training step left nothing of the picture


def told(path: Path, header: Header) -> Told:
    """What is known about the file at `path`. Raises `ConfigInvalid` for a broken file beside it."""
    zero_snr = ZERO_SNR_KEY in header.tensors
    said = _WORDS.get(header.metadata.get(METADATA, "").strip().lower())
    if said is not None:
        return Told(said, "metadata", zero_snr)
    if V_KEY in header.tensors:
        return Told("v", "key", zero_snr)
    beside = _beside(path)
    if beside is not None:
        return Told(beside.prediction, "beside", zero_snr or beside.zero_snr)
    probed = _probes().get(str(path.resolve()))
    if isinstance(probed, dict) and probed.get("stamp") == file_stamp(path):
        kept = probed.get("prediction")
        if kept in ("eps", "v"):
            return Told(kept, "probe", zero_snr)
    return Told("eps", "family", zero_snr)


def remember_probe(path: Path, prediction: Prediction) -> None:
    """Keep what a run of the network showed, in our cache. A cache that cannot be written only costs time."""
    key = str(path.resolve())
    with suppress(ReverieError):
        kept = {name: entry for name, entry in _probes().items() if name != key}
        kept[key] = {"stamp": file_stamp(path), "prediction": prediction}
        store.make_folder(folders.cache())
        store.write_json(folders.cache() / PROBES_FILE, dict(list(kept.items())[-PROBES_MAX:]))


def probed() -> frozenset[str]:
    """The paths of the files that a run of the network once told something about."""
    return frozenset(_probes())


def _probes() -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        data = json.loads((folders.cache() / PROBES_FILE).read_bytes())
        if isinstance(data, dict):
            return data
    return {}


def _beside(path: Path) -> Told | None:
    """What the first file of the same name with another ending says, if it says anything."""
    for ending in BESIDE:
        place = path.with_suffix(ending)
        try:
            with opened(place) as file:
                raw = file.read(BESIDE_BYTES + 1)
        except FileMissing:
            continue
        settings = list(_settings(_parsed(raw, place)))
        said = [word for key, value in settings if (word := _prediction(key, value)) is not None]
        if said:
            zero = any(key in _ZERO_SNR_SETTINGS and value is True for key, value in settings)
            return Told(said[0], "beside", zero)
    return None


def _parsed(raw: bytes, place: Path) -> Any:
    """YAML or JSON as plain data. Raises `ConfigInvalid`."""
    is_json = place.suffix == ".json"
    if len(raw) > BESIDE_BYTES:
        if is_json:  # downloads lie beside models with pages of JSON about them
            return None
        raise ConfigInvalid(str(place), CONTENT, None, f"at most {BESIDE_BYTES} bytes")
    try:
        return json.loads(raw) if is_json else read_yaml(raw)
    except (ValueError, RecursionError) as error:
        raise ConfigInvalid(str(place), CONTENT, None, "JSON" if is_json else "YAML") from error


def _settings(data: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    """All keys with their values, however deep in mappings they lie; lists are not looked into."""
    if not isinstance(data, Mapping) or depth > DEPTH_MAX:
        return
    for key, value in data.items():
        if isinstance(value, Mapping):
            yield from _settings(value, depth + 1)
        elif isinstance(key, str):
            yield key, value


def _prediction(key: str, value: Any) -> Prediction | None:
    if not isinstance(value, str):
        return None
    if key in _SETTINGS:
        return _WORDS.get(value.strip().lower())
    if key == "target":
        return _WORDS.get(_SCALING.get(value.rpartition(".")[2], ""))
    return None
