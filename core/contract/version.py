"""The program's version, in one place; a test holds pyproject.toml to it. No import, no file."""

from __future__ import annotations

VERSION = "0.1.0"
PROGRAM = f"Reverie {VERSION}"
