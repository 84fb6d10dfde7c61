"""`reverie jail PROGRAM`: the process that parses strangers' files. Not for people, so no help lists it.

It is found before the command line is built: of this program only the one parser is imported.
"""

from __future__ import annotations

from collections.abc import Sequence

USAGE = 2


def main(arguments: Sequence[str]) -> int:
    """Run the program that `arguments` name until stdin closes; returns only for a name that is none."""
    from core.jail.inside import serve

    if arguments == ["pictures"]:
        from core.files.pictures import decoder as picture_decoder

        serve(picture_decoder.handlers(), picture_decoder.LIMITS)
    if arguments == ["heic"]:
        from core.files.pictures import heic_decoder

        serve(heic_decoder.handlers(), heic_decoder.LIMITS)
    if arguments == ["pickle"]:
        from core.checkpoints import pickle_layout

        serve(pickle_layout.handlers(), pickle_layout.LIMITS)
    return USAGE
