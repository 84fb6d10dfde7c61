"""The console program of a frozen build: engine, jail, downloads, training and the command line."""

import sys

import library_path

from core.cli.start import start

library_path.restore()
sys.exit(start())
