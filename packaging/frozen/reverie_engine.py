"""The console program of a frozen build: engine, jail, downloads, training and the command line."""

import sys

from core.cli.start import start

sys.exit(start())
