"""`reverie models convert`: a folder as a single file, a single file as a folder, without rounding."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from core.cli import generation_flags, options
from core.cli.model_details import left_out
from core.cli.progress import BarFace
from core.contract import events as ev
from core.contract.errors import InvalidValue
from core.contract.request import DtypeName
from core.files.catalogue import addition_folders, finding
from core.files.models.folder_files import pickled_files
from core.files.models.legacy_pickle import Converting, safe_copy
from core.files.places import check_new, expanded
from core.files.plain_text import plain

SUFFIX = ".safetensors"
AS_STORED = "as-stored"


def add_parser(actions: argparse._SubParsersAction[options.OneLineParser]) -> None:
    convert = actions.add_parser("convert", help="write a model in the other layout")
    convert.add_argument("path", metavar="PATH", help="a model folder, a single file, or a name")
    convert.add_argument(
        "--to",
        required=True,
        choices=("folder", "single-file"),
        help="diffusers' folder, or one file in the original layout",
    )
    convert.add_argument("--output", required=True, metavar="PATH", help="the new folder or file")
    convert.add_argument(
        "--dtype",
        choices=(AS_STORED, *options.names(DtypeName)),
        default=AS_STORED,
        help="how numbers are kept (as-stored)",
    )
    convert.add_argument(
        "--lora",
        action="append",
        default=[],
        metavar="FILE[:WEIGHT]",
        help="a LoRA that becomes part of the new weights; may be repeated",
    )
    convert.add_argument("--overwrite", action="store_true", help="replace an existing --output")
    convert.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    model = finding.find(arguments.path)
    output = expanded(arguments.output)
    is_file = arguments.to == "single-file"
    if is_file != (output.suffix.lower() == SUFFIX):
        what = f"a file that ends in {SUFFIX}" if is_file else "a folder, not a file"
        raise InvalidValue("output", arguments.output, what)
    loras = [
        (addition_folders.find_lora(x.file), x) for x in map(generation_flags.lora, arguments.lora)
    ]
    check_new(Path(model.path), output, overwrite=arguments.overwrite)

    from core.checkpoints.baking import Baked
    from core.checkpoints.convert import to_folder, to_single_file  # torch: seconds
    from core.generation.device import DTYPES

    dtype = None if arguments.dtype == AS_STORED else DTYPES[arguments.dtype]
    write = to_single_file if is_file else to_folder
    with closing(BarFace(sys.stderr)) as face:
        pickled = [Path(model.path), *(Path(info.path) for info, _ in loras)]
        for path in (path for place in pickled for path in pickled_files(place)):
            safe_copy(path, _shown(face, path.name))
        done = write(
            Path(model.path),
            output,
            dtype=dtype,
            overwrite=arguments.overwrite,
            progress=_shown(face, output.name),
            loras=[Baked(Path(info.path), x.weight, x.for_text) for info, x in loras],
        )
    for label, names in (
        ("Left out as not needed", done.dropped),
        ("Left out as unknown", done.unknown),
        ("Of the LoRAs left out as unknown", done.unused),
    ):
        if names:
            print(plain(f"{label}: {left_out(names)}", limit=600), file=sys.stderr)
    print(output)
    return 0


def _shown(face: BarFace, name: str) -> Callable[[Converting], None]:
    """Shows how far the file `name` is."""

    def show(step: Converting) -> None:
        face.show(ev.Converting("", name, step.done, step.total))

    return show
