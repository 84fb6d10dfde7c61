"""The windowed program of a frozen build; with a verb it is the command line as well."""

import sys

import library_path

from desktop.__main__ import main

library_path.restore()
sys.exit(main())
