"""A vision transformer as transformers lays it out (config.json, model.safetensors), DINO's for instance."""

from __future__ import annotations

from pathlib import Path

import torch

from core.checkpoints import components, schemas
from core.checkpoints.clip_folder import WEIGHTS, Colours, colours_of
from core.checkpoints.tensors import OwnName, load_into
from core.contract.errors import ModelNotFound
from core.files.models.folder_files import read_json
from core.text.vision import VisionEncoder

IMAGENET = Colours((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
# transformers 5.20 and later name the layers anew; files keep the names of old.
_OF_OLD = (
    ("layers.", "encoder.layer."),
    (".attention.q_proj.", ".attention.attention.query."),
    (".attention.k_proj.", ".attention.attention.key."),
    (".attention.v_proj.", ".attention.attention.value."),
    (".attention.o_proj.", ".attention.output.dense."),
    (".mlp.fc1.", ".intermediate.dense."),
    (".mlp.fc2.", ".output.dense."),
)


def load_vit_folder(
    path: Path | str, *, device: torch.device, dtype: torch.dtype
) -> tuple[VisionEncoder, Colours]:
    """The encoder and the colours it was trained on. Raises as `clip_folder.load_clip_folder`."""
    folder = Path(path).absolute()
    if not folder.is_dir():
        raise ModelNotFound(str(path), ())
    where = str(folder / components.CONFIG)
    config = schemas.vision_config(read_json(folder, components.CONFIG), where)
    with torch.device("meta"):
        encoder = VisionEncoder(config)
    files = components.weight_files(folder, WEIGHTS, dtype)
    load_into(encoder, files, dtype=dtype, device=device, own_name=_names(encoder))
    return encoder.to(device).eval(), colours_of(folder, IMAGENET)


def _names(encoder: VisionEncoder) -> OwnName:
    """File name → parameter name. What pools or classifies afterwards is not wanted."""
    own = {published(name.removeprefix("model.")): name for name, _ in encoder.named_parameters()}

    def own_name(name: str) -> str | None:
        bare = published(name.removeprefix("vit."))
        return None if bare.startswith(("pooler.", "classifier.")) else own.get(bare, name)

    return own_name


def published(name: str) -> str:
    """A parameter's name as files have it, from that or from the one of today."""
    if not name.startswith("layers."):
        return name
    for now, then in _OF_OLD:
        name = name.replace(now, then)
    return name
