"""`reverie models download`: a model from the Hugging Face hub, or only a look at what would come.

Ctrl-C at any moment: what came is kept, and the same command goes on with it.
"""

from __future__ import annotations

import argparse
import json
import sys

from core.cli import options
from core.cli.amounts import size
from core.cli.progress import follow
from core.contract import codec
from core.contract.downloads import MAIN, DownloadRequest, Offer, Variant
from core.contract.errors import InvalidValue
from core.files import folders
from core.files.plain_text import plain
from core.files.streams import free_bytes


def add_parser(actions: argparse._SubParsersAction[options.OneLineParser]) -> None:
    parser = actions.add_parser("download", help="fetch a model from the Hugging Face hub")
    parser.add_argument("repo", metavar="REPO", help="owner/name, or the address of its page")
    parser.add_argument("--revision", metavar="R", help=f"a branch, a tag or a commit ({MAIN})")
    parser.add_argument("--variant", metavar="V", help="one of those that --list shows (the first)")
    parser.add_argument("--output", metavar="PATH", help="the new folder or file")
    parser.add_argument(
        "--old-formats",
        action="store_true",
        help="also old pickled weights, where there is no other",
    )
    parser.add_argument("--list", action="store_true", help="only show what would come")
    parser.add_argument("--json", action="store_true", help="progress, or the list, as JSON")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from core.files.downloads import names
    from core.files.downloads.hub import hub_of
    from core.files.downloads.patience import Patience
    from core.files.downloads.run import download, look

    hub = hub_of()
    source = names.read_source(arguments.repo, hub.endpoint)
    revision = names.revision(arguments.revision or source.revision)
    if arguments.list:
        offer = look(arguments.repo, revision, hub, Patience())
        print(json.dumps(codec.to_json(offer)) if arguments.json else "\n".join(lines(offer)))
        return 0
    if arguments.output == "":
        raise InvalidValue("output", "", "a new folder or file")
    request = DownloadRequest(
        repo=source.repo,
        revision=revision,
        variant=arguments.variant or source.file,
        output=arguments.output or "",
        old_formats=arguments.old_formats,
    )
    try:
        return follow(download(request, hub=hub), as_json=arguments.json)
    except KeyboardInterrupt:
        print("Stopped. What came is kept: the same command goes on.", file=sys.stderr)
        raise


def lines(offer: Offer) -> list[str]:
    """What there is, for people."""
    free = free_bytes(folders.models())
    rows = [
        ("repository", f"{offer.repo} at {offer.revision} ({offer.commit[:10]})"),
        ("licence", offer.licence or "not named; see its page"),
        ("page", offer.page),
    ]
    if offer.is_gated:
        rows.append(("access", "its licence must be accepted on that page first"))
    if offer.foreign:
        rows.append(("but", f"it is {offer.foreign}, which cannot be used here"))
    rows.append(("room", size(free) if free >= 0 else "not known"))
    shown = [f"{name:10} {plain(text)}" for name, text in rows]
    for variant in offer.variants:
        shown += ["", *_variant_lines(variant)]
    return shown if offer.variants else [*shown, "", "No model that can be used here."]


def _variant_lines(variant: Variant) -> list[str]:
    kind = "folder" if variant.is_folder else "single file"
    old = ", old pickled weights: --old-formats" if variant.has_pickles else ""
    head = f"{plain(variant.key)}  ({kind}, {size(variant.bytes)}{old})"
    return [head, *(f"  {size(f.size):>9}  {plain(f.name)}" for f in variant.files)]
