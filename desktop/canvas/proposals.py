"""The pictures of one job that lie over the frame and are not in the document yet.

A pure model: paths and which of them is looked at. It loads nothing and deletes nothing; discarding
only takes a picture off the canvas, its file stays.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Proposals:
    """`paths` in the order they arrived; `closed` once one was kept: the rest is in the strip."""

    job: str = ""
    paths: tuple[str, ...] = ()
    index: int = -1  # -1: none arrived yet
    closed: bool = False

    @property
    def shown(self) -> str | None:
        """The one that lies over the frame."""
        return None if self.closed or self.index < 0 else self.paths[self.index]

    @property
    def count(self) -> int:
        return len(self.paths)

    def arrived(self, path: str) -> Proposals:
        """One more; the one being looked at stays."""
        if path in self.paths:
            return self
        return replace(self, paths=(*self.paths, path), index=max(self.index, 0))

    def flipped(self, step: int) -> Proposals:
        """`step` places on, round and round."""
        if self.shown is None:
            return self
        return replace(self, index=(self.index + step) % self.count)

    def showing(self, path: str) -> Proposals:
        """Opened at `path`, which joins where it is new; after a keep it stands alone."""
        start = replace(self, paths=(), index=-1, closed=False) if self.closed else self
        joined = start.arrived(path)
        return replace(joined, index=joined.paths.index(path))

    def kept(self) -> Proposals:
        """The choice is made: nothing lies over the frame any more, also what still arrives."""
        return replace(self, closed=True)

    def discarded(self) -> Proposals:
        """Without the one that was shown; the next takes its place."""
        if self.shown is None:
            return self
        paths = self.paths[: self.index] + self.paths[self.index + 1 :]
        return replace(self, paths=paths, index=min(self.index, len(paths) - 1))

    def back_to(self, target: Proposals, known: tuple[str, ...]) -> Proposals:
        """`target`, an earlier or later state, plus what arrived since and is not in `known`.

        Another job has taken over where the jobs differ: then nothing changes.
        """
        if self.job != target.job:
            return self
        new = tuple(path for path in self.paths if path not in (*target.paths, *known))
        paths = (*target.paths, *new)
        return replace(target, paths=paths, index=max(target.index, 0) if paths else -1)
