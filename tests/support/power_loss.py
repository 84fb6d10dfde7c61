"""A disk that can lose its power: what survives of a run of file operations at every moment.

`RecordingDisk` does the real operations and models, beside them, what is certainly on the disk: bytes after a
sync of the file, names after a sync of the folder. Names that were changed since reach the disk in their
order (a journal), bytes in any way. `survivors` gives the contents after each operation.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from core.files.operations import Operations

Tree: TypeAlias = dict[str, bytes | None]  # relative path → contents, None for a folder


@dataclass
class File:
    data: bytes = b""
    synced: bytes = b""


@dataclass
class Folder:
    names: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)
    waiting: list[dict[str, File | Folder]] = field(default_factory=list)  # after each change

    def change(self, name: str, node: File | Folder | None) -> None:
        if node is None:
            self.names.pop(name)
        else:
            self.names[name] = node

    def mark(self) -> None:
        """One operation is complete; a rename is a single one."""
        self.waiting.append(dict(self.names))


class RecordingDisk(Operations):
    """Real operations in `root`, with a snapshot of what would survive after each."""

    def __init__(self, root: Path, chance: random.Random | None = None) -> None:
        self.root = root
        self.chance = chance  # None: only what was synced survives
        self.top = self._load(root)
        self.open: dict[int, tuple[File, int]] = {}  # descriptor → file, position (-1: append)
        self.survivors: list[Tree] = [self._survivor()]

    def create(self, path: Path, mode: int) -> int:
        fd = super().create(path, mode)
        self.open[fd] = (File(), 0)
        return self._named(path, self.open[fd][0], fd)

    def open_append(self, path: Path, mode: int) -> int:
        fd = super().open_append(path, mode)
        node = self._parent(path).names.get(path.name) or File()
        assert isinstance(node, File)
        self.open[fd] = (node, -1)
        return self._named(path, node, fd)

    def write(self, fd: int, data: memoryview) -> int:
        count = super().write(fd, data)
        file, position = self.open[fd]
        start = len(file.data) if position < 0 else position
        file.data = file.data[:start] + bytes(data[:count]) + file.data[start + count :]
        self.open[fd] = (file, -1 if position < 0 else start + count)
        self._done()
        return count

    def allocate(self, fd: int, size: int) -> None:
        super().allocate(fd, size)
        self.open[fd][0].data = self.open[fd][0].data.ljust(size, b"\0")
        self._done()

    def truncate(self, fd: int, size: int) -> None:
        super().truncate(fd, size)
        self.open[fd][0].data = self.open[fd][0].data[:size]
        self._done()

    def sync(self, fd: int) -> None:
        self.open[fd][0].synced = self.open[fd][0].data
        self._done()

    def close(self, fd: int) -> None:
        super().close(fd)
        del self.open[fd]
        self._done()

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self._move(source, target)

    def rename_folder(self, source: Path, target: Path) -> None:
        super().rename_folder(source, target)
        self._move(source, target)

    def link(self, source: Path, target: Path) -> None:
        super().link(source, target)
        self._change(target, self._parent(source).names[source.name])

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self._change(path, None)

    def make_folder(self, path: Path, mode: int) -> None:
        super().make_folder(path, mode)
        self._change(path, Folder())

    def remove_folder(self, path: Path) -> None:
        super().remove_folder(path)
        self._change(path, None)

    def sync_folder(self, path: Path) -> None:
        folder = self._folder(path)
        folder.synced, folder.waiting = dict(folder.names), []
        self._done()

    def _named(self, path: Path, file: File, fd: int) -> int:
        if self._parent(path).names.get(path.name) is not file:
            self._change(path, file)
        else:
            self._done()
        return fd

    def _move(self, source: Path, target: Path) -> None:
        assert source.parent == target.parent, "the protocol renames within one folder"
        folder = self._parent(source)
        node = folder.names[source.name]
        folder.change(source.name, None)
        self._change(target, node)

    def _change(self, path: Path, node: File | Folder | None) -> None:
        self._parent(path).change(path.name, node)
        self._parent(path).mark()
        self._done()

    def _done(self) -> None:
        self.survivors.append(self._survivor())

    def _parent(self, path: Path) -> Folder:
        return self._folder(path.parent)

    def _folder(self, path: Path) -> Folder:
        folder = self.top
        for part in path.relative_to(self.root).parts:
            node = folder.names[part]
            assert isinstance(node, Folder)
            folder = node
        return folder

    def _load(self, path: Path) -> Folder:
        """What is there before counts as safe."""
        names: dict[str, File | Folder] = {}
        for child in path.iterdir():
            data = b"" if child.is_dir() else child.read_bytes()
            names[child.name] = self._load(child) if child.is_dir() else File(data, data)
        return Folder(names, dict(names))

    def _survivor(self) -> Tree:
        tree: Tree = {}
        self._collect(self.top, "", tree)
        return tree

    def _collect(self, folder: Folder, prefix: str, tree: Tree) -> None:
        names = folder.synced
        if self.chance and folder.waiting:
            names = self.chance.choice([folder.synced, *folder.waiting])
        for name, node in names.items():
            tree[prefix + name] = None if isinstance(node, Folder) else self._bytes(node)
            if isinstance(node, Folder):
                self._collect(node, f"{prefix}{name}/", tree)

    def _bytes(self, file: File) -> bytes:
        if self.chance is None or file.data == file.synced:
            return file.synced
        pairs = enumerate(zip(file.data, file.synced, strict=False))
        shortest = min(len(file.data), len(file.synced))
        shared = next((i for i, (a, b) in pairs if a != b), shortest)  # safe and never touched
        cut = self.chance.randint(shared, len(file.data))
        zeros = bytes(len(file.data) - cut)
        return self.chance.choice(
            [file.synced, file.data, file.data[:cut], file.data[:cut] + zeros]
        )


def restore(tree: Tree, folder: Path) -> None:
    """Put a survivor into an empty folder."""
    for name, data in tree.items():
        if data is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(data)
