"""The way into the command line for a process that has imported nothing yet."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence


def start(arguments: Sequence[str] | None = None) -> int:
    """Run `core.cli.main`; a Ctrl-C while it is still being imported ends us without a traceback.

    The jailed parsers, the downloader and who looks at photos are found before it: they want nothing of it.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["jail"]:
        from core.cli.jail import main as jailed

        return jailed(words[1:])
    if words == ["fetcher"]:
        from core.cli.fetcher import main as fetching

        return fetching()
    if words == ["photos"]:
        from core.cli.photos import main as looking

        return looking()
    interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if interruptible:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from core.cli.main import main

    if interruptible:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    return main(arguments)
