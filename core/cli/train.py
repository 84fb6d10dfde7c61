"""`reverie train TASK`: teach a network, with every field of the task's config as a flag.

The grammar follows the configs of `core/contract`, so that a new field is a new flag. What a flag means is
said there and in the training tasks; nothing here knows a network.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import types
import typing
from pathlib import Path
from typing import Any, Literal

from core.cli import options, progress, train_take
from core.cli.interrupt import stop_on_signals
from core.contract import codec
from core.contract.errors import Cancelled, DiskFull, InvalidValue, OutOfMemory, WriteFailed
from core.contract.teaching import CONFIGS, AnyConfig, Method, TaskName, TeachConfig
from core.files.catalogue import finding
from core.files.photos.listing import list_entries
from core.files.trainings import run_folders
from core.files.trainings.presets import FIELDS, suggested

TASKS: dict[TaskName, str] = {
    "dreambooth": "a model a subject from a few photos",
    "embedding": "a model a new word for what it can draw already",
    "finetune": "a model more of many captioned pictures",
    "vae": "the autoencoder between pixels and latents",
    "clip": "a text and an image encoder, together",
    "unet": "the network that predicts the noise",
    "digit-score": "a small network how much a picture looks like a digit",
    "digit-noise": "a small network the noise in pictures of digits",
}
NEEDED = {  # fields without a default
    "data": "a folder",
    "photos": "a folder",
    "class_noun": "what the subject is, such as dog",
    "init_word": "a word that is near",
    "token": "the new word",
    "output": "a folder",
}
NOWHERE = "-"  # the run folder of a training that is only estimated
GO_ON = (
    Cancelled,
    DiskFull,
    WriteFailed,
    OutOfMemory,
)  # ends after which nothing is wrong with a run
PATHS = ("data", "photos", "crops", "masks", "init_from", "model_config")
HELP = {  # defaults that are numbers or names are added
    "data": "folder of pictures with metadata.jsonl, or a .txt beside each",
    "output": "the run folder: empty or not there yet",
    "init_from": "model folder with weights to start from and the parts that stay as they are",
    "model_config": "folder of config.json files for what starts from nothing",
    "steps": "optimiser steps",
    "seed": "what order, crops and noise are derived from",
    "optimizer": "how weights are changed",
    "learning_rate": "how far a step goes",
    "learning_rate_shape": "how the learning rate goes on after its rise",
    "weight_decay": "how much weights shrink in a step",
    "device": "where to compute",
    "resolution": "side of the pictures in px",
    "crop": "learn from random squares of this many px (vae)",
    "batch_size": "pictures of a forward pass in each process",
    "accumulation": "forward passes of a step",
    "warmup_steps": "steps in which the learning rate rises",
    "gradient_clip": "largest norm of the gradient; 0 = off",
    "ema_decay": "decay of the moving average that is exported; 0 = off",
    "kl_weight": "weight of the KL term (vae)",
    "gradient_weight": "weight of the image-gradient term (vae)",
    "freeze_encoder": "only the decoder learns, latents stay as they are (vae)",
    "trigger": "words put behind each caption that lacks them; they call up what was taught",
    "caption_dropout": "share of pictures shown without their words",
    "pictures": "how many different ones are drawn to learn from",
    "min_snr_gamma": "min-SNR weighting (unet), 5 is usual; without it: off",
    "middle_steps": "share of time steps drawn around the middle (unet)",
    "dtype": "precision of the forward pass; weights stay float32",
    "checkpoint_every": "steps between checkpoints",
    "keep_checkpoints": "how many checkpoints stay",
    "report_every": "steps between figures on held-out pictures",
    "model": "the model to teach: a name from the library, a folder or a file",
    "name": "of the result in the library; without it token and noun (a fine-tune: its trigger, else finetune)",
    "library": "put the result into the library",
    "photos": "folder of the subject's photos; a .txt beside one says more about it",
    "class_noun": "what the subject is, such as dog",
    "token": "the word that will mean the subject",
    "prompt": "what the photos are called",
    "class_prompt": "what pictures of the class are called",
    "prior": "how the model is kept from forgetting other members of the class",
    "prior_count": "pictures of the class that the model draws itself",
    "prior_dropout": "lora: share of the class's half that is told nothing, so that guidance stays what it was",
    "prior_weight": "how much they count beside the photos",
    "method": "learn a LoRA beside the weights, or change all weights",
    "rank": "how much a LoRA can hold",
    "alpha": "a LoRA counts alpha / rank; without it as the rank",
    "conv": "let the LoRA change convolutions, too",
    "train_text_encoder": "the text encoder learns, too",
    "text_learning_rate": "how far a step of the text encoder goes",
    "result_format": "of a full training's result",
    "crops": "JSON file with what was decided about single photos: crop, turned, left_out",
    "masks": "folder of grey pictures, white where the subject is",
    "mask_background": "how much errors count outside the subject",
    "mirror": "see pictures in a mirror, too; not for people or lettering",
    "noise_offset": "noise that is alike all over the picture; 0 = off",
    "gradient_checkpointing": "save memory, take a third more time",
    "judge": "draw at each checkpoint, and let the best one be the result",
    "patience": "checkpoints without gain after which it ends; 0 = never",
    "init_word": "a word of the model's that is near",
    "vectors": "how many tokens long the new word is",
    "keep_length": "only the direction of the new word's vectors learns",
    "buckets": "pictures keep about their shape",
}


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = verbs.add_parser("train", help="teach a network", description="Teach a network.")
    tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    train_take.add_parser(tasks)
    for task, text in TASKS.items():
        task_parser = tasks.add_parser(task, help=text, description=f"Teach {text}.")
        _add_flags(task_parser, CONFIGS[task])
        task_parser.set_defaults(run=run, task=task)


def run(arguments: argparse.Namespace) -> int:
    if getattr(arguments, "estimate", False):
        return _estimate(arguments)
    config = training_config(arguments)
    from core.training.train import train  # torch: seconds
    from core.training.watch import Watch

    with stop_on_signals() as stopped:
        events = train(config, Watch(cancelled=stopped), resume=arguments.resume)
        try:
            # What was learned is saved also where nobody can be told: Ctrl-C ends `tee` before us.
            return progress.follow(events, as_json=arguments.json, unheard=stopped.want)
        except GO_ON:
            step = run_folders.saved_step(Path(config.output))
            if step:
                print(
                    f"The training waits at step {step}: the same with --resume goes on.",
                    file=sys.stderr,
                )
            raise


def _estimate(arguments: argparse.Namespace) -> int:
    """Two real steps, no file: what it would need and take. Raises what the training would before it begins."""
    if arguments.resume:
        raise InvalidValue("--estimate", "--resume", "one of both")
    if not hasattr(arguments, "output"):
        arguments.output = NOWHERE
    config = training_config(arguments)
    from core.training.promise.forecast import forecast  # torch: seconds
    from core.training.promise.outline import Outlines
    from core.training.promise.trial import tried

    asked = forecast(config, _count(config), Outlines())
    with stop_on_signals() as stopped:
        return progress.follow(tried(asked, stopped, ""), as_json=arguments.json)


def _count(config: AnyConfig) -> int:
    """How many pictures there are to learn from. Raises as listing does."""
    folder = getattr(config, "data", None) or getattr(config, "photos", "")
    return len(list_entries(str(folder), captions=False))


def training_config(arguments: argparse.Namespace) -> AnyConfig:
    """Flags over the file of `--config` over defaults; with `--resume` the saved config, which both may repeat.

    Raises `InvalidValue` for a wrong or missing value and for one that `--resume` does not allow.
    """
    kind: type[Any] = CONFIGS[arguments.task]
    names = codec.field_types(kind)  # type: ignore[arg-type]  # mypy's Hashable and type
    given = {name: getattr(arguments, name) for name in names if hasattr(arguments, name)}
    values = {**_file_values(arguments.config, arguments.task), **given}
    if arguments.resume:
        return _resumed(arguments.task, values)
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and field.name not in values:
            raise InvalidValue(_flag(field.name), None, NEEDED[field.name])
    if issubclass(kind, TeachConfig):
        values = {**_suggested(kind, arguments.task, values), **values}
    return codec.from_json(kind, values, "config")


def _suggested(kind: type[TeachConfig], task: TaskName, values: dict[str, Any]) -> dict[str, Any]:
    """What was left open, by the model, the method and the number of photos. Raises as finding and listing do."""
    defaults = {field.name: field.default for field in dataclasses.fields(kind)}
    chosen = {**defaults, **values}
    info = finding.find(str(chosen["model"]))
    folder = chosen["data"] if "data" in chosen else chosen["photos"]
    count = len(list_entries(str(folder), captions=False))
    method: Method = "full" if chosen.get("method") == "full" else "lora"
    return suggested(info, task, method, count)


def _resumed(task: TaskName, values: dict[str, Any]) -> AnyConfig:
    from core.training.run_state import RunFolder  # torch: seconds

    if "output" not in values:
        raise InvalidValue("--output", None, "the folder of the run to resume")
    saved: AnyConfig = RunFolder(values["output"]).read_config()
    if saved.task != task:
        raise InvalidValue("the task", task, f"{saved.task} as in the saved run")
    asked = codec.from_json(CONFIGS[task], codec.to_json(saved) | values, "config")
    for name in values:
        before, value = getattr(saved, name), getattr(asked, name)
        if name in PATHS or (name == "model" and Path(value).exists()):  # saved as whole paths
            value = str(Path(value).absolute())
        if name not in ("steps", "output") and value != before:
            raise InvalidValue(_flag(name), value, f"{before} as in the saved run, or left out")
    return dataclasses.replace(saved, output=asked.output, steps=asked.steps)


def _file_values(path: str | None, task: str) -> dict[str, Any]:
    if path is None:
        return {}
    from core.training.run_state import read_toml  # torch: seconds

    values = read_toml(path)
    if values.get("task", task) != task:
        raise InvalidValue("config.task", values["task"], task)
    return values


def _add_flags(parser: argparse.ArgumentParser, config: type) -> None:
    for name, kind in codec.field_types(config).items():
        if name == "task":
            continue
        if kind is bool:
            parser.add_argument(
                _flag(name),
                action=argparse.BooleanOptionalAction,
                default=argparse.SUPPRESS,
                help=HELP[name],
            )
            continue
        choices, convert = _grammar(kind)
        parser.add_argument(
            _flag(name),
            type=convert,
            choices=choices,
            default=argparse.SUPPRESS,
            help=HELP[name] + _default(config, name),
            metavar=None if choices else name.upper(),
        )
    parser.add_argument("--config", metavar="FILE.toml", help="values for flags not given")
    parser.add_argument("--resume", action="store_true", help="go on with the run in --output")
    if issubclass(config, TeachConfig):
        parser.add_argument(
            "--estimate",
            action="store_true",
            help="teach nothing: make two steps, and say what it would need and take",
        )
    options.add_json_flag(parser)


def _default(config: type, name: str) -> str:
    """The value that counts without the flag, as help texts end with it."""
    if issubclass(config, TeachConfig) and name in FIELDS:
        return " (by the model)"
    fields = {field.name: field.default for field in dataclasses.fields(config)}
    value = fields[name]
    return "" if value in (None, dataclasses.MISSING) else f" ({value})"


def _grammar(kind: Any) -> tuple[tuple[str, ...] | None, Any]:
    """Choices and converter of a field's type hint."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
    if typing.get_origin(kind) is Literal:
        return typing.get_args(kind), str
    return None, {int: options.whole_number, float: options.number, str: str}[kind]


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
