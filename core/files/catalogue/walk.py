"""What lies in a folder that may be a model or an addition to one: found by names, nothing is opened.

Hidden names are passed over, links that lead back into a folder above too. What lies beside a file under
its name (pictures, notes of other programs) belongs to it and is part of its stamp.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from core.contract.errors import FileUnreadable, ReverieError
from core.files.catalogue.kinds import Kind
from core.files.catalogue.layouts import Place
from core.files.places import is_folder
from core.files.trainings.judging_encoders import is_encoder

INDEX, CONFIG = "model_index.json", "config.json"
DEPTH_MAX = 12  # folders below a place
FOUND_MAX = 50_000  # files and folders of one place that are looked at
WEIGHTS = frozenset({".safetensors", ".ckpt", ".pt"})
ADDITIONS = frozenset({".bin"})  # too common elsewhere to mean anything
PICTURES = tuple(
    f"{middle}.{kind}" for middle in (".preview", "") for kind in ("png", "jpg", "jpeg", "webp")
)
NOTES = (".civitai.info", ".json", ".cm-info.json")
ORIGIN = ".download.json"  # where it was downloaded from, see `downloads/place.py`
SETTINGS = (".yaml", ".yml")
CARD_FILE = "readme.md"
PREVIEWS = ("preview.png", "preview.jpg", "preview.webp", "grid.png")  # within a model folder
PARTS = ("diffusion_pytorch_model", "model", "pytorch_model")


@dataclass(frozen=True)
class Candidate:
    """Something that is to be described. `beside`: ending in lower case → path."""

    path: Path
    place: Place
    is_folder: bool
    stamp: str
    identity: str
    changed: int  # seconds since 1970
    beside: dict[str, Path] = field(default_factory=dict)

    @property
    def expects(self) -> Kind | None:
        return self.place.expects


@dataclass
class Walked:
    """What one place holds; `folders` are all that were looked into."""

    candidates: list[Candidate] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    problem: ReverieError | None = None


def walk(place: Place) -> Walked:
    """All candidates at a place, sorted by path. `problem` says why some could not be seen."""
    result = Walked()
    try:
        if not is_folder(place.path):
            result.candidates = [_lone(place)]
            return result
        _Walk(place, result).look(place.path, 0)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        result.problem = FileUnreadable(str(place.path), reason)
    result.candidates.sort(key=lambda candidate: str(candidate.path))
    return result


def model_names(place: Place) -> Iterator[Path]:
    """The paths alone of what may be a model, for finding one by its name."""
    for candidate in walk(place).candidates:
        if candidate.expects in (None, "model"):
            yield candidate.path


class _Walk:
    """One pass over a place; keeps count, so that no folder can keep us for ever."""

    def __init__(self, place: Place, result: Walked) -> None:
        self._place, self._result = place, result
        extra = ADDITIONS if place.expects not in (None, "model") else frozenset()
        self._endings = WEIGHTS | extra
        self._seen: set[tuple[int, int]] = set()
        self._count = 0

    def look(self, folder: Path, depth: int) -> None:
        """Look into one folder. Raises `OSError` where the place itself cannot be read."""
        status = folder.stat()
        if (status.st_dev, status.st_ino) in self._seen:
            return
        self._seen.add((status.st_dev, status.st_ino))
        self._result.folders.append(str(folder))
        with os.scandir(folder) as found:
            entries = [entry for entry in found if not entry.name.startswith(".")]
        self._count += len(entries)
        if self._count > FOUND_MAX:
            self._result.problem = FileUnreadable(str(self._place.path), "it holds too many files")
            return
        if is_encoder(folder):
            return  # it judges pictures and draws none
        names = {entry.name.lower(): entry for entry in entries}
        if _is_whole(names):
            self._result.candidates.append(_folder_candidate(folder, self._place))
            return
        for entry in sorted(entries, key=lambda entry: entry.name):
            self._look_at(entry, names, depth)

    def _look_at(
        self, entry: os.DirEntry[str], names: dict[str, os.DirEntry[str]], depth: int
    ) -> None:
        try:
            if entry.is_dir():
                if depth < DEPTH_MAX:
                    self.look(Path(entry.path), depth + 1)
            elif Path(entry.name).suffix.lower() in self._endings:
                self._result.candidates.append(_file_candidate(entry, names, self._place))
        except OSError as error:  # one that may not be looked into spoils no other
            reason = error.strerror or str(error)
            self._result.problem = FileUnreadable(str(entry.path), reason)


def _is_whole(names: dict[str, os.DirEntry[str]]) -> bool:
    """Whether a folder is one thing: a model, or a part of one with its config."""
    return INDEX in names or (CONFIG in names and any(map(_is_part, names)))


def _is_part(name: str) -> bool:
    """Whether a file is called as the weights of one part of a model are."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
    return ending in (".safetensors", ".bin") and stem.startswith(PARTS)


def _lone(place: Place) -> Candidate:
    """A single file that was added by itself. Raises `OSError` where it is away."""
    path = place.path
    with os.scandir(path.parent) as found:
        names = {entry.name.lower(): entry for entry in found if entry.name.startswith(path.stem)}
    entry = names.get(path.name.lower())
    if entry is None:
        raise FileNotFoundError(errno.ENOENT, "it is not there", str(path))
    return _file_candidate(entry, names, place)


def _file_candidate(
    entry: os.DirEntry[str], names: dict[str, os.DirEntry[str]], place: Place
) -> Candidate:
    path, status = Path(entry.path), Path(entry.path).stat()
    stem = path.stem.lower()
    beside = {
        ending: names[stem + ending]
        for ending in (*PICTURES, *NOTES, *SETTINGS, ORIGIN)
        if stem + ending in names
    }
    marks = [_mark(path, status), *(_mark(Path(e.path), e.stat()) for e in beside.values())]
    return Candidate(
        path,
        place,
        False,
        _digest(marks),
        _identity(status),
        int(status.st_mtime),
        {ending: Path(found.path) for ending, found in beside.items()},
    )


def _folder_candidate(folder: Path, place: Place) -> Candidate:
    """A folder that is one thing: its files, two levels deep, and the pictures beside it."""
    marks, beside = [], {}
    for below, inner, files in os.walk(folder):
        deep = len(Path(below).relative_to(folder).parts)
        inner[:] = [name for name in inner if not name.startswith(".") and deep < 1]
        for name in sorted(files):
            file = Path(below) / name
            marks.append(_mark(file, file.stat()) if file.exists() else name)
            if deep == 0 and (name.lower() == CARD_FILE or _is_preview(name)):
                beside[CARD_FILE if name.lower() == CARD_FILE else ".png"] = file
    for ending in PICTURES:
        near = folder.with_name(folder.name + ending)
        if near.is_file():
            marks.append(_mark(near, near.stat()))
            beside.setdefault(ending, near)
    status = folder.stat()
    mark, changed = _digest(marks), int(status.st_mtime)
    return Candidate(folder, place, True, mark, _identity(status), changed, beside)


def _is_preview(name: str) -> bool:
    return name.lower() in PREVIEWS


def _mark(path: Path, status: os.stat_result) -> str:
    return f"{path.name}|{status.st_size}|{status.st_mtime_ns}|{status.st_ino}"


def _digest(marks: list[str]) -> str:
    text = "\n".join(marks).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def _identity(status: os.stat_result) -> str:
    return f"{status.st_dev}:{status.st_ino}"
