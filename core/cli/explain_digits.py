"""`reverie explain digits`: how a judge of digits scores, and two ways from noise to a digit."""

from __future__ import annotations

import argparse
from pathlib import Path

from core.cli import options, progress
from core.cli.interrupt import stop_on_signals
from core.contract.digits import MakeDigit
from core.contract.errors import FileAlreadyThere
from core.files.pictures import images
from core.files.places import is_folder, taken

VERB = "explain digits"  # two words in one: `main` joins them


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    usual = MakeDigit(3)
    parser = verbs.add_parser(
        VERB,
        help="show two small networks about digits at work",
        description="Two small networks, which ship with the program: one says how much a picture looks "
        "like a digit, one predicts the noise in it. Writes into a new folder how the score falls with "
        "noise, and what becomes of the same noise by climbing the score and by removing predicted noise: "
        "PNG files and explain.json with all numbers.",
    )
    parser.add_argument(
        "--digit", type=options.whole_number, default=3, metavar="0…9", help="which to make (3)"
    )
    parser.add_argument(
        "--drawing", metavar="IMAGE", help="dark on light, to be judged (one that is drawn by us)"
    )
    parser.add_argument(
        "--seed", type=options.whole_number, default=0, metavar="N", help="of the noise (0)"
    )
    for flag, value, text in (
        ("--climb-steps", usual.climb_steps, "steps up the score"),
        ("--steps", usual.diffuse_steps, "steps that take noise away"),
    ):
        parser.add_argument(
            flag, type=options.whole_number, default=value, metavar="N", help=f"{text} ({value})"
        )
    parser.add_argument(
        "--guidance",
        type=options.number,
        default=usual.guidance,
        metavar="G",
        help=f"how closely the digit is followed ({usual.guidance:g})",
    )
    parser.add_argument("--output", required=True, metavar="FOLDER", help="a new folder")
    parser.add_argument("--overwrite", action="store_true", help="replace an earlier report there")
    options.add_json_flag(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    asked = MakeDigit(
        arguments.digit,
        arguments.seed,
        arguments.climb_steps,
        arguments.steps,
        arguments.guidance,
    )
    output = Path(arguments.output)
    if taken(output) and not (is_folder(output) and arguments.overwrite):
        raise FileAlreadyThere(str(output))
    if arguments.drawing is not None:
        images.picture_size(arguments.drawing)
    from core.explain.digits.model import shipped  # torch: seconds
    from core.explain.digits.report import Wish, report

    wish = Wish(asked, arguments.drawing, arguments.overwrite)
    with stop_on_signals() as stopped:
        events = report(shipped(), wish, str(output), stopped)
        progress.follow(events, as_json=arguments.json)
    print(output)
    return 0
