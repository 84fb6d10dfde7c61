"""A model opened for questions, as a request for a picture would open it."""

from __future__ import annotations

from dataclasses import replace

from core.contract.request import GenerationRequest
from core.generation import additions, plan
from core.generation.bundle import ModelBundle
from core.generation.device import choose_device, choose_dtype
from core.generation.embedding_words import with_embeddings
from core.generation.loader import Loader
from core.generation.picture_words import picture_words
from core.generation.plan import ResolvedRequest


def open_model(loader: Loader, request: GenerationRequest) -> ModelBundle:
    """The model of `request` with its VAE, LoRAs and embeddings, and none else. Raises what loading raises."""
    info = loader.find(request.model)
    added = additions.resolve(request, picture_words(request), info)
    device = choose_device(request.device)
    savings = () if loader.loaded is None else loader.loaded.savings  # as it was drawn with
    dtype = choose_dtype(request.dtype, device)
    bundle = loader.load(info, device, dtype, request.vae, savings)
    if bundle.stack is not None:
        bundle.stack.change_to(added.stacks[0])
    if not added.embeddings:
        return bundle
    bundle.hold("text")
    readers = with_embeddings(bundle.readers, added.embeddings, info.family)
    return replace(bundle, readers=readers)


def settled(bundle: ModelBundle, request: GenerationRequest) -> ResolvedRequest:
    """The plan of `request`, as one from words alone. Raises `InvalidValue`."""
    return plan.resolve(replace(request, init=None), bundle.info)


def about(model: str, vae: str | None = None) -> GenerationRequest:
    """The request that opens a model for a question that has no words."""
    return GenerationRequest(prompt="", output=".", seed=0, model=model, vae=vae)
