"""`python -m core VERB …`: the command line without any Qt. It is not the window; see `desktop`."""

import sys

from core.cli.start import start

if __name__ == "__main__":
    sys.exit(start())
