"""`reverie train TASK`: teach a network, with every field of the task's config as a flag.

The grammar follows the configs of `core/contract`, so that a new field is a new flag. What a flag means says
`train_help.py`; nothing here knows a network.
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
from core.cli.train_help import NEEDED, help_of
from core.contract import codec
from core.contract.errors import Cancelled, DiskFull, InvalidValue, OutOfMemory, WriteFailed
from core.contract.teaching import (
    CONFIGS,
    AnyConfig,
    Method,
    TaskName,
    TeachConfig,
    without_effect,
)
from core.contract.training import PATHS
from core.files import run_names
from core.files.catalogue import finding
from core.files.photos.listing import list_entries
from core.files.trainings import run_folders
from core.files.trainings.presets import suggested

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
NOWHERE = "-"  # the run folder of a training that is only estimated
GO_ON = (
    Cancelled,
    DiskFull,
    WriteFailed,
    OutOfMemory,
)  # ends after which nothing is wrong with a run


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = verbs.add_parser("train", help="teach a network", description="Teach a network.")
    tasks = parser.add_subparsers(dest="task", metavar="TASK", required=True)
    train_take.add_parser(tasks)
    for task, text in TASKS.items():
        task_parser = tasks.add_parser(task, help=text, description=f"Teach {text}.")
        _add_flags(task_parser, task)
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
            _tell_how_to_go_on(Path(config.output))
            raise


def _tell_how_to_go_on(run: Path) -> None:
    """Where there is something to go on with, also if nothing is learned yet: class pictures take a while, too."""
    step = run_folders.saved_step(run)
    if step or run_names.is_begun(run):
        where = f"at step {step}" if step else "before its first step"
        print(f"The training waits {where}: the same with --resume goes on.", file=sys.stderr)


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
    return _counted(dataclasses.asdict(config))


def _counted(values: dict[str, Any]) -> int:
    """Pictures that a training with these values would find: of a subject all, of a data set those of its list."""
    is_subject = "data" not in values
    apart = [values[name] for name in ("masks", "output") if values.get(name)]
    folder = str(values["photos" if is_subject else "data"])
    return len(list_entries(folder, captions=False, every=is_subject, apart=apart))


def training_config(arguments: argparse.Namespace) -> AnyConfig:
    """Flags over the file of `--config` over defaults; with `--resume` the saved config, which both may repeat.

    Says on stderr which of them change nothing in a new training. Raises `InvalidValue` for a wrong or missing value
    and for one that `--resume` does not allow.
    """
    kind: type[Any] = CONFIGS[arguments.task]
    names = codec.field_types(kind)  # type: ignore[arg-type]  # mypy's Hashable and type
    given = {name: getattr(arguments, name) for name in names if hasattr(arguments, name)}
    filed = _file_values(arguments.config, arguments.task)
    values = {**filed, **given}
    if arguments.resume:
        return _resumed(arguments.task, values)
    for field in dataclasses.fields(kind):
        if field.default is dataclasses.MISSING and field.name not in values:
            raise InvalidValue(_flag(field.name), None, NEEDED[field.name])
    if issubclass(kind, TeachConfig):
        values = {**_suggested(kind, arguments.task, values), **values}
    config: AnyConfig = codec.from_json(kind, values, "config")
    _tell_idle(config, given, filed)
    return config


def _tell_idle(config: AnyConfig, given: dict[str, Any], filed: dict[str, Any]) -> None:
    """Say which flags and values of the file change nothing; the usual ones of a file are in every saved config."""
    idle = without_effect(config)
    usual = {field.name: field.default for field in dataclasses.fields(config)}
    names = [_flag(f"no_{n}" if given[n] is False else n) for n in given if n in idle]
    names += [n for n in filed if n in idle - given.keys() and filed[n] != usual[n]]
    if names:
        print(f"Without effect in this training: {', '.join(names)}.", file=sys.stderr)


def _suggested(kind: type[TeachConfig], task: TaskName, values: dict[str, Any]) -> dict[str, Any]:
    """What was left open, by the model, the method and the number of photos. Raises as finding and listing do."""
    defaults = {field.name: field.default for field in dataclasses.fields(kind)}
    chosen = {**defaults, **values}
    info = finding.find(str(chosen["model"]))
    count = _counted(chosen)
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


def _add_flags(parser: argparse.ArgumentParser, task: TaskName) -> None:
    config: type = CONFIGS[task]
    for name, kind in codec.field_types(config).items():
        if name == "task":
            continue
        if kind is bool:
            parser.add_argument(
                _flag(name),
                action=argparse.BooleanOptionalAction,
                default=argparse.SUPPRESS,
                help=help_of(task, name),
            )
            continue
        choices, convert = _grammar(kind)
        parser.add_argument(
            _flag(name),
            type=convert,
            choices=choices,
            default=argparse.SUPPRESS,
            help=help_of(task, name),
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


def _grammar(kind: Any) -> tuple[tuple[str, ...] | None, Any]:
    """Choices and converter of a field's type hint."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        kind = next(part for part in typing.get_args(kind) if part is not type(None))
    if typing.get_origin(kind) is Literal:
        return typing.get_args(kind), str
    return None, {int: options.whole_number, float: options.number, str: str}[kind]


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")
