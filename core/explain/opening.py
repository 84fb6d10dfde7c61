"""A model opened for questions, as a request for a picture would open it."""

from __future__ import annotations

from dataclasses import replace

import torch

from core.contract.request import GenerationRequest, Saving
from core.files.models.library import ModelInfo
from core.generation import additions, plan
from core.generation.bundle import ModelBundle
from core.generation.device import choose_device, choose_dtype
from core.generation.embedding_words import with_embeddings
from core.generation.footprint import Picture
from core.generation.loader import Loader
from core.generation.memory import choose
from core.generation.peaks import Peaks
from core.generation.picture_words import picture_words
from core.generation.plan import ResolvedRequest


def open_model(loader: Loader, request: GenerationRequest) -> ModelBundle:
    """The model of `request` with its VAE, LoRAs and embeddings, and none else. Raises what loading raises."""
    info = loader.find(request.model)
    added = additions.resolve(request, picture_words(request), info)
    device = choose_device(request.device)
    dtype = choose_dtype(request.dtype, device)
    savings = _savings(loader, request, info, device, dtype)
    bundle = loader.load(info, device, dtype, request.vae, savings)
    if bundle.stack is not None:
        if added.stacks[0]:
            bundle.keep("text", "unet")
        bundle.stack.change_to(added.stacks[0])
        if not added.stacks[0]:
            bundle.keep()
    if not added.embeddings:
        return bundle
    bundle.hold("text")
    readers = with_embeddings(bundle.readers, added.embeddings, info.family)
    return replace(bundle, readers=readers)


def _savings(
    loader: Loader,
    request: GenerationRequest,
    info: ModelInfo,
    device: torch.device,
    dtype: torch.dtype,
) -> tuple[Saving, ...]:
    """As it was drawn with; where this model is not in memory, as a picture of it would be drawn."""
    loaded, preset = loader.loaded, info.preset
    if loaded is not None and loaded.info.path == info.path:
        return loaded.savings
    width, height = request.width or preset.width, request.height or preset.height
    picture = Picture(width, height, 2, from_picture=True, loras=bool(request.loras))
    plan = choose(
        loader.outline(info),
        picture,
        device,
        dtype,
        base=loader.base,
        peaks=Peaks(),
        savings=request.savings,
    )
    return plan.savings


def settled(bundle: ModelBundle, request: GenerationRequest) -> ResolvedRequest:
    """The plan of `request`, as one from words alone. Raises `InvalidValue`."""
    return plan.resolve(replace(request, init=None), bundle.info)


def about(model: str, vae: str | None = None) -> GenerationRequest:
    """The request that opens a model for a question that has no words."""
    return GenerationRequest(prompt="", output=".", seed=0, model=model, vae=vae)
