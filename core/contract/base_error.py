"""What all expected errors have in common. The errors themselves are in `errors.py`, which has it, too."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar


@dataclass
class ReverieError(Exception):
    """Base of all expected errors."""

    usage: ClassVar[bool] = True

    @property
    def code(self) -> str:
        """The name of the error on the wire: its class name."""
        return type(self).__name__

    def data(self) -> dict[str, Any]:
        """The fields, as they travel to the other process."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    def __str__(self) -> str:
        return f"{self.code}({', '.join(f'{k}={v!r}' for k, v in self.data().items())})"
