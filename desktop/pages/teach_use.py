"""What was taught, onto the Create page: the model it was taught to, the LoRA with its strength or the word, and a prompt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from core.contract.draft import Draft, Teaching
from core.contract.errors import ReverieError
from core.contract.teaching import has_word
from core.files.catalogue.addition_folders import copies_of
from core.files.models import lora_note
from core.files.models.embedding_info import addition_kind
from core.files.models.lora_info import describe_lora
from desktop.pages.create_page import CreateStates
from desktop.state.draft_config import called
from desktop.state.lora_choice import with_lora
from desktop.state.trainings_state import TrainingsState

SUFFIX = ".safetensors"


def result_file(teaching: Teaching) -> Path | None:
    """The finished weights: the one file in the result's folder, or the folder of a whole model; None where it is away."""
    path = Path(teaching.result) if teaching.result else None
    if path is None or not path.exists():
        return None
    if path.is_dir() and not (path / "model_index.json").is_file():
        files = sorted(path.glob(f"*{SUFFIX}"))
        return files[0] if files else None
    return path


def so_far_file(folder: Path) -> Path | None:
    """What a training learned so far, to draw with: as `result_file`."""
    return result_file(Teaching("", Draft(), result=str(folder)))


def use(states: CreateStates, teaching: Teaching, path: Path) -> None:
    """Take it over. Raises the errors of a model or a LoRA that cannot be read; then nothing was changed."""
    generation, models = states.generation, states.models
    kind = addition_kind(str(path)) if path.is_file() else None
    if kind == "lora":
        describe_lora(str(path))
    base = teaching.draft.model
    if kind is None:
        models.open_model(path)
    elif base and Path(base).exists():
        models.open_model(Path(base))
    if kind == "lora":
        earlier = (c for c in generation.loras if not _is_of(c.path, teaching))
        stack = with_lora(tuple(earlier), str(path))
        generation.loras = tuple(
            replace(c, weight=teaching.strength, is_on=True) if c.path == str(path) else c
            for c in stack
        )
    elif kind == "embedding" and str(path) not in generation.embeddings:
        generation.embeddings = (*generation.embeddings, str(path))
    words = prompt_of(teaching.draft)
    if not has_word(generation.prompt.lower(), teaching.draft.word.strip().lower()):
        generation.prompt = words


def prefer(trainings: TrainingsState, identifier: str, strength: float) -> None:
    """The usual strength from now on: in our record, and in the notes beside the LoRA and its copies in the library,
    from where it is added another day.
    """
    teaching = trainings.get(identifier)
    if teaching is None or teaching.strength == strength:
        return  # what other programs wrote there stays
    trainings.recommend(identifier, strength)
    path = result_file(teaching)
    if path is None or not path.is_file() or addition_kind(str(path)) != "lora":
        return
    with suppress(ReverieError):  # a disk that takes no note is no reason not to draw
        for place in (path, *copies_of(path)):
            lora_note.prefer(place, strength)


def _is_of(path: str, teaching: Teaching) -> bool:
    """Whether a LoRA in the stack is an earlier state of the same training."""
    return bool(teaching.folder) and Path(path).is_relative_to(teaching.folder)


def prompt_of(draft: Draft) -> str:
    """A first prompt with its word."""
    return f"a house, {called(draft)}" if draft.kind == "style" else called(draft)


def error_of_use(
    states: CreateStates, teaching: Teaching, path: Path | None
) -> ReverieError | str | None:
    """`use`, with its end as a value: None well, an error, or "gone" where there is no file."""
    if path is None:
        return "gone"
    try:
        use(states, teaching, path)
    except ReverieError as error:
        return error
    return None
