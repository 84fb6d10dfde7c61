"""Each part of a model folder on its own: U-Net, VAE, text and image encoder, read and written.

A network is built without memory from its checked config and then filled. `model` is always the
model's folder, the part lies in the folder of its name. What fits to what is `folder.py`'s question.

All `load_…` raise `ModelIncomplete`, `ModelUnsupported`, `ConfigInvalid`, `FileUnreadable` and the
errors of `tensors.load_into`; all `save_…` those of `core/files/store.py` and `WeightsNotFinite`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from core.checkpoints import detect, schemas
from core.checkpoints.tensors import STORED, OwnName, load_into, write_safetensors
from core.contract.errors import ModelUnsupported, WeightsMismatch
from core.files import store
from core.files.models.folder_files import inside, read_json
from core.files.models.legacy_pickle import header_of
from core.files.models.part_files import CLIP, part_files
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.encoder import ImageEncoder, ProjectedTextEncoder, TextEncoder

Module = TypeVar("Module", UNet, VAE, TextEncoder)

CONFIG = "config.json"
NETWORK = "diffusion_pytorch_model"  # stem of the weights as diffusers names them
TEXT = "text_encoder"
TEXT_2 = "text_encoder_2"  # SDXL's second
JOINT = "text_projection.safetensors"  # beside an image encoder: what joins it to the text encoder
_ABSENT = torch.device("meta")
# Attention of a VAE written before diffusers 0.13.
_OLD_ATTENTION = {"query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"}


def build_unet(model: Path) -> UNet:
    """The U-Net that the config describes, without memory for its weights."""
    data = read_json(model, f"unet/{CONFIG}")
    with _ABSENT:
        return UNet(schemas.unet_config(data, _config_path(model, "unet")))


def load_unet(model: Path, *, device: torch.device, dtype: torch.dtype) -> UNet:
    """unet/."""
    return fill(build_unet(model), model, device=device, dtype=dtype)


def build_vae(model: Path) -> VAE:
    """The autoencoder that the config describes, without memory for its weights."""
    data = read_json(model, f"vae/{CONFIG}")
    with _ABSENT:
        return VAE(schemas.vae_config(data, _config_path(model, "vae")))


def load_vae(model: Path, *, device: torch.device, dtype: torch.dtype) -> VAE:
    """vae/, also with the attention names of before diffusers 0.13."""
    return fill(build_vae(model), model, device=device, dtype=dtype)


def build_text_encoder(model: Path, part: str = TEXT) -> TextEncoder:
    """The text encoder that the config of `part` describes, without memory for its weights."""
    data, path, projected = (
        read_json(model, f"{part}/{CONFIG}"),
        _config_path(model, part),
        part == TEXT_2,
    )
    with _ABSENT:
        kind = ProjectedTextEncoder if projected else TextEncoder
        return kind(schemas.text_config(data, path, projected=projected))


def load_text_encoder(
    model: Path, *, device: torch.device, dtype: torch.dtype, part: str = TEXT
) -> TextEncoder:
    """text_encoder/ or text_encoder_2/, its names with and without the prefix `text_model.`."""
    return fill(build_text_encoder(model, part), model, device=device, dtype=dtype)


def fill(network: Module, model: Path, *, device: torch.device, dtype: torch.dtype) -> Module:
    """A U-Net, VAE or text encoder that a `build_…` made, with its weights, in evaluation mode."""
    match network:
        case VAE():
            return _filled(network, model, f"vae/{NETWORK}", device, dtype, current_name)
        case TextEncoder():
            names, stem = _clip_names(network), f"{_text_part(network)}/{CLIP}"
            return _filled(network, model, stem, device, dtype, names).to(device)
        case _:
            return _filled(network, model, f"unet/{NETWORK}", device, dtype)


def load_image_encoder(
    model: Path, text_width: int, *, device: torch.device, dtype: torch.dtype
) -> ImageEncoder | None:
    """image_encoder/, or None for a model without one, or with one that no projection joins to its words."""
    joint = inside(model, f"image_encoder/{JOINT}")
    if not joint.is_file():
        return None
    data = read_json(model, f"image_encoder/{CONFIG}")
    with _ABSENT:
        config = schemas.image_config(data, _config_path(model, "image_encoder"))
        encoder = ImageEncoder(config, text_width)
    files = [*weight_files(model, f"image_encoder/{CLIP}", dtype), joint]
    load_into(encoder, files, dtype=dtype, device=device, own_name=_clip_names(encoder))
    return encoder.to(device).eval()


def save_unet(model: Path, unet: UNet, dtype: torch.dtype) -> None:
    """unet/config.json and its weights as `dtype`."""
    _save(model / "unet", NETWORK, schemas.unet_json(unet.config), unet.state_dict(), dtype)


def save_vae(model: Path, vae: VAE, dtype: torch.dtype) -> None:
    """vae/config.json and its weights as `dtype`."""
    _save(model / "vae", NETWORK, schemas.vae_json(vae.config), vae.state_dict(), dtype)


def save_text_encoder(model: Path, encoder: TextEncoder, dtype: torch.dtype) -> None:
    """text_encoder/ or text_encoder_2/, with the prefix `text_model.` that every reader knows."""
    tensors = {}
    for name, tensor in encoder.state_dict().items():
        bare = bare_name(name)
        tensors[bare if bare.startswith("text_projection.") else f"text_model.{bare}"] = tensor
    part = _text_part(encoder)
    config = schemas.text_json(encoder.config, projected=part == TEXT_2)
    _save(model / part, CLIP, config, tensors, dtype)


def save_image_encoder(model: Path, encoder: ImageEncoder, dtype: torch.dtype) -> None:
    """image_encoder/ as transformers reads it, and what joins it to the text encoder in a file beside."""
    own, joint = {}, {}
    for name, tensor in encoder.state_dict().items():
        bare = bare_name(name)
        if bare in ("text_projection.weight", "logit_scale"):
            joint[bare] = tensor
        else:
            own[bare if bare.startswith("visual_") else f"vision_model.{bare}"] = tensor
    folder = model / "image_encoder"
    _save(folder, CLIP, schemas.image_json(encoder.config), own, dtype)
    write_safetensors(folder / JOINT, joint, dtype=dtype)


def _filled(
    module: Module,
    model: Path,
    stem: str,
    device: torch.device,
    dtype: torch.dtype,
    own_name: OwnName = str,
) -> Module:
    """The network with its weights, in evaluation mode."""
    files = weight_files(model, stem, dtype)
    try:
        load_into(module, files, dtype=dtype, device=device, own_name=own_name)
    except WeightsMismatch:
        shapes = {n: info.shape for f in files for n, info in header_of(f).tensors.items()}
        found = detect.family(shapes)
        if stem.startswith("unet/") and found is not None and not detect.usable(found):
            raise ModelUnsupported(str(files[0]), found) from None
        raise
    return module.eval()


def weight_files(model: Path, stem: str, dtype: torch.dtype | None = None) -> list[Path]:
    """The files of a part that fit `dtype` best, and what their index says found true.

    Raises as `part_files` and `PartFiles.check_places`.
    """
    files = part_files(model, stem, None if dtype is None else STORED[dtype])
    files.check_places()
    return list(files.paths)


def _save(
    folder: Path, stem: str, config: schemas.JSON, tensors: Mapping[str, Tensor], dtype: torch.dtype
) -> None:
    store.make_folder(folder)
    store.write_json(folder / CONFIG, config)
    write_safetensors(folder / f"{stem}.safetensors", tensors, dtype=dtype)


def _text_part(encoder: TextEncoder) -> str:
    return TEXT_2 if isinstance(encoder, ProjectedTextEncoder) else TEXT


def _config_path(model: Path, part: str) -> str:
    return str(model / part / CONFIG)


def current_name(name: str) -> str:
    """Name of a VAE's tensor in an old file → the name it has today."""
    owner, _, leaf = name.rpartition(".")
    before, _, last = owner.rpartition(".")
    if last in _OLD_ATTENTION and ".attentions." in owner:
        return f"{before}.{_OLD_ATTENTION[last]}.{leaf}"
    return name


def bare_name(name: str) -> str:
    """A CLIP tensor's name without the prefixes that versions of transformers add or drop."""
    for prefix in ("model.", "text_model.", "text_model.", "vision_model.", "vision_model."):
        name = name.removeprefix(prefix)
    return name


def _clip_names(encoder: nn.Module) -> OwnName:
    """File name → parameter name, whatever prefix the file has; position counters are not wanted."""
    own = {bare_name(name): name for name, _ in encoder.named_parameters()}

    def own_name(name: str) -> str | None:
        bare = bare_name(name)
        return None if bare == "embeddings.position_ids" else own.get(bare, name)

    return own_name
