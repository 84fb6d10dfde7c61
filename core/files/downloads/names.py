"""What a person typed or pasted: a repository's name, or an address of one of its pages or files.

Nothing is looked up. `is_safe` is the rule for names that come from the server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from core.contract.downloads import MAIN
from core.contract.errors import InvalidValue

_PART = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,94}[A-Za-z0-9_])?")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}")
_HUBS = ("huggingface.co", "www.huggingface.co", "hf.co")
_PAGES = ("tree", "blob", "resolve", "commit", "raw")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('<>:"|?*\\')
DEPTH_MAX = 6
NAME_MAX = 200  # characters of one part of a path


@dataclass(frozen=True)
class Source:
    """A repository, and what the address said beyond that."""

    repo: str  # "owner/name"
    revision: str = MAIN
    file: str = ""


def read_source(text: str, endpoint: str = "") -> Source:
    """The repository that `text` means; `endpoint` is the hub's address, so that its pages count too.

    Raises `InvalidValue`.
    """
    text = text.strip()
    hubs = (*_HUBS, *filter(None, (urlsplit(endpoint).netloc,)))
    bare = re.sub(r"^https?://", "", text, flags=re.IGNORECASE)
    host, _, path = bare.partition("/")
    if host.lower() in hubs:
        return _from_address(text, path)
    if bare != text:
        raise InvalidValue("repository", text[:200], f"owner/name, or an address at {hubs[0]}")
    return Source(repository(text))


def repository(text: str) -> str:
    """`text` if it is the name of a repository, "owner/name". Raises `InvalidValue`."""
    parts = text.split("/")
    plain = len(parts) == 2 and all(_PART.fullmatch(part) for part in parts)
    if not plain or "--" in text or ".." in text or text.endswith(".git"):
        raise InvalidValue("repository", text[:200], "owner/name, as the hub writes it")
    return text


def revision(text: str) -> str:
    """`text` if it can be a branch, a tag or a commit. Raises `InvalidValue`."""
    if not _REVISION.fullmatch(text) or ".." in text or "//" in text or text.endswith("/"):
        raise InvalidValue("revision", text[:200], "a branch, a tag or a commit")
    return text


def is_safe(name: str) -> bool:
    """Whether a file of the server may have this name on our disk: relative, plain, no device."""
    parts = name.split("/")
    return len(parts) <= DEPTH_MAX and all(map(_is_plain, parts))


def _is_plain(part: str) -> bool:
    return (
        1 <= len(part) <= NAME_MAX
        and part.isprintable()
        and part == part.strip()
        and part[0] != "."
        and part[-1] != "."
        and not _FORBIDDEN & set(part)
        and not _DEVICES.fullmatch(part)
        and len(part.encode("utf-8", "replace")) <= NAME_MAX
    )


def _from_address(text: str, path: str) -> Source:
    """`owner/name[/tree|blob|resolve/REVISION[/FILE]]`, as in the browser's address field."""
    words = [unquote(word) for word in re.split(r"[?#]", path)[0].split("/") if word]
    if words[:1] in (["datasets"], ["spaces"], ["collections"], ["papers"]):
        raise InvalidValue("repository", text[:200], f"a model, not one of the hub's {words[0]}")
    words = words[1:] if words[:1] == ["models"] else words
    if words[:2] == ["api", "models"]:
        words = words[2:]
    repo = repository("/".join(words[:2]))
    if len(words) < 4 or words[2] not in _PAGES:
        return Source(repo)
    file = "/".join(words[4:]) if words[2] in ("blob", "resolve", "raw") else ""
    if file and not is_safe(file):
        raise InvalidValue("repository", text[:200], "the address of a file")
    return Source(repo, revision(words[3]), file)
