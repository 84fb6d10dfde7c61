"""The folder of a training: config, log, samples, checkpoints, result.

A checkpoint appears whole or not at all, and counts only while its manifest's hashes agree. What the
tensors mean is the trainer's business.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w
import torch
from torch import Tensor

from core.checkpoints.tensors import read_tensors, write_safetensors
from core.contract import codec
from core.contract.errors import InvalidValue, ReverieError, RunFolderInvalid
from core.contract.teaching import CONFIGS, AnyConfig
from core.files import folder_store, store
from core.files.locks import folder_held
from core.files.run_names import CONFIG, LOG, RESULT, is_begun

CPU = torch.device("cpu")
ENDED = "ended"  # in a line of the log
_STEP = re.compile(r"step-(\d{6,12})")


@dataclass(frozen=True)
class Checkpoint:
    """A whole checkpoint: its place, its step and what else its manifest says."""

    path: Path
    step: int
    facts: Mapping[str, Any]

    def tensors(self, part: str) -> dict[str, Tensor]:
        """The named tensors of "weights", "optimizer" or "ema"; none where the part was not kept.

        Raises `FileMissing` where it was kept and has gone meanwhile: a training beside us keeps only its newest.
        """
        name = f"{part}.safetensors"
        if name not in self.facts.get("files", {}):
            return {}
        return read_tensors(self.path / name, device=CPU)


class RunFolder:
    """One run on the disk. Opening it changes nothing; only process 0 may call what writes."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self._claim = ExitStack()
        self._is_claimed = False

    def claim(self) -> None:
        """Let nobody else train here until `let_go`. Raises `RunFolderInvalid` where another one does.

        A window that was killed leaves a training behind that still saves: who went on beside it would begin at
        an older step, and both would write one log.
        """
        if self._is_claimed:
            return
        self._is_claimed = self._claim.enter_context(folder_held(self.path))
        if not self._is_claimed:
            self.let_go()
            raise RunFolderInvalid(str(self.path), RunFolderInvalid.BUSY)

    def let_go(self) -> None:
        """Others may train here."""
        self._claim.close()
        self._is_claimed = False

    @property
    def checkpoints(self) -> Path:
        return self.path / "checkpoints"

    @property
    def samples(self) -> Path:
        return self.path / "samples"

    @property
    def judged(self) -> Path:
        """The weights of the judged steps, as a result would have them."""
        return self.path / "judged"

    @property
    def result(self) -> Path:
        """Where the finished weights lie."""
        return self.path / RESULT

    @property
    def exists(self) -> bool:
        """Whether a run was begun here."""
        return is_begun(self.path)

    def check_new(self) -> None:
        """Raises `RunFolderInvalid` unless a run can begin here: nothing there, or an empty folder."""
        if (self.path / CONFIG).exists():
            raise RunFolderInvalid(str(self.path), "it holds a run already; --resume continues it")
        if self.path.exists() and not self.path.is_dir():
            raise RunFolderInvalid(str(self.path), "a file is in the way")
        if self.path.is_dir() and any(not p.name.startswith(".") for p in self.path.iterdir()):
            raise RunFolderInvalid(str(self.path), "it is not empty")

    def check_old(self) -> None:
        """Raises `RunFolderInvalid` where the run is finished and what it would go on from was deleted."""
        if self.result.is_dir() and not self._steps():
            raise RunFolderInvalid(
                str(self.path),
                "it is finished, and its learning data is deleted: begin another one",
            )

    def note_end(self, step: int) -> None:
        """Its result is written."""
        self.log({"step": step, ENDED: True})

    def is_finished(self, step: int) -> bool:
        """Whether the end at `step` was noted, and weights lie in its result: also other ones, taken by a person since."""
        ended = (record["step"] for record in self.read_log() if ENDED in record)
        return step in ended and any(self.result.rglob("*.safetensors"))

    @property
    def is_claimed(self) -> bool:
        """Whether it is this process that trains here."""
        return self._is_claimed

    def begin(self, config: AnyConfig) -> None:
        """Make the folder and claim it. Raises `RunFolderInvalid` where another one was faster, whose run stays as it is."""
        store.make_folder(self.path)
        self.claim()
        self.check_new()
        self.create(config)

    def create(self, config: AnyConfig) -> None:
        """Make the folder. The config comes first: whatever a kill leaves behind can be resumed."""
        store.make_folder(self.path)
        self.write_config(config)
        self.reopen()

    def reopen(self) -> None:
        """Make the folders inside; remove what a killed process may have left half-written."""
        for folder in (self.path, self.checkpoints, self.samples, self.judged):
            folder_store.clean_stale(folder)
            store.make_folder(folder)

    def write_config(self, config: AnyConfig) -> None:
        values = {key: value for key, value in codec.to_json(config).items() if value is not None}
        store.write_text(self.path / CONFIG, tomli_w.dumps(values))

    def read_config(self) -> AnyConfig:
        """Raises `RunFolderInvalid` where there is no run to resume."""
        file = self.path / CONFIG
        if not file.is_file():
            raise RunFolderInvalid(str(self.path), "it holds no run to resume")
        try:
            return read_config_file(file)
        except InvalidValue as error:
            reason = f"its {CONFIG} is damaged: {error.field} must be {error.expected}"
            raise RunFolderInvalid(str(self.path), reason) from error

    def log(self, record: Mapping[str, Any]) -> None:
        """Add a line of figures."""
        store.append_line(self.path / LOG, json.dumps(record))

    def read_log(self) -> list[dict[str, Any]]:
        """All whole lines so far. What a power cut turned to rubbish is left out: no checkpoint needs it."""
        return [record for _, record in self._log_lines()]

    def cut_log(self, step: int) -> None:
        """Forget the figures behind `step`: a resumed run writes them again."""
        kept = [line for line, record in self._log_lines() if record["step"] <= step]
        store.write_text(self.path / LOG, "".join(line + "\n" for line in kept))

    def _log_lines(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for line in store.read_lines(self.path / LOG):
            try:
                record = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(record, dict) and isinstance(record.get("step"), int):
                yield line, record

    def save(
        self,
        step: int,
        parts: Mapping[str, Mapping[str, Tensor]],
        facts: Mapping[str, Any],
        keep: int,
    ) -> Path:
        """Write the checkpoint of `step` durably, verify it, then drop all but the newest `keep`."""
        final = self.checkpoints / f"step-{step:06d}"
        if self._verified(final) is None:
            with folder_store.folder_of(final, manifest={"step": step, **facts}) as tmp:
                for name, tensors in parts.items():
                    if tensors:
                        write_safetensors(tmp / f"{name}.safetensors", tensors)
            folder_store.verify_folder(final)
        # What lies behind this step did not verify when the run was resumed: it is no older one.
        older = [path for number, path in self._steps() if number < step]
        for path in older[keep - 1 :]:
            folder_store.remove_folder(path)
        return final

    def newest(self) -> Checkpoint | None:
        """The newest checkpoint whose manifest verifies."""
        return next(self._whole(), None)

    def _whole(self) -> Iterator[Checkpoint]:
        for step, path in self._steps():
            manifest = self._verified(path)
            if manifest is not None:
                yield Checkpoint(path, step, manifest)

    def _steps(self) -> list[tuple[int, Path]]:
        """Checkpoint folders with their steps, newest first, whole or not."""
        found = self.checkpoints.iterdir() if self.checkpoints.is_dir() else []
        return sorted(
            ((int(m[1]), p) for p in found if (m := _STEP.fullmatch(p.name))), reverse=True
        )

    def _verified(self, path: Path) -> dict[str, Any] | None:
        try:
            manifest = folder_store.verify_folder(path)
        except ReverieError:
            return None
        step = _STEP.fullmatch(path.name)
        return manifest if step and manifest.get("step") == int(step[1]) else None


def read_config_file(path: Path | str) -> AnyConfig:
    """A training config from TOML, all fields checked. Raises `InvalidValue`."""
    values = read_toml(path)
    kind = CONFIGS.get(values.get("task", ""))
    if kind is None:
        raise InvalidValue("config.task", values.get("task"), "one of " + ", ".join(CONFIGS))
    return codec.from_json(kind, values, "config")


def read_toml(path: Path | str) -> dict[str, Any]:
    """The table of a TOML file. Raises `InvalidValue` where it cannot be read as one."""
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidValue("config", str(path), "a readable TOML file") from error
