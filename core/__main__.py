"""`python -m core VERB …`: the command line without any Qt. It is not the window; see `desktop`."""

import sys

from core.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
