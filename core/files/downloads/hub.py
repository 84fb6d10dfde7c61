"""Where requests may go, and who may hear the person's token.

`huggingface_hub` would know both, too, but sends the token wherever `HF_ENDPOINT` points, follows any
redirect, and is slow to import. Nothing is sent from here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, quote, urlsplit

from core.contract.errors import InvalidValue
from core.files.places import expanded

OFFICIAL = "https://huggingface.co"
# The hub's own names, and those of the stores it sends big files from (LFS and Xet), all below these.
FILE_HOSTS = ("huggingface.co", "hf.co")
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
TOKEN_BYTES = 4096
_TRUE = frozenset({"1", "on", "yes", "true"})


@dataclass(frozen=True)
class Hub:
    """One hub: its address without a slash at the end, the token for it, and who else may send files."""

    endpoint: str = OFFICIAL
    token: str = field(default="", repr=False)
    others: tuple[
        str, ...
    ] = ()  # further origins, "http://127.0.0.1:8000": tests have a second server

    @property
    def host(self) -> str:
        """For a person."""
        return urlsplit(self.endpoint).netloc

    def allows(self, url: str) -> bool:
        """Whether something may be fetched from there: the hub itself, or https from one of its stores."""
        parts = _split(url)
        if parts is None or parts.username is not None or parts.password is not None:
            return False
        if origin(url) in (origin(self.endpoint), *self.others):
            return True
        name = (parts.hostname or "").lower()
        is_ours = any(name == host or name.endswith("." + host) for host in FILE_HOSTS)
        return parts.scheme == "https" and is_ours and parts.port in (None, 443)

    def headers(self, url: str) -> dict[str, str]:
        """The token, for the hub itself and nobody else."""
        if self.token and origin(url) == origin(self.endpoint):
            return {"Authorization": f"Bearer {self.token}"}
        return {}

    def page(self, repo: str) -> str:
        """The repository's page for a browser."""
        return f"{self.endpoint}/{repo}"

    def listing(self, repo: str, revision: str) -> str:
        """Where the list of files is asked for."""
        return f"{self.endpoint}/api/models/{repo}/revision/{quote(revision, safe='')}?blobs=true"

    def file(self, repo: str, commit: str, name: str) -> str:
        """Where one file is asked for."""
        return f"{self.endpoint}/{repo}/resolve/{commit}/{quote(name)}"


def hub_of(environment: Mapping[str, str] | None = None) -> Hub:
    """The hub that the environment names (`HF_ENDPOINT`), with the person's token.

    Raises `InvalidValue`.
    """
    env = os.environ if environment is None else environment
    endpoint = env.get("HF_ENDPOINT", "").strip().rstrip("/") or OFFICIAL
    parts = _split(endpoint)
    if parts is None or not _is_endpoint(parts):
        expected = "an https address (http only for this computer)"
        raise InvalidValue("HF_ENDPOINT", endpoint[:200], expected)
    return Hub(endpoint, _token(env, endpoint))


def origin(url: str) -> str:
    """Scheme, host and port of an address, comparable; "" for nonsense."""
    parts = _split(url)
    if parts is None:
        return ""
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return f"{parts.scheme}://{(parts.hostname or '').lower()}:{port}"


def is_local(url: str) -> bool:
    """Whether it is on this computer."""
    parts = _split(url)
    return parts is not None and (parts.hostname or "") in LOCAL


def _is_endpoint(parts: SplitResult) -> bool:
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    return bool(parts.hostname) and plain and safe


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def _token(env: Mapping[str, str], endpoint: str) -> str:
    """`HF_TOKEN` for the hub that stands beside it in the environment; the login's for the official hub."""
    if env.get("HF_HUB_DISABLE_IMPLICIT_TOKEN", "").lower() in _TRUE:
        return ""
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        if env.get(name):
            return _clean(env[name])
    if origin(endpoint) != origin(OFFICIAL):
        return ""
    try:
        with open(_token_file(env), "rb") as file:
            return _clean(file.read(TOKEN_BYTES).decode("ascii", "replace"))
    except (OSError, ValueError):
        return ""


def _token_file(env: Mapping[str, str]) -> Path:
    """Where `hf auth login` puts it."""
    if env.get("HF_TOKEN_PATH"):
        return expanded(env["HF_TOKEN_PATH"])
    caches = env.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    home = env.get("HF_HOME") or str(Path(caches) / "huggingface")
    return expanded(home) / "token"


def _clean(text: str) -> str:
    """A token is one word of ASCII; anything else would break a header."""
    text = text.strip()
    return text if text.isascii() and text.isprintable() and " " not in text else ""
