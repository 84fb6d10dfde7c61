"""`reverie models`: which models there are, what one is, and writing it in the other layout."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from core.cli import convert, model_details, wording
from core.cli.model_details import BASES, Details
from core.cli.options import OneLineParser
from core.contract import codec
from core.files import library
from core.files.library import ModelInfo


def add_parser(verbs: argparse._SubParsersAction[OneLineParser]) -> None:
    models = verbs.add_parser("models", help="list models, tell what one is, convert it")
    actions = models.add_subparsers(dest="action", metavar="list|show|convert", required=True)
    listing = actions.add_parser("list", help="the models that can be used by name")
    listing.set_defaults(run=run_list)
    show = actions.add_parser("show", help="what a model folder or a single file is")
    show.add_argument("path", metavar="PATH", help="a model folder, a single file, or a known name")
    show.set_defaults(run=run_show)
    convert.add_parser(actions)
    for parser in (listing, show):
        parser.add_argument("--json", action="store_true", help="as one JSON object a model")


def run_list(arguments: argparse.Namespace) -> int:
    survey = library.survey()
    for model in survey.models:
        if arguments.json:
            print(as_json(model))
        else:
            size = wording.size(model.bytes)
            print(
                f"{model.name:20} {model.sample_size:5} px  {size:>8}  {model.label:18}  "
                f"{wording.plain(model.path)}"
            )
    for problem in survey.problems:
        print(wording.sentence(problem), file=sys.stderr)
    return 0


def run_show(arguments: argparse.Namespace) -> int:
    model = library.find(arguments.path)
    path = Path(model.path)
    found = model_details.details(path) if path.is_file() else None
    if arguments.json:
        print(as_json(model, found))
        return 0
    more = [] if found is None else model_details.rows(found)
    print("\n".join([*lines(model), *(_line(*row) for row in more)]))
    return 0


def as_json(model: ModelInfo, found: Details | None = None) -> str:
    """All that is known of `model`, in one line."""
    more = {} if found is None else {"file": codec.to_json(found)}
    return json.dumps({**codec.to_json(model), **more})


def lines(model: ModelInfo) -> list[str]:
    """The same for people."""
    preset = model.preset
    settings = f"{preset.sampler} {preset.schedule}, {preset.steps} steps"
    if preset.spacing is not None:
        settings += f" {preset.spacing}"
    rows = [
        ("name", model.name),
        ("path", model.path),
        ("family", f"{model.label}, predicts {model.prediction} ({BASES[model.basis]})"),
        ("weights", wording.size(model.bytes)),
        ("learnt at", f"{model.sample_size} px"),
        ("draws at", f"{preset.width} × {preset.height} px"),
        ("settings", f"{settings}, guidance {preset.guidance_scale:g}"),
    ]
    if model.words is not None:
        rows.append(("knows", f"{len(model.words)} words"))
    return [_line(name, text) for name, text in rows]


def _line(name: str, text: str) -> str:
    return f"{name:10} {wording.plain(text)}"
