"""An example of each error of the contract, as it happens to people: what the screenshots of errors show."""

from __future__ import annotations

import dataclasses

from core.contract import addition_errors as a
from core.contract import download_errors as d
from core.contract import errors as e
from core.contract.explain import MissingEncoder

MODEL = "/data/models/dreamshaper_8.safetensors"
FOLDER = "/data/models/dreamshaper-8"
PICTURES = "/home/ada/Pictures/Reverie"
PHOTO = "/home/ada/Photos/IMG_2041.jpg"
CLIP = "openai/clip-vit-large-patch14"

EXAMPLES: tuple[e.ReverieError, ...] = (
    e.InvalidValue("clip_skip", 14, "between 1 and 12 for this model"),
    e.FileMissing(PHOTO),
    e.FileUnreadable(PHOTO, "Permission denied"),
    e.FileAlreadyThere(f"{PICTURES}/20261126-091500-42.png"),
    e.NotWritable(PICTURES, "Read-only file system"),
    e.DiskFull(f"{PICTURES}/20261126-091500-42.png", 300_000_000, 12_000_000),
    e.WriteFailed(f"{PICTURES}/20261126-091500-42.png", "Input/output error"),
    e.ReaderStopped(PHOTO, "timeout"),
    e.ReaderUnavailable("Resource temporarily unavailable"),
    e.PictureUnsupported("/home/ada/Downloads/scan.svg", "SVG"),
    e.PictureTooLarge(PHOTO, 40_000, 30_000, 100),
    e.PictureBroken(PHOTO, "the file ends too early"),
    e.NoRecipe(PHOTO),
    e.ModelNotFound(FOLDER, ("starter",)),
    e.ModelIncomplete(FOLDER, "vae/diffusion_pytorch_model.safetensors"),
    e.ModelUnsupported("/data/models/ink.safetensors", "a LoRA"),
    MissingEncoder("/data/models/swans", CLIP, ("config.json", "model.safetensors")),
    e.ConfigInvalid(
        f"{FOLDER}/unet/config.json", "cross_attention_dim", 1000, "768, as the other parts have it"
    ),
    e.WeightsTruncated(MODEL, 2_132_625_894, 1_210_000_000),
    e.WeightsHeaderInvalid(MODEL, "tensors that overlap"),
    e.WeightsRefused("/data/models/old.ckpt", "it asks for os.system, which no weights need"),
    e.WeightsMismatch(MODEL, ("conv_in.weight",), (), ()),
    e.WeightsNotFinite(MODEL, "decoder.conv_out.weight", "float16"),
    e.DeviceUnavailable("cuda", ("cpu",)),
    e.OutOfMemory("cuda", 7_900_000_000, 5_200_000_000),
    e.NonFiniteResult("decode", "float16"),
    e.Cancelled(),
    e.DatasetInvalid("/home/ada/Photos", "it holds no pictures"),
    e.RunFolderInvalid("/home/ada/runs/dog", "its config.toml is damaged"),
    e.TrainingDiverged(740, "/home/ada/runs/dog"),
    e.LatentsNotFinite("003.jpg"),
    e.EngineStopped(-9),
    e.WildcardMissing("colours", "/home/ada/.config/reverie/wildcards"),
    a.AdditionNotFound("LoRA", "ink", ("anna",)),
    a.AdditionForeign(
        "/data/loras/ink.safetensors", "LoRA", "Stable Diffusion XL", "Stable Diffusion 1"
    ),
    a.AdditionRefused(
        "/data/loras/ink.safetensors", "LoRA", "none of the layers that it changes is in this model"
    ),
    d.HubUnreachable("huggingface.co", "Connection reset by peer"),
    d.HubRefused("huggingface.co", 503, -1),
    d.HubAnswerWrong("huggingface.co", "it is longer than the file"),
    d.HubMissing("repository", "ada/swans"),
    d.HubGated("ada/swans", "https://huggingface.co/ada/swans", "none"),
    d.NothingToDownload("ada/swans", "none"),
    d.DownloadDamaged("ada/swans", "unet/diffusion_pytorch_model.safetensors"),
    d.DownloadBusy("/data/models/swans"),
    e.UnexpectedError("KeyError", "Traceback (most recent call last): …"),
)
_BY_TYPE = {"int": 3_000_000_000, "str": MODEL, "str | None": "float16", "Any": 7}


def example(kind: type[e.ReverieError]) -> e.ReverieError:
    """The example of `kind`, or for one that has none, fields made up by their types."""
    for error in EXAMPLES:
        if type(error) is kind:
            return error
    return kind(**{f.name: _BY_TYPE.get(str(f.type), ("cpu",)) for f in dataclasses.fields(kind)})
