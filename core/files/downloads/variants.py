"""Which files of a repository make a model: a folder in full or half precision, or one single file.

Only kinds of files that we can read safely are ever chosen: safetensors, JSON, tokenizer texts, the card
and the licence. Old pickles count only where a part has nothing else; whether they are fetched is the
person's decision. Names are data from the server and were checked by the listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.contract.downloads import Offer, RemoteFile, Variant
from core.files.downloads.hub import Hub
from core.files.downloads.listing import Listing
from core.files.models.classes import PARTS, PIPELINES, SECOND_PARTS
from core.files.models.foreign_models import pipeline_title
from core.files.trainings.judging_encoders import of_repository

FULL, FP16, BF16, ENCODER = "full", "fp16", "bf16", "encoder"
_INDEX = "model_index.json"
_SMALL = re.compile(
    r"model_index\.json|preset\.json|words\.json|latent_preview\.json|readme\.md"
    r"|licen[cs]e(?:\.md|\.txt)?|licen[cs]e[-_.][\w-]{1,40}(?:\.md|\.txt)?",
    re.IGNORECASE,
)
_CONFIGS = frozenset({"config.json", "scheduler_config.json"})
_TOKENIZER = frozenset(
    {
        *("vocab.json", "merges.txt", "tokenizer.json"),
        *("tokenizer_config.json", "special_tokens_map.json"),
    }
)
_ENCODER_TEXTS = _TOKENIZER | {"config.json", "preprocessor_config.json"}
_ENCODER_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_STEMS = ("diffusion_pytorch_model", "model", "pytorch_model")
# <stem>[.fp16][-00001-of-00002][.fp16].safetensors, and the index of such pieces in its three spellings
_WEIGHTS = re.compile(
    rf"(?P<stem>{'|'.join(_STEMS)})(?:\.(?P<before>fp16|bf16))?(?P<piece>-\d{{5}}-of-\d{{5}})?"
    r"(?:\.(?P<after>fp16|bf16))?\.(?P<ending>safetensors|bin)"
)
_PIECES = re.compile(
    rf"(?:{'|'.join(_STEMS)})(?:\.(?P<before>fp16|bf16))?\.safetensors\.index(?:\.(?P<after>fp16|bf16))?\.json"
)
# What lies beside whole models and is none, told by its name.
_NO_MODEL = re.compile(
    r"(?:diffusion_)?pytorch_model|safety_checker|adapter_model|optimizer",
    re.IGNORECASE,
)
_PICKLED = (".ckpt",)


def offer(hub: Hub, listing: Listing) -> Offer:
    """What can be had of a repository."""
    pipeline = listing.pipeline
    foreign = (pipeline_title(pipeline) or pipeline) if pipeline not in ("", *PIPELINES) else ""
    return Offer(
        repo=listing.repo,
        revision=listing.revision,
        commit=listing.commit,
        licence=listing.licence,
        is_gated=listing.is_gated,
        page=hub.page(listing.repo),
        foreign=foreign,
        variants=variants(listing.files, encoder=of_repository(listing.repo) is not None),
    )


def variants(files: Iterable[RemoteFile], *, encoder: bool = False) -> tuple[Variant, ...]:
    """All ways to have the model; safetensors before pickles, folders before single files, small ones first.

    `encoder`: it is one that judges pictures, which lies in a folder without parts.
    """
    files = tuple(files)
    if encoder:
        return _encoder(files)
    found = [*_folders(files), *_singles(files)]
    return tuple(sorted(found, key=lambda one: one.has_pickles))


def _folders(files: tuple[RemoteFile, ...]) -> list[Variant]:
    if not any(file.name == _INDEX for file in files):
        return []
    parts = _by_part(files)
    small = [file for file in files if "/" not in file.name and _SMALL.fullmatch(file.name)]
    found: list[Variant] = []
    for precision in (FP16, BF16, FULL):
        chosen, pickled, told = list(small), False, precision == FULL
        for part, inside in parts.items():
            weights, ending, exact = _weights(inside, precision)
            chosen += [*_texts(part, inside), *weights]
            pickled = pickled or ending == "bin"
            told = told or exact
        if told and _is_whole(chosen):
            found.append(Variant(precision, tuple(chosen), True, pickled))
    return found


def _encoder(files: tuple[RemoteFile, ...]) -> tuple[Variant, ...]:
    """Config, what it does with pictures and words, and its weights; none where it is not whole."""
    at_root = {file.name: file for file in files if "/" not in file.name}
    weights = next((at_root[name] for name in _ENCODER_WEIGHTS if name in at_root), None)
    if weights is None or "config.json" not in at_root:
        return ()
    texts = [f for n, f in at_root.items() if n in _ENCODER_TEXTS or _SMALL.fullmatch(n)]
    return (Variant(ENCODER, (*texts, weights), True, weights.name.endswith(".bin")),)


def _by_part(files: Iterable[RemoteFile]) -> dict[str, list[RemoteFile]]:
    """The files directly in the folders of the parts that we use."""
    parts: dict[str, list[RemoteFile]] = {part: [] for part in (*PARTS, *SECOND_PARTS)}
    for file in files:
        part, _, name = file.name.partition("/")
        if part in parts and "/" not in name:
            parts[part].append(file)
    return {part: inside for part, inside in parts.items() if inside}


def _texts(part: str, files: list[RemoteFile]) -> list[RemoteFile]:
    wanted = _TOKENIZER if part.startswith("tokenizer") else _CONFIGS
    return [file for file in files if file.name.partition("/")[2] in wanted]


def _weights(files: list[RemoteFile], precision: str) -> tuple[list[RemoteFile], str, bool]:
    """The weights of one part: in that precision, else in full, else in any; safetensors before pickles.

    Also returns their ending, and whether they are in that precision.
    """
    groups: dict[tuple[str, str], list[RemoteFile]] = {}
    for file in files:
        name = file.name.partition("/")[2]
        if match := _WEIGHTS.fullmatch(name):
            if match["piece"] and match["ending"] == "bin":
                continue  # nothing of ours reads them
            kind = match["before"] or match["after"] or FULL
            groups.setdefault((match["ending"], kind), []).append(file)
        elif match := _PIECES.fullmatch(name):
            kind = match["before"] or match["after"] or FULL
            groups.setdefault(("safetensors", kind), []).append(file)
    order = [precision, *(kind for kind in (FULL, FP16, BF16) if kind != precision)]
    for ending in ("safetensors", "bin"):
        for kind in order:
            if group := groups.get((ending, kind)):
                return _one_form(group), ending, kind == precision
    return [], "", False


def _one_form(files: list[RemoteFile]) -> list[RemoteFile]:
    """Whole where there is a whole file, else its pieces with their index."""
    whole = [
        file
        for file in files
        if (match := _WEIGHTS.fullmatch(file.name.partition("/")[2])) and not match["piece"]
    ]
    return whole[:1] or files


def _is_whole(files: list[RemoteFile]) -> bool:
    """Whether the parts that every model has are there with weights."""
    weighty = {f.name.partition("/")[0] for f in files if f.name.endswith((".safetensors", ".bin"))}
    return {"unet", "vae", "text_encoder"} <= weighty


def _singles(files: tuple[RemoteFile, ...]) -> list[Variant]:
    """Each weights file at the root, alone; the largest last, since it is the one for training."""
    at_root = [f for f in files if "/" not in f.name and not _NO_MODEL.match(f.name)]
    safe = [file for file in at_root if file.name.lower().endswith(".safetensors")]
    old = [file for file in at_root if file.name.lower().endswith(_PICKLED)]
    stems = {file.name.rpartition(".")[0] for file in safe}
    old = [file for file in old if file.name.rpartition(".")[0] not in stems]
    by_size = sorted((*safe, *old), key=lambda file: file.size)
    return [Variant(file.name, (file,), False, file in old) for file in by_size]
