"""Lets the scripts of this folder import those of `packaging/starter`, and `core`. Import it before them."""

from __future__ import annotations

import sys
from pathlib import Path

STARTER = Path(__file__).resolve().parents[1] / "starter"

if str(STARTER) not in sys.path:
    sys.path.insert(0, str(STARTER))

import repository  # noqa: E402, F401 (imported for what it does: core becomes importable)
