"""`reverie explain training`: what a training has learned so far, as a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli import options, progress
from core.cli.interrupt import stop_on_signals
from core.contract.errors import FileAlreadyThere
from core.files.places import is_folder, taken

VERB = "explain training"  # two words in one: `main` joins them


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = verbs.add_parser(
        VERB,
        help="show how a training learns, or has learned",
        description="Reads the run folder of any training, also of one that is running, and writes into a "
        "new folder its curves, its samples from the same noise over the steps and a mini-batch as the "
        "network saw it: PNG files and explain.json with all numbers.",
    )
    parser.add_argument("run_folder", metavar="RUN", help="the training's folder (its --output)")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="a new folder")
    parser.add_argument("--overwrite", action="store_true", help="replace an earlier report there")
    options.add_json_flag(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    output = Path(arguments.output)
    if taken(output) and not (is_folder(output) and arguments.overwrite):
        raise FileAlreadyThere(str(output))
    from core.explain.training_report import report  # torch: seconds

    with stop_on_signals() as stopped:
        events = report(arguments.run_folder, str(output), stopped, overwrite=arguments.overwrite)
        progress.follow(events, as_json=arguments.json)
    print(output)
    return 0
