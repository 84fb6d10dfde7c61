"""What the flags of `reverie train` mean. A field that several tasks have may mean another thing in each."""

from __future__ import annotations

import dataclasses
from typing import Any

from core.contract.teaching import CONFIGS, TaskName, TeachConfig, heeds
from core.files.trainings.presets import FIELDS

NEEDED = {  # fields without a default
    "data": "a folder",
    "photos": "a folder",
    "class_noun": "what the subject is, such as dog",
    "init_word": "a word that is near",
    "token": "the new word",
    "output": "a folder",
}
HELP = {  # defaults that are numbers or names are added
    "data": "folder of pictures with metadata.jsonl, or a .txt beside each",
    "output": "the run folder: empty or not there yet, unless --resume goes on with what it holds",
    "init_from": "model folder with weights to start from and the parts that stay as they are",
    "model_config": "folder of config.json files for what starts from nothing",
    "steps": "optimiser steps",
    "seed": "what order, noise and all else that is left to chance are derived from",
    "optimizer": "how weights are changed",
    "learning_rate": "how far a step goes",
    "learning_rate_shape": "how the learning rate goes on after its rise",
    "weight_decay": "how much weights shrink in a step",
    "device": "where to compute",
    "resolution": "side of the pictures in px",
    "crop": "learn from random squares of this many px",
    "batch_size": "pictures of a forward pass in each process",
    "accumulation": "forward passes of a step",
    "warmup_steps": "steps in which the learning rate rises",
    "gradient_clip": "largest norm of the gradient; 0 = off",
    "ema_decay": "decay of the moving average that is exported; 0 = off",
    "kl_weight": "weight of the KL term",
    "gradient_weight": "weight of the image-gradient term",
    "freeze_encoder": "only the decoder learns, latents stay as they are",
    "trigger": "words put behind each caption that lacks them; they call up what was taught",
    "caption_dropout": "share of pictures shown without their words",
    "pictures": "how many different ones are drawn to learn from",
    "min_snr_gamma": "min-SNR weighting of the noise levels, 5 is usual; without it: off",
    "middle_steps": "share of time steps drawn around the middle",
    "dtype": "precision of the forward pass; what learns stays float32",
    "checkpoint_every": "steps between checkpoints",
    "keep_checkpoints": "how many checkpoints stay",
    "report_every": "steps between figures on held-out pictures",
    "model": "the model to teach: a name from the library, a folder or a file",
    "name": "of the result in the library",
    "library": "put the result into the library",
    "photos": "folder of the subject's photos; a .txt beside one says more about it",
    "class_noun": "what the subject is, such as dog",
    "token": "the word that will mean the subject",
    "prompt": "what the photos are called",
    "class_prompt": "what pictures of the class are called",
    "prior": "how the model is kept from forgetting other members of the class",
    "prior_count": "pictures of the class that the model draws itself",
    "prior_dropout": "lora: share of the class's half that is told nothing, so that guidance stays what it was",
    "prior_weight": "how much the class counts beside the photos",
    "method": "learn a LoRA beside the weights, or change all weights",
    "rank": "how much a LoRA can hold",
    "alpha": "a LoRA counts alpha / rank; without it as the rank",
    "conv": "let the LoRA change convolutions, too",
    "train_text_encoder": "the text encoder learns, too",
    "text_learning_rate": "how far a step of the text encoder goes",
    "result_format": "of a full training's result",
    "crops": "JSON file with what was decided about single photos: crop, turned, left_out",
    "masks": "folder of grey pictures, white where the subject is",
    "mask_background": "how much errors count outside the subject, with --masks",
    "crop_around": "what photos are cut around: what stands out, or the face with its shoulders",
    "mirror": "see pictures in a mirror, too; not for people or lettering",
    "noise_offset": "noise that is alike all over the picture; 0 = off",
    "gradient_checkpointing": "save memory, take a third more time",
    "judge": "draw at each checkpoint, and let the best one be the result",
    "patience": "checkpoints without gain after which it ends; 0 = never",
    "init_word": "a word of the model's that is near; of one of several pieces the first are taken, one for each vector",
    "vectors": "how many tokens long the new word is",
    "keep_length": "only the direction of the new word's vectors learns",
    "buckets": "pictures keep about their shape",
}
_SIDE = "side of the photos in px; without it the model's own"
_FEW = "steps between figures on photos that are kept out; of fewer than eight on all"
OF_TASK: dict[TaskName, dict[str, str]] = {  # where it is another thing
    "vae": {"data": "folder of pictures"},
    "dreambooth": {
        "resolution": _SIDE,
        "batch_size": "photos of a forward pass in each process; with a prior as many for the class come on top",
        "report_every": _FEW,
        "name": "of the result in the library; without it token and noun",
    },
    "embedding": {
        "resolution": _SIDE,
        "report_every": _FEW,
        "name": "of the result in the library; without it the token",
        "token": "the new word",
        "prompt": "what the photos are called; without it by another neutral sentence each time",
    },
    "finetune": {
        "resolution": "side of a square picture in px, others are no larger; without it the model's own",
        "name": "of the result in the library; without it the trigger, else finetune",
        "judge": "let the checkpoint with the lowest loss be the result, not the last",
    },
    "digit-noise": {"caption_dropout": "share of pictures whose digit is not told"},
}
# Of what a model decides for some task, what none decides for this one.
NEVER_DECIDED: dict[TaskName, tuple[str, ...]] = {
    "embedding": ("ema_decay", "optimizer", "prompt"),
    "finetune": ("ema_decay", "train_text_encoder"),
}


def help_of(task: TaskName, name: str) -> str:
    """What the flag of a field means for a task, with the value that counts without it."""
    if not heeds(task, name):
        return "without effect in this task"
    text = OF_TASK.get(task, {}).get(name, HELP[name])
    return text + _default(task, name)


def _default(task: TaskName, name: str) -> str:
    config: type[Any] = CONFIGS[task]
    if name in decided(task):
        return " (by the model)"
    value = {field.name: field.default for field in dataclasses.fields(config)}[name]
    # argparse writes both flags of what is on or off
    is_said = value in (None, "", dataclasses.MISSING) or isinstance(value, bool)
    return "" if is_said else f" ({value})"


def decided(task: TaskName) -> frozenset[str]:
    """Fields whose usual value depends on the model."""
    if not issubclass(CONFIGS[task], TeachConfig):
        return frozenset()
    return FIELDS - set(NEVER_DECIDED.get(task, ()))
