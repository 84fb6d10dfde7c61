"""One file of one commit, and where its bytes lie until they are whole. Nothing is fetched or written here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract.downloads import RemoteFile


@dataclass(frozen=True)
class Wanted:
    """What is fetched into `part`, a name that ends in `.part`."""

    repo: str
    commit: str
    file: RemoteFile
    part: Path

    @property
    def sidecar(self) -> Path:
        """Says which file the bytes in `part` belong to."""
        return self.part.with_name(self.part.name + ".json")

    def identity(self, endpoint: str) -> dict[str, Any]:
        """All that must agree for the part to be of use, beside the server's ETag."""
        file = self.file
        return {
            "from": f"{endpoint}/{self.repo}",
            "name": file.name,
            "commit": self.commit,
            "size": file.size,
            "hash": file.sha256 or file.blob,
        }
