"""JSON files of a model folder, changed by hand."""

from __future__ import annotations

import json
from pathlib import Path


def edit_json(path: Path, **changes: object) -> None:
    """Change keys of a JSON file in place; None removes one."""
    data = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({k: v for k, v in data.items() if v is not None}))
