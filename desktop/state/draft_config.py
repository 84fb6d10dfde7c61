"""What the wizard collected → the config of a training. One way out, as `GenerationState.to_request` is for pictures."""

from __future__ import annotations

import dataclasses
import re
import typing
from functools import lru_cache
from typing import Any

from core.contract.draft import STEPS_A_PHOTO, STEPS_MAX, Draft, Method
from core.contract.errors import InvalidValue, ReverieError
from core.contract.teaching import (
    SIDE_MIN,
    AdapterConfig,
    AnyConfig,
    CropAround,
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    TaskName,
    TeachConfig,
    filled,
    without_effect,
)
from core.files.catalogue import finding
from core.files.models.library import ModelInfo
from core.files.trainings.presets import SMALL, suggested

CONFIG_OF: dict[Method, type[TeachConfig]] = {
    "lora": DreamBoothConfig,
    "full": DreamBoothConfig,
    "embedding": EmbeddingConfig,
    "finetune": FinetuneConfig,
}
# Told by the wizard's own fields, or no matter for a person.
TOLD = frozenset(
    {"task", "output", "photos", "data", "model", "name", "crops", "masks", "mask_background"}
    | {"token", "class_noun", "init_word", "trigger", "method", "mirror", "prior", "device"}
    | {"library", "patience"}
)


NO_NAME = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


def method_of(draft: Draft) -> Method:
    """A style has captions and no subject, so it is always a fine-tune."""
    return "finetune" if draft.kind == "style" else draft.method


def fields_of(draft: Draft) -> dict[str, dataclasses.Field[Any]]:
    """The settings that can be changed by hand, by name, in the contract's order."""
    kind, idle = CONFIG_OF[method_of(draft)], _idle(draft)
    return {f.name: f for f in dataclasses.fields(kind) if f.name not in TOLD | idle}


def carried_over(before: Draft, after: Draft) -> Draft:
    """`after` without the changed settings that were meant for another method or model: those with another usual value.

    A learning rate that suits a LoRA ruins a model whose own weights learn.
    """
    same = (method_of(before), before.model) == (method_of(after), after.model)
    if same or not after.settings:
        return after
    was, is_now = defaults_of(before), defaults_of(after)
    kept = (p for p in after.settings if was.get(p[0], is_now.get(p[0])) == is_now.get(p[0]))
    return dataclasses.replace(after, settings=tuple(kept))


def defaults_of(draft: Draft) -> dict[str, Any]:
    """What holds for each of them where nobody changed it."""
    values = {name: field.default for name, field in fields_of(draft).items()}
    return values | {name: value for name, value in _proposed(draft).items() if name in values}


def steps_of(draft: Draft) -> int:
    """Steps of the training: as set, else as the wizard proposes."""
    text = draft.changed.get("steps", "")
    return int(text) if text.isdecimal() and int(text) > 0 else int(_proposed(draft)["steps"])


def side_of(draft: Draft, usual: int) -> int:
    """Px of the side that is learned at: as set, else the model's own, `usual`."""
    text = draft.changed.get("resolution", "")
    return max(SIDE_MIN, int(text)) if text.isdecimal() and int(text) > 0 else usual


def called(draft: Draft) -> str:
    """What calls it up in a prompt, in words that the model learned it by; of a style what stands behind a prompt."""
    method, word = method_of(draft), draft.word.strip()
    if method == "finetune":
        return f"{word} style"
    told = draft.changed.get("prompt") or defaults_of(draft)["prompt"]
    if told is None:  # a word learns from a different sentence each time
        told = "a {token}" if draws_small(draft) else "a photo of {token}"
    return filled(told, word, draft.noun.strip()).strip()


def draws_small(draft: Draft) -> bool:
    """Whether its model is one of small pictures, as the starter, which knows colours and no places."""
    info = _info(draft.model)
    return info is not None and info.sample_size <= SMALL


def parse(draft: Draft, name: str, text: str) -> Any:
    """A changed setting as its type. Raises `InvalidValue` with what it must be."""
    hint = typing.get_type_hints(CONFIG_OF[method_of(draft)])[name]
    options = [o for o in typing.get_args(hint) if o is not type(None)] or [hint]
    if typing.get_origin(hint) is typing.Literal:
        if text not in typing.get_args(hint):
            raise InvalidValue(name, text, "one of " + ", ".join(map(str, typing.get_args(hint))))
        return text
    kind = options[0]
    try:
        if kind is bool:
            return {"true": True, "false": False}[text]
        return kind(text.replace(",", ".")) if kind in (int, float) else text
    except (ValueError, KeyError) as error:
        names = {int: "a whole number", float: "a number", bool: "true or false"}
        raise InvalidValue(name, text, names.get(kind, "a text")) from error


