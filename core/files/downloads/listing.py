"""Asks the hub what a repository has: commit, licence, files with sizes and hashes. Data only.

The hub's API (`/api/models/<repo>/revision/<revision>?blobs=true`) answers with one JSON object; what is read
of it is checked here, field by field. Which files are wanted is decided in `variants.py`.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from typing import Any

from core.contract.download_errors import HubAnswerWrong, HubGated, HubMissing, HubRefused
from core.contract.downloads import RemoteFile
from core.files.downloads import names, web
from core.files.downloads.hub import Hub
from core.files.downloads.patience import Patience

LISTING_BYTES = 32 * 2**20
FILES_MAX = 20_000
SIZE_MAX = 2**44  # bytes
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Listing:
    """What the hub says of a repository at one commit."""

    repo: str
    revision: str  # as asked
    commit: str
    licence: str
    is_gated: bool
    pipeline: str  # class name of the diffusers pipeline, "" where the hub names none
    files: tuple[RemoteFile, ...]  # those with a name that is safe on a disk


def list_files(hub: Hub, repo: str, revision: str, patience: Patience) -> Listing:
    """Ask, at most a few times.

    Raises `HubUnreachable`, `HubRefused`, `HubMissing`, `HubGated`, `HubAnswerWrong`.
    """
    url = hub.listing(repo, revision)
    tries = patience.tries()
    while True:
        try:
            with web.get(hub, url, {"Accept": "application/json"}, patience.timeout) as answer:
                if answer.status == 200:
                    return _read(hub, repo, revision, _body(answer))
                error = refusal(hub, answer, repo, revision)
                wait = web.retry_after(answer, patience.now())
            if not web.is_passing(answer.status) or not tries.again(wait):
                raise error
        except web.Dropped as dropped:
            if not tries.again(None):
                raise web.unreachable(dropped) from dropped


def refusal(
    hub: Hub, answer: web.Answer, repo: str, revision: str, file: str = ""
) -> HubMissing | HubGated | HubRefused:
    """What the hub's own answer with an error status means."""
    code = answer.header("X-Error-Code")
    if code == "GatedRepo":
        return HubGated(repo, hub.page(repo), "refused" if hub.token else "none")
    if code == "RevisionNotFound":
        return HubMissing("revision", revision)
    if code == "EntryNotFound":
        return HubMissing("file", file)
    if code == "RepoNotFound" or answer.status in (401, 404):
        return HubMissing("repository", repo)
    wait = web.retry_after(answer, time.time())
    return HubRefused(answer.host, answer.status, -1 if wait is None else round(wait))


def _body(answer: web.Answer) -> bytes:
    chunks, size, announced = [], 0, answer.length()
    while chunk := answer.read(2**16):
        chunks.append(chunk)
        size += len(chunk)
        if size > LISTING_BYTES:
            raise HubAnswerWrong(answer.host, "it is far too long")
    if announced is not None and size < announced:
        raise web.Dropped(answer.host, "the connection was closed")
    return b"".join(chunks)


def _read(hub: Hub, repo: str, revision: str, body: bytes) -> Listing:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise HubAnswerWrong(hub.host, "it is no JSON (perhaps a sign-in page)") from error
    if not isinstance(data, dict):
        raise HubAnswerWrong(hub.host, "it is no JSON object")
    commit, siblings = data.get("sha"), data.get("siblings")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        raise HubAnswerWrong(hub.host, "it names no commit")
    if _COMMIT.fullmatch(revision) and commit != revision:
        raise HubAnswerWrong(hub.host, "it names another commit than the one asked for")
    if not isinstance(siblings, list) or len(siblings) > FILES_MAX:
        raise HubAnswerWrong(hub.host, "it has no list of files")
    found = [file for entry in siblings if (file := _file(entry)) is not None]
    files = tuple({file.name: file for file in found}.values())
    gated = bool(data.get("gated"))
    return Listing(repo, revision, commit, _licence(data), gated, _pipeline(data), files)


def _file(entry: Any) -> RemoteFile | None:
    """One entry of `siblings`; None for what can not be fetched: no safe name, no size, no hash."""
    if not isinstance(entry, dict):
        return None
    name, lfs = entry.get("rfilename"), entry.get("lfs")
    big = lfs if isinstance(lfs, dict) else {}
    size = big.get("size", entry.get("size"))
    sha256, blob = big.get("sha256", big.get("oid")), entry.get("blobId")
    sha256 = sha256 if isinstance(sha256, str) and _SHA256.fullmatch(sha256) else ""
    blob = blob if not sha256 and isinstance(blob, str) and _COMMIT.fullmatch(blob) else ""
    if not isinstance(name, str) or not names.is_safe(name):
        return None
    if type(size) is not int or not 0 <= size <= SIZE_MAX or not (sha256 or blob):
        return None
    return RemoteFile(name, size, sha256, blob)


def _licence(data: dict[str, Any]) -> str:
    """As the card says it; a licence of its own ("other") by its own name."""
    card = data.get("cardData")
    card = card if isinstance(card, dict) else {}
    said = card.get("license")
    said = said[0] if isinstance(said, list) and said else said
    if said in (None, "other") and isinstance(card.get("license_name"), str):
        said = card["license_name"]
    if not isinstance(said, str):
        tags = data.get("tags")
        tags = tags if isinstance(tags, list) else []
        tagged = (t for t in tags if isinstance(t, str) and t.startswith("license:"))
        said = next(tagged, "").removeprefix("license:")
    return "".join(c for c in said[:80] if c.isprintable())


def _pipeline(data: dict[str, Any]) -> str:
    config = data.get("config")
    diffusers = config.get("diffusers") if isinstance(config, dict) else None
    name = diffusers.get("_class_name") if isinstance(diffusers, dict) else None
    return name[:80] if isinstance(name, str) and name.isidentifier() else ""
