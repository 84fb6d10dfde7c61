"""`reverie fetcher`: the process that talks to the model hub for the window. Not for people, so no help lists it.

It is found before the command line is built, of which it wants nothing.
"""

from __future__ import annotations


def main() -> int:
    """Do the job that stdin names; the process ends in it."""
    from core.engine.fetcher import serve

    serve()
    return 0
