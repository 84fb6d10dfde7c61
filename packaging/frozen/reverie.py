"""The windowed program of a frozen build; with a verb it is the command line as well."""

import sys

from desktop.__main__ import main

sys.exit(main())
