"""Lets the scripts of this folder import `core` from the checkout they lie in.

Import it before anything of `core`; it changes `sys.path` only where `core` is not installed.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "resources" / "models" / "digits"

if find_spec("core") is None:
    sys.path.insert(0, str(ROOT))
