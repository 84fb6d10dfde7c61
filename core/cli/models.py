"""`reverie models`: which models there are, and what one is, from its folder's JSON alone."""

from __future__ import annotations

import argparse
import json
import sys

from core.cli import wording
from core.cli.options import OneLineParser
from core.contract import codec
from core.files import library
from core.files.library import ModelInfo


def add_parser(verbs: argparse._SubParsersAction[OneLineParser]) -> None:
    models = verbs.add_parser("models", help="list models, tell what one is")
    actions = models.add_subparsers(dest="action", metavar="list|show", required=True)
    listing = actions.add_parser("list", help="the models that can be used by name")
    listing.set_defaults(run=run_list)
    show = actions.add_parser("show", help="what a model folder is")
    show.add_argument("path", metavar="PATH", help="a model folder, or a known name")
    show.set_defaults(run=run_show)
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
    print(as_json(model) if arguments.json else "\n".join(lines(model)))
    return 0


def as_json(model: ModelInfo) -> str:
    """All that is known of `model`, in one line."""
    return json.dumps(codec.to_json(model))


def lines(model: ModelInfo) -> list[str]:
    """The same for people."""
    preset = model.preset
    settings = f"{preset.sampler} {preset.schedule}, {preset.steps} steps"
    if preset.spacing is not None:
        settings += f" {preset.spacing}"
    rows = [
        ("name", model.name),
        ("path", model.path),
        ("family", f"{model.label}, predicts {model.prediction}"),
        ("weights", wording.size(model.bytes)),
        ("learnt at", f"{model.sample_size} px"),
        ("draws at", f"{preset.width} × {preset.height} px"),
        ("settings", f"{settings}, guidance {preset.guidance_scale:g}"),
    ]
    if model.words is not None:
        rows.append(("knows", f"{len(model.words)} words"))
    return [f"{name:10} {wording.plain(text)}" for name, text in rows]
