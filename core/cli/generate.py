"""`reverie generate`: pictures from words, or from a picture and words."""

from __future__ import annotations

import argparse

from core.cli import generation_flags, options, progress
from core.cli.interrupt import stop_on_signals
from core.contract.request import GenerationRequest
from core.generation.checks import check_request
from core.generation.output import Output


def add_parser(verbs: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = verbs.add_parser("generate", help="draw pictures", description="Draw pictures.")
    generation_flags.add_flags(parser)
    options.add_json_flag(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    request = generation_flags.generation_request(arguments)
    check(request)
    return draw(request, as_json=arguments.json)


def check(request: GenerationRequest) -> None:
    """Raises what can be told wrong at once, before torch is imported, which takes seconds."""
    check_request(request)
    Output.of(request).check()


def draw(request: GenerationRequest, *, as_json: bool) -> int:
    """Run `request` in this process, with progress. Raises the typed error it ends with."""
    from core.generation.generate import generate  # torch: seconds
    from core.generation.loader import Loader

    with stop_on_signals() as stopped:
        return progress.follow(generate(request, Loader(), stopped), as_json=as_json)
