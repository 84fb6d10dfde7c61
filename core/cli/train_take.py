"""`reverie train take RUN --step N`: another step of a finished teaching as its result."""

from __future__ import annotations

import argparse

from core.cli import options, progress


def add_parser(tasks: argparse._SubParsersAction[options.OneLineParser]) -> None:
    text = "another judged step of a finished teaching as its result"
    parser = tasks.add_parser("take", help=text, description=f"Take {text}.")
    parser.add_argument("folder", metavar="RUN", help="the run folder")
    parser.add_argument(
        "--step",
        type=options.whole_number,
        required=True,
        help="one that was judged, of a full training the chosen or the last one; the former one can be taken again",
    )
    options.add_json_flag(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.training.taking import take  # torch: seconds

    return progress.follow(take(arguments.folder, arguments.step), as_json=arguments.json)
