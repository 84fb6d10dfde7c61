"""The parser that complains in one line, and what the flags of all verbs are read with."""

from __future__ import annotations

import argparse
import typing
from typing import NoReturn

from core.contract.errors import InvalidValue, ReverieError
from core.contract.request import DeviceChoice, DtypeChoice
from core.files.plain_text import SHOWN, plain


class OneLineParser(argparse.ArgumentParser):
    """argparse, but an error is one line on stderr (exit status 2) and flags are never guessed."""

    def __init__(  # argparse makes the parsers of the verbs itself, with its own keywords
        self, **keywords: typing.Any
    ) -> None:
        super().__init__(**{"allow_abbrev": False, **keywords})

    def error(self, message: str) -> NoReturn:
        text = plain(message, limit=3 * SHOWN)  # it repeats what was typed
        self.exit(2, f"{self.prog}: {text} (see {self.prog} --help)\n")


def whole_number(text: str) -> int:
    """A whole number, for argparse."""
    try:
        return int(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number") from error


def number(text: str) -> float:
    """A number, for argparse. Ranges are checked by the request."""
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from error


def add_device_flags(parser: argparse.ArgumentParser) -> None:
    """`--device` and `--dtype`."""
    parser.add_argument(
        "--device",
        choices=names(DeviceChoice),
        default="auto",
        help="where to compute; auto: a graphics card where there is one (auto)",
    )
    parser.add_argument(
        "--dtype",
        choices=names(DtypeChoice),
        default="auto",
        help="how numbers are kept; auto: what suits the device (auto)",
    )


def add_json_flag(parser: argparse.ArgumentParser) -> None:
    """`--json` for verbs that report progress."""
    parser.add_argument(
        "--json", action="store_true", help="progress on stderr as one JSON object a line"
    )


def by_flag(error: ReverieError, arguments: argparse.Namespace | None) -> ReverieError:
    """`error`, where it is about a value that was typed, with the flag's name instead of the field's."""
    if not isinstance(error, InvalidValue):
        return error
    field = error.field.removeprefix("config.")
    if field not in vars(arguments or argparse.Namespace()):
        return error
    name = "guidance" if field == "guidance_scale" else field.replace("_", "-")
    return InvalidValue(f"--{name}", error.value, error.expected)


def names(choice: object) -> tuple[str, ...]:
    """The values of a `Literal`, as argparse choices."""
    return typing.get_args(choice)
