"""`reverie explain`: the pictures and numbers behind one generation, as a folder."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from core.cli import generation_flags, options, progress
from core.cli.interrupt import stop_on_signals
from core.contract.errors import FileAlreadyThere, InvalidValue
from core.contract.explain import NOISES_MAX, PARTS, POINTS_MAX, SCALES
from core.contract.request import GenerationRequest
from core.files.pictures import images
from core.files.places import is_folder, taken
from core.generation.checks import check_request

_BRANCH = ("branch_prompt", "branch_negative", "branch_guidance", "branch_mask")


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = verbs.add_parser(
        "explain",
        help="show how a picture comes about",
        description="Draws a picture as generate does and writes what happened on the way into a new "
        "folder: picture.png, a folder of PNG files for each part, and explain.json with all numbers.",
    )
    generation_flags.add_flags(parser)
    parser.add_argument(
        "--part",
        choices=PARTS,
        action="append",
        help="write this part only; may be repeated (all of them)",
    )
    parser.add_argument(
        "--at-step",
        type=options.whole_number,
        metavar="K",
        help="whose guidance is shown (the middle)",
    )
    parser.add_argument(
        "--sheet",
        action="store_true",
        help="also draw the picture at guidance 1 to 15, with --negative and without",
    )
    _add_branch(parser)
    _add_pictures(parser)
    options.add_json_flag(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    request = generation_flags.generation_request(arguments)
    output = Path(arguments.output)
    _check(arguments, request, output)
    from core.explain.report import BranchWish, report
    from core.explain.report_parts import Wanted
    from core.explain.report_place import check_place
    from core.generation.loader import Loader

    check_place(output, overwrite=request.overwrite)
    wanted = Wanted(
        request=replace(request, output="picture.png"),
        parts=tuple(part for part in PARTS if part in (arguments.part or PARTS)),
        step=arguments.at_step,
        scales=SCALES if arguments.sheet else (),
        developed=arguments.developed,
        texts=tuple(arguments.text or ()),
        pictures=tuple(arguments.picture or ()),
        clip=arguments.clip,
        picture=arguments.show_on,
        points=arguments.points,
        noises=arguments.noises,
    )
    branch = None
    if arguments.branch_at is not None:
        other = _branched(arguments, wanted.request)
        branch = BranchWish(arguments.branch_at, other, arguments.branch_mask)
    with stop_on_signals() as stopped:
        events = report(wanted, branch, str(output), Loader(), stopped)
        progress.follow(events, as_json=arguments.json)
    print(output)
    return 0


def _add_branch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--branch-at",
        type=options.whole_number,
        metavar="K",
        help="also go on from before step K (0, 1, …) in another way, as branch.png",
    )
    parser.add_argument("--branch-prompt", metavar="TEXT", help="the branch's words (the same)")
    parser.add_argument("--branch-negative", metavar="TEXT", help="its negative prompt (the same)")
    parser.add_argument(
        "--branch-guidance", type=options.number, metavar="G", help="its guidance (the same)"
    )
    parser.add_argument(
        "--branch-mask", metavar="IMAGE", help="where it is white, the branch may differ (anywhere)"
    )


def _add_pictures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--text",
        action="append",
        metavar="TEXT",
        help="to compare with pictures; may be repeated (the prompt and its words)",
    )
    parser.add_argument(
        "--picture",
        action="append",
        metavar="IMAGE",
        help="to compare with the texts; may be repeated (the drawn one)",
    )
    parser.add_argument(
        "--clip", metavar="FOLDER", help="a whole CLIP, for a model that reads no pictures"
    )
    parser.add_argument(
        "--show-on", metavar="IMAGE", help="for autoencoder and noise (the drawn picture)"
    )
    for flag, usual, text in (
        ("--developed", 5, "steps that are shown at full size"),
        ("--points", 11, "time steps of the error curve"),
        ("--noises", 4, "noises for each of them"),
    ):
        parser.add_argument(
            flag, type=options.whole_number, default=usual, metavar="N", help=f"{text} ({usual})"
        )


def _check(arguments: argparse.Namespace, request: GenerationRequest, output: Path) -> None:
    """Raises what can be told wrong at once, before torch is imported."""
    check_request(request)
    if request.count != 1:
        raise InvalidValue("count", request.count, "1 here: one picture is explained")
    if request.init is not None and request.strength == 0:
        raise InvalidValue("strength", 0, "above 0: else nothing is drawn")
    if taken(output) and not (is_folder(output) and request.overwrite):
        raise FileAlreadyThere(str(output))
    for name, most in (("points", POINTS_MAX), ("noises", NOISES_MAX), ("developed", POINTS_MAX)):
        value = getattr(arguments, name)
        if not 1 <= value <= most:
            raise InvalidValue(name, value, f"between 1 and {most}")
    for path in (*(arguments.picture or ()), arguments.show_on, arguments.branch_mask):
        if path is not None:
            images.picture_size(path)
    for name in _BRANCH:
        if arguments.branch_at is None and getattr(arguments, name) is not None:
            raise InvalidValue(name, getattr(arguments, name), "used with --branch-at")
    if arguments.branch_at is not None:
        check_request(_branched(arguments, request))


def _branched(arguments: argparse.Namespace, request: GenerationRequest) -> GenerationRequest:
    """The request of the branch: what was not said stays."""
    said = {
        "prompt": arguments.branch_prompt,
        "negative": arguments.branch_negative,
        "guidance_scale": arguments.branch_guidance,
    }
    return replace(request, **{name: value for name, value in said.items() if value is not None})
