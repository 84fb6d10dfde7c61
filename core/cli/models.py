"""`reverie models`: what one model is, and the parsers of the verbs beside it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from core.cli import convert, download, library_list, model_details
from core.cli.amounts import size
from core.cli.model_details import BASES, Details
from core.cli.options import OneLineParser
from core.contract import codec
from core.files.catalogue import finding
from core.files.models.library import ModelInfo
from core.files.models.origin import record_of
from core.files.plain_text import plain


def add_parser(verbs: argparse._SubParsersAction[OneLineParser]) -> None:
    models = verbs.add_parser(
        "models", help="the library and its folders; tell what a model is, convert it, download one"
    )
    actions = models.add_subparsers(
        dest="action", metavar="list|folders|hash|show|convert|download", required=True
    )
    library_list.add_parsers(actions)
    show = actions.add_parser("show", help="what a model folder or a single file is")
    show.add_argument("path", metavar="PATH", help="a model folder, a single file, or a known name")
    show.set_defaults(run=run_show)
    show.add_argument("--json", action="store_true", help="as one JSON object")
    convert.add_parser(actions)
    download.add_parser(actions)


def run_show(arguments: argparse.Namespace) -> int:
    model = finding.find(arguments.path)
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
        ("weights", size(model.bytes)),
        ("learnt at", f"{model.sample_size} px"),
        ("draws at", f"{preset.width} × {preset.height} px"),
        ("settings", f"{settings}, guidance {preset.guidance_scale:g}"),
    ]
    record = record_of(Path(model.path))
    if record is not None:
        rows.append(("from", f"{record.repo} at {record.commit}"))
        rows.append(("licence", record.licence or "not named"))
    if model.words is not None:
        rows.append(("knows", f"{len(model.words)} words"))
    return [_line(name, text) for name, text in rows]


def _line(name: str, text: str) -> str:
    return f"{name:10} {plain(text)}"
