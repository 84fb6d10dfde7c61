"""What can be fetched from the model hub, what is wanted of it, and where it came from. No network here."""

from __future__ import annotations

from dataclasses import dataclass

MAIN = "main"  # the revision that counts where nobody names one


@dataclass(frozen=True)
class RemoteFile:
    """One file of a repository. It has at least one of the two hashes."""

    name: str  # with its folders: "unet/config.json"
    size: int  # bytes
    sha256: str = ""  # of big files, in hex
    blob: str = ""  # of small files: git's own SHA-1 of a blob, in hex


@dataclass(frozen=True)
class Variant:
    """One way to have the model: a folder in one precision, or a single file."""

    key: str  # "full", "fp16", "bf16", or the name of the single file
    files: tuple[RemoteFile, ...]
    is_folder: bool
    has_pickles: bool = False  # there are no safetensors for all its parts

    @property
    def bytes(self) -> int:
        return sum(file.size for file in self.files)


@dataclass(frozen=True)
class Offer:
    """What a repository has, at one commit."""

    repo: str  # "owner/name"
    revision: str  # as asked
    commit: str  # what it is: 40 hex digits
    licence: str  # as the model card names it; "" where it does not
    is_gated: bool  # its licence must be accepted on the hub's page
    page: str  # the repository's page on the hub
    foreign: str  # what kind of model it is that we cannot use; "" for ours
    variants: tuple[Variant, ...]  # the best first


@dataclass(frozen=True)
class DownloadRequest:
    """What is wanted. Where an unfinished download of it is, that goes on, at its commit."""

    repo: str
    revision: str = MAIN  # a branch, a tag, or a commit
    variant: str = ""  # "": the best one
    output: str = ""  # the final folder or file; "": in the models folder, under a free name
    old_formats: bool = False  # also pickled weights, where there is nothing else


@dataclass(frozen=True)
class Unfinished:
    """A download that was stopped, as it lies in its hidden folder."""

    place: str  # the hidden folder
    request: DownloadRequest
    commit: str
    done: int  # bytes that are there
    total: int


@dataclass(frozen=True)
class Record:
    """Kept beside a model that was downloaded: what it is, exactly."""

    repo: str
    commit: str
    revision: str
    variant: str
    licence: str
    page: str
    files: tuple[RemoteFile, ...]
