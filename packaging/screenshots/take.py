"""Pictures of the running window, in every state and look, for those who judge it or write about it.

    .venv/bin/python packaging/screenshots/take.py --output shots                  every state, as one usually sees it
    .venv/bin/python packaging/screenshots/take.py --output shots --scheme dark --size 960x600 --type 15 --ratio 2 --longer
    .venv/bin/python packaging/screenshots/take.py --output shots --every-look     the looks a change can break
    .venv/bin/python packaging/screenshots/take.py --docs                          docs/images, as the README shows them

The window is the real one with the real engine and the starter; no display is needed, and nothing of
the person's own is read or written. The pictures drawn in it come from fixed seeds.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from docs_images import by_look

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

LOOKS: dict[str, tuple[str, ...]] = {
    "usual": (),
    "dark": ("--scheme", "dark"),
    "small": ("--size", "960x600"),
    "large": ("--size", "2560x1440"),
    "longer": ("--longer", "--type", "15"),
    "longer-small": ("--longer", "--type", "15", "--size", "960x600", "--scheme", "dark"),
    "german": ("--language", "de"),
    "german-small": ("--language", "de", "--type", "15", "--size", "960x600"),
    "sharp": ("--ratio", "2", "--size", "1280x800"),
    "sharp-dark": ("--ratio", "2", "--scheme", "dark"),
}
COLOURS = 256  # of a picture with a palette
PROMPTS = (  # with their seeds; the last one is the picture that is looked at
    ("a swan on a blue background", 3),
    ("a fox on a green background", 5),
    ("an apple on a white background", 7),
    ("a cute teddy bear on a blue background", 2),
    ("a panda on a pink background", 11),
)


@dataclass(frozen=True)
class Look:
    """How the window is shown."""

    width: int  # logical px
    height: int
    scheme: str
    type_px: int  # 0: the system's type size
    ratio: int
    longer: bool
    language: str


def main() -> int:
    arguments = _parser().parse_args()
    if arguments.docs:
        output = ROOT / "docs" / "images"
        return _each(output, [(*look, *states, "--palette") for look, states in by_look().items()])
    if arguments.every_look:
        states = tuple(part for state in arguments.state or () for part in ("--state", state))
        return _each(
            arguments.output,
            [(*look, *states, "--prefix", f"{name}-") for name, look in LOOKS.items()],
        )
    width, height = (int(part) for part in arguments.size.split("x"))
    look = Look(
        *(width, height, arguments.scheme, arguments.type),
        *(arguments.ratio, arguments.longer, arguments.language),
    )
    with tempfile.TemporaryDirectory(prefix="reverie-shots-") as home:
        os.environ |= {
            "REVERIE_HOME": home,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
            "QT_SCALE_FACTOR": str(look.ratio),
            "REVERIE_PSEUDO": "1" if look.longer else "",
        }
        return _shoot(look, arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--output", type=Path, default=Path("shots"), help="folder of the PNGs")
    parser.add_argument(
        "--state",
        action="append",
        help="NAME, NAME=FILE, or NAME/PART=FILE for one of its pictures; all where none is named",
    )
    parser.add_argument("--palette", action="store_true", help="small files of 256 colours")
    parser.add_argument("--prefix", default="", help="what the names of the files begin with")
    parser.add_argument("--size", default="1280x800", help="WIDTHxHEIGHT in logical px")
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--type", type=int, default=13, metavar="PX", help="type size")
    parser.add_argument("--ratio", type=int, default=1, help="device px a logical px")
    parser.add_argument("--longer", action="store_true", help="texts lengthened by 40 per cent")
    parser.add_argument("--language", default="en", help="en or de")
    parser.add_argument("--every-look", action="store_true", help="a process for each look")
    parser.add_argument("--docs", action="store_true", help="make docs/images again")
    return parser


def _each(output: Path, looks: Iterable[tuple[str, ...]]) -> int:
    """Every look in its own process: the pixel ratio holds for a whole process."""
    for flags in looks:
        own = [sys.executable, __file__, "--output", str(output), *flags]
        status = subprocess.run(own, check=False).returncode
        if status:
            return status
    return 0


def _shoot(look: Look, arguments: argparse.Namespace) -> int:
    from shown_states import STATES  # Qt reads the environment when it is imported
    from stage import Stage

    wanted = [name.partition("=")[::2] for name in arguments.state or STATES]
    unknown = [name for name, _file in wanted if name.partition("/")[0] not in STATES]
    if unknown:
        print(
            f"no such state: {', '.join(unknown)}; there are {', '.join(STATES)}", file=sys.stderr
        )
        return 2
    size = (look.width, look.height)
    stage = Stage(look.scheme, look.type_px, size, PROMPTS, look.language)
    for name, file in wanted:
        state, only_one, wanted_part = name.partition("/")
        for part, picture in STATES[state](stage):
            if only_one and part != wanted_part:
                continue
            path = (
                arguments.output
                / f"{arguments.prefix}{file or state}{'' if only_one else part}.png"
            )
            stage.save(picture, path, COLOURS if arguments.palette else 0)
            print(path)
    stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
