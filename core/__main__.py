"""`python -m core VERB …`: the command line without any Qt. It is not the window; see `desktop`."""

import signal
import sys

if __name__ == "__main__":
    interruptible = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if interruptible:  # a Ctrl-C before `main` can answer it ends us without a traceback
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from core.cli.main import main

    if interruptible:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(main())
