"""A VAE that stands in for a model's own: a single file in either layout, or a diffusers folder.

What shapes do not tell (scaling, groups) is the model's family's: a file of its own does not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import torch

from core.checkpoints import components, ldm_configs, ldm_keys, schemas
from core.checkpoints.ldm_keys import Shape
from core.checkpoints.schemas import JSON
from core.checkpoints.tensors import load_into
from core.contract.errors import FileMissing, ModelIncomplete, ModelUnsupported
from core.files import folders
from core.files.models.folder_files import inside, read_json
from core.files.models.folder_kinds import Family
from core.files.models.legacy_pickle import header_of
from core.files.models.single_kinds import is_vae, kind_of
from core.networks.configs import VAEConfig
from core.networks.vae import VAE

CONFIG = components.CONFIG
_PREFIX = ldm_keys.VAE
_BLOCK = re.compile(r"encoder\.down_blocks\.(\d)\.resnets\.(\d)\.conv1\.weight")


def load_vae_at(
    path: Path, own: VAEConfig, family: Family, *, device: torch.device, dtype: torch.dtype
) -> VAE:
    """The VAE at `path` for a model of `family` whose own VAE has the config `own`.

    Raises `FileMissing`, `ModelUnsupported` (no VAE, or one for other latents), and the errors of
    headers, configs and `tensors.load_into`.
    """
    if path.is_dir():
        vae = _folder_vae(path, device, dtype)
    elif path.is_file():
        vae = _file_vae(path, family, device, dtype)
    else:
        raise FileMissing(str(path))
    found = vae.config
    if (found.latent_channels, found.downscale) != (own.latent_channels, own.downscale):
        raise ModelUnsupported(str(path), "one for another kind of latents", "VAE")
    return vae.eval()


def _folder_vae(path: Path, device: torch.device, dtype: torch.dtype) -> VAE:
    """A vae folder, or the one inside a model folder."""
    model = path if inside(path, f"vae/{CONFIG}").is_file() else path.absolute().parent
    part = "vae" if model == path else path.absolute().name
    config = schemas.vae_config(read_json(model, f"{part}/{CONFIG}"), str(model / part / CONFIG))
    vae = _empty(config)
    files = components.weight_files(model, f"{part}/{components.NETWORK}", dtype)
    load_into(vae, files, dtype=dtype, device=device, own_name=components.current_name)
    return vae


def _file_vae(path: Path, family: Family, device: torch.device, dtype: torch.dtype) -> VAE:
    header = header_of(path)
    shapes = {name: info.shape for name, info in header.tensors.items()}
    if not is_vae(shapes):
        raise ModelUnsupported(str(path), _named(shapes), "VAE")
    bare = {name.removeprefix(_PREFIX): shape for name, shape in shapes.items()}
    base = read_json(folders.resources() / "model_configs" / family, f"vae/{CONFIG}")
    is_ldm = any(name.startswith("encoder.down.") for name in bare)
    said = (
        ldm_configs.vae_config(bare, base, str(path), prefix="")
        if is_ldm
        else _diffusers_config(bare, base)
    )
    vae = _empty(schemas.vae_config(said, str(path)))
    names = [name for name, _ in vae.named_parameters()]
    table = {key.ldm: key.own for key in ldm_keys.vae_keys(names, vae.config, "")}

    def own_name(name: str) -> str | None:
        name = name.removeprefix(_PREFIX)
        if name.startswith(("loss.", "model_ema.")) or name in ldm_keys.BUFFERS:
            return None
        return table.get(name, name) if is_ldm else components.current_name(name)

    load_into(vae, path, dtype=dtype, device=device, own_name=own_name, reshape=True)
    return vae


def _named(shapes: Mapping[str, Shape]) -> str:
    """What a file is that is no VAE."""
    try:
        kind_of(shapes, "")
    except ModelUnsupported as error:
        return error.what
    except ModelIncomplete:
        return "a model without all its parts"
    return "a whole model"


def _diffusers_config(shapes: Mapping[str, Shape], base: JSON) -> JSON:
    """The config of a file with our own names: `base` with what the shapes say."""
    blocks = {
        (int(match[1]), int(match[2])): shape[0]
        for name, shape in shapes.items()
        if (match := _BLOCK.fullmatch(name)) and shape
    }
    widths = [width for (_, layer), width in sorted(blocks.items()) if layer == 0]
    return {
        **base,
        "block_out_channels": widths,
        "layers_per_block": 1 + max((layer for _, layer in blocks), default=0),
        "down_block_types": ["DownEncoderBlock2D"] * len(widths),
        "up_block_types": ["UpDecoderBlock2D"] * len(widths),
        "latent_channels": _side(shapes, "decoder.conv_in.weight", 1),
    }


def _side(shapes: Mapping[str, Shape], name: str, axis: int) -> int:
    shape = shapes.get(name, ())
    return shape[axis] if axis < len(shape) else 0


def _empty(config: VAEConfig) -> VAE:
    with torch.device("meta"):
        return VAE(config)
