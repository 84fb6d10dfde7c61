"""`reverie doctor`: what this machine has, where things lie, and what would run where.

It measures nothing but, with `--timing`, the start of the window, which runs as its own process.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from core.cli import promise_wording
from core.cli.amounts import size
from core.cli.options import OneLineParser
from core.contract import codec
from core.contract.errors import FileMissing, UnexpectedError
from core.contract.memory import MemoryPlan
from core.contract.version import VERSION
from core.files import folders
from core.files.catalogue import finding
from core.files.commands import window_command
from core.files.places import is_folder, nearest
from core.files.plain_text import plain
from core.files.streams import free_bytes

PACKAGES = ("torch", "transformers", "safetensors", "numpy", "pillow", "PySide6_Essentials")
TIMING_SECONDS = 120  # the longest wait for the window's report
TIMES = {  # what the window's report is called for people
    "window_seconds": "window usable after",
    "engine_ready_seconds": "engine ready after",
    "first_picture_seconds": "first picture after",
    "after_window_seconds": "first picture after the window",
    "warm_picture_seconds": "warm picture of 20 steps",
}
DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


def add_parser(verbs: argparse._SubParsersAction[OneLineParser]) -> None:
    parser = verbs.add_parser("doctor", help="devices, memory, versions, folders")
    parser.add_argument("--timing", action="store_true", help="start the window and time it")
    parser.add_argument(
        "--model",
        default="starter",
        metavar="PATH|NAME",
        help="whose picture is looked at: does it fit into the memory? (starter)",
    )
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    report = examine(arguments.model)
    if arguments.timing:
        report["timing"] = window_times()
    print(json.dumps(report) if arguments.json else "\n".join(lines(report)))
    return 0


def examine(model: str = "starter") -> dict[str, Any]:
    """Everything `doctor` tells, as plain JSON values. Bytes and seconds, as the names say.

    `model`: whose picture's memory is planned. Raises the errors of a model that cannot be used.
    """
    return {
        "version": VERSION,
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": {name: _package(name) for name in PACKAGES},
        "processor": {"cores": os.cpu_count(), **_memory()},
        "devices": _devices(),
        "runs": _plan(),
        "picture": _picture(model),
        "folders": _folders(),
    }


def window_times() -> dict[str, Any]:
    """Start the window in its own process, without a display if need be, and return its own report.

    Raises `UnexpectedError` with what it said when it gives none.
    """
    command = window_command("--timing-report")
    environment = command.whole_environment()
    if not has_display(environment):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(
            command.words(),
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMING_SECONDS,
        )
        report = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise UnexpectedError("window", f"no report within {TIMING_SECONDS} s") from error
    except ValueError as error:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise UnexpectedError("window", f"it gave no report but said: {said[-1]}") from error
    if not isinstance(report, dict):
        raise UnexpectedError("window", "its report is no object")
    return report


def has_display(environment: dict[str, str]) -> bool:
    """Whether a window can be shown: always assumed but on Linux and its relatives."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(environment.get(name) for name in DISPLAYS)


def lines(report: dict[str, Any]) -> list[str]:
    """The report for people."""
    packages = ", ".join(
        f"{name} {found or 'missing'}" for name, found in report["packages"].items()
    )
    runs = report["runs"]
    rows = [
        ("Reverie", f"{report['version']}, Python {report['python']}, {report['system']}"),
        ("packages", packages),
        ("processor", _device_line({"name": f"{os.cpu_count()} cores", **report["processor"]})),
        *((device["kind"], _device_line(device)) for device in report["devices"]),
        ("draws on", f"{runs['device']} in {runs['dtype']}, {runs['threads']} threads"),
        ("a picture", _picture_line(report["picture"])),
        *((name, _folder_line(folder)) for name, folder in report["folders"].items()),
    ]
    for name, value in report.get("timing", {}).items():
        rows.append((TIMES.get(name, f"timing {name}"), _time(name, value)))
    width = max(len(name) for name, _ in rows)
    return [f"{name:{width}}  {plain(text)}" for name, text in rows]


