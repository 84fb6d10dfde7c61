"""The command line: finds the verb, runs it, turns typed errors into one line and an exit status.

Exit status: 0 done, 2 the input was at fault and nothing was written, 1 a good input whose run failed
(memory, disk), 130 Ctrl-C. Verbs import torch inside the function that runs them, so that `--help`,
`models` and `recipe show` answer at once, and so does a wrong argument.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Callable, Sequence

from core.cli import (
    batch,
    doctor,
    engine,
    explain,
    explain_digits,
    explain_training,
    generate,
    models,
    options,
    recipe,
    train,
    wording,
)
from core.cli.options import OneLineParser
from core.contract.errors import Cancelled, ReverieError
from core.contract.version import PROGRAM
from core.engine.failures import as_reverie_error

FAILED, USAGE, INTERRUPTED = 1, 2, 130
VERBS = (generate, batch, explain, explain_digits, explain_training, train, models, recipe, doctor)
IN_TWO_WORDS = (explain_digits.VERB, explain_training.VERB)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; `argv` is what follows the program's name. Returns the exit status."""
    _have_streams()
    _speak_any_path()
    try:
        return _run(argv)
    except BrokenPipeError:
        return FAILED  # whoever read our output has left (`reverie … | head`): nobody to tell
    finally:
        _drop_unwritten()


def _run(argv: Sequence[str] | None) -> int:
    arguments = None
    try:
        words = list(sys.argv[1:] if argv is None else argv)
        if words == [engine.VERB]:
            return engine.run()
        arguments = build_parser().parse_args(joined(words))
        run: Callable[..., int] = arguments.run
        status = run(arguments)
        sys.stdout.flush()  # a full disk behind it is a failure like others
        return status
    except SystemExit as end:  # argparse, after --help or its one line
        return end.code if isinstance(end.code, int) else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except ReverieError as error:
        return _fail(options.by_flag(error, arguments))
    except BrokenPipeError:
        raise
    except (MemoryError, RuntimeError, OSError) as error:
        known = as_reverie_error(error)
        if known is None:
            raise
        return _fail(known)


def build_parser() -> OneLineParser:
    """The whole grammar. Every verb sets `run`, a function from the parsed arguments to the status."""
    parser = OneLineParser(
        prog="reverie",
        description="A studio for Stable Diffusion on your own computer. "
        "Progress goes to stderr, results to stdout.",
    )
    parser.add_argument("--version", action="version", version=PROGRAM)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in VERBS:
        verb.add_parser(verbs)
    return parser


def joined(words: Sequence[str]) -> list[str]:
    """The same with `explain digits` and its like as one word: `explain` alone has flags of its own, not verbs."""
    two = " ".join(words[:2])
    return [two, *words[2:]] if two in IN_TWO_WORDS else list(words)


def _fail(error: ReverieError) -> int:
    if isinstance(error, Cancelled):
        return INTERRUPTED
    print(wording.sentence(error), file=sys.stderr)
    return USAGE if error.usage else FAILED


def _have_streams() -> None:
    """Where the caller closed a standard stream, it leads nowhere.

    Else the next file that is opened would take its number, and prints would end up in that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number is this one
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()


def _speak_any_path() -> None:
    """Names that are no valid Unicode must be printable, in UTF-8 as they are on the disk."""
    for stream, wanted in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            is_utf8 = codecs.lookup(stream.encoding).name == "utf-8"
            stream.reconfigure(errors=wanted if is_utf8 else "backslashreplace")


def _drop_unwritten() -> None:
    """What stdout still holds and cannot be written must not fail once more at the exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