def to_config(draft: Draft, photos: str, crops: str, output: str) -> AnyConfig:
    """The config for photos in a folder and a new run folder. Raises `InvalidValue`."""
    method = method_of(draft)
    kind = CONFIG_OF[method]
    values: dict[str, Any] = {
        **_proposed(draft),
        **{
            name: parse(draft, name, text)
            for name, text in draft.changed.items()
            if name in fields_of(draft)
        },
        "output": output,
        "crops": crops,
        "mirror": draft.mirror,
        # A new word is called by its file's name in other programs, so that is the word alone.
        "name": None if method == "embedding" else _name(draft),
    }
    if draft.model:
        values["model"] = draft.model
    word, noun = draft.word.strip(), draft.noun.strip()
    if method == "finetune":
        values |= {"data": photos, "trigger": draft.ending}
    elif method == "embedding":
        values |= {"photos": photos, "token": word, "init_word": noun}
    else:
        values |= {"photos": photos, "token": word, "class_noun": noun}
        values |= {"method": method, "prior": _prior(draft, values.get("prior"))}
    return typing.cast("AnyConfig", kind(**values))


def _name(draft: Draft) -> str | None:
    """Of the result: the title, as a file can be called."""
    return NO_NAME.sub("-", draft.title).strip(" .") or None


def _idle(draft: Draft) -> frozenset[str]:
    """Settings of its config that would change nothing, whatever the others beside them on the page say."""
    method = method_of(draft)
    kind = CONFIG_OF[method]
    needed = (f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING)
    values: dict[str, Any] = dict.fromkeys(needed, "-")
    if issubclass(kind, AdapterConfig):
        values["train_text_encoder"] = True  # what goes with it stands beside it on the page
    if method in ("lora", "full"):
        prior = _prior(draft, _of_model(draft).get("prior"))
        values |= {"method": method, "prior": prior}
    return without_effect(typing.cast("AnyConfig", kind(**values)))


def _prior(draft: Draft, proposed: str | None) -> str:
    """How the class is kept. A LoRA of a large model is not made to wait for a hundred pictures."""
    if not draft.keep_class:
        return "none"
    return "pictures" if draft.method == "full" else proposed or "adapter_off"


def _proposed(draft: Draft) -> dict[str, Any]:
    """What the model wants, as on the command line, and what the wizard's own choices mean for the settings."""
    values: dict[str, Any] = {"steps": draft.steps()}
    if method_of(draft) == "full":
        values |= {"learning_rate": 2e-6}
    values |= _of_model(draft)
    if not draft.stop_early:
        values["patience"] = 0
    if method_of(draft) != "finetune":
        values["crop_around"] = _around(draft)
    if draft.kind == "person" and method_of(draft) in ("lora", "full"):
        info = _info(draft.model)
        values["train_text_encoder"] = info is None or info.family != "sdxl"
        if method_of(draft) == "full":
            values["learning_rate"] /= 2  # faces change softly
    return values


def crop_around(draft: Draft) -> CropAround:
    """What photos are cut around where nobody drew a crop: as set, else as what is taught wants."""
    return "face" if draft.changed.get("crop_around", _around(draft)) == "face" else "subject"


def _around(draft: Draft) -> CropAround:
    return "face" if draft.kind == "person" else "subject"


def _of_model(draft: Draft) -> dict[str, Any]:
    """What a teaching of this model begins with; the wizard's "how thorough" makes its steps more or fewer."""
    method = method_of(draft)
    found = dict(_suggested(draft.model, method, len(draft.used)))
    if "steps" in found:
        share = STEPS_A_PHOTO[draft.thorough] / STEPS_A_PHOTO["normal"]
        steps = max(1, round(found["steps"] * share))
        found["steps"] = steps if method == "finetune" else min(STEPS_MAX, steps)
    return found


def _suggested(model: str, method: Method, photos: int) -> dict[str, Any]:
    tasks: dict[Method, TaskName] = {"embedding": "embedding", "finetune": "finetune"}
    info = _info(model)
    if info is None:
        return {}
    weights: typing.Literal["lora", "full"] = "full" if method == "full" else "lora"
    return suggested(info, tasks.get(method, "dreambooth"), weights, photos)


def _info(model: str) -> ModelInfo | None:
    try:
        return _found(model) if model else None
    except ReverieError:  # not there now: what it wants is seen to when it is, and the start tells
        return None


@lru_cache(maxsize=16)  # asked at every change of the page; an error is not kept
def _found(model: str) -> ModelInfo:
    return finding.find(model)