def _time(name: str, value: Any) -> str:
    if value is None:
        return "not reached"
    return f"{value:.2f} s" if name in TIMES and isinstance(value, float) else str(value)


def _package(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _memory() -> dict[str, int]:
    """Bytes of the computer's memory; -1 where the system does not say."""
    values = {"memory_bytes": -1, "memory_free_bytes": -1}
    info = Path("/proc/meminfo")
    if info.is_file():
        fields = dict(line.split(":", 1) for line in info.read_text().splitlines() if ":" in line)
        for key, name in (("memory_bytes", "MemTotal"), ("memory_free_bytes", "MemAvailable")):
            if name in fields:
                values[key] = int(fields[name].split()[0]) * 1024
    return values


def _devices() -> list[dict[str, Any]]:
    import torch

    from core.generation import device as devices

    found: list[dict[str, Any]] = []
    for kind in devices.available_devices():
        entry: dict[str, Any] = {"kind": kind, "name": devices.device_name(torch.device(kind))}
        if kind == "cuda":
            free, total = torch.cuda.mem_get_info()
            entry |= {"memory_bytes": total, "memory_free_bytes": free}
        found.append(entry)
    return found


def _plan() -> dict[str, Any]:
    """What a picture without any flags would run on."""
    import torch

    from core.generation import device as devices

    device = devices.choose_device("auto")
    dtype = devices.dtype_name(devices.choose_dtype("auto", device))
    return {"device": device.type, "dtype": dtype, "threads": torch.get_num_threads()}


def _picture(name: str) -> dict[str, Any]:
    """The memory plan of a picture without any flags, as it would be made now."""
    from core.contract.memory import AskMemory
    from core.engine.questions import EngineQuestions

    info = finding.find(name)
    preset = info.preset
    question = AskMemory(
        job="",
        model=info.path,
        width=preset.width,
        height=preset.height,
        passes=1 + (preset.guidance_scale > 1 and not info.is_told_guidance),
    )
    plan = codec.to_json(EngineQuestions().plan_memory(question))
    size = {"model": info.name, "width": preset.width, "height": preset.height}
    return {**size, **{name: value for name, value in plan.items() if name != "job"}}


def _picture_line(picture: dict[str, Any]) -> str:
    plan = codec.from_json(
        MemoryPlan,
        {"job": "", **{k: v for k, v in picture.items() if k not in ("model", "width", "height")}},
    )
    size = f"{picture['width']} × {picture['height']} with {picture['model']}"
    return f"{size} on {plan.device} {promise_wording.memory_plan(plan)}"


def _folders() -> dict[str, dict[str, Any]]:
    places = {
        "pictures": folders.pictures,
        "models": folders.models,
        "wildcards": folders.wildcards,
        "config": folders.config,
        "cache": folders.cache,
        "state": folders.state,
    }
    report = {name: _folder(place()) for name, place in places.items()}
    try:
        report["resources"] = _folder(folders.resources())
    except FileMissing as error:
        report["resources"] = {"path": error.path, "writable": False, "free_bytes": -1}
    return report


def _folder(path: Path) -> dict[str, Any]:
    """Whether files can be made there, looking at the nearest folder that exists."""
    there = nearest(path)
    return {
        "path": str(path),
        "writable": is_folder(there) and os.access(there, os.W_OK),
        "free_bytes": free_bytes(there),
    }


def _device_line(device: dict[str, Any]) -> str:
    if "memory_bytes" not in device:
        return str(device["name"])
    free = _size(device["memory_free_bytes"])
    return f"{device['name']}, {_size(device['memory_bytes'])} memory, {free} free"


def _folder_line(folder: dict[str, Any]) -> str:
    state = "" if folder["writable"] else " (cannot be written)"
    return f"{folder['path']}{state}, {_size(folder['free_bytes'])} free"


def _size(count: int) -> str:
    return "unknown" if count < 0 else size(count)
