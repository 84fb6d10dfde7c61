"""`reverie engine`: the process that draws for the window. Not for people, so no help lists it."""

from __future__ import annotations

import argparse

from core.cli.options import OneLineParser


def add_parser(verbs: argparse._SubParsersAction[OneLineParser]) -> None:
    parser = verbs.add_parser("engine", description="Draw for the window: jobs on stdin.")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.engine.runner import GenerationRunner, TokenCounter
    from core.engine.server import serve

    serve(GenerationRunner(), TokenCounter())
    return 0
