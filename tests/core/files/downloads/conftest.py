"""A hub on this computer, a client without patience, and the pieces of a tiny model."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from core.contract.downloads import RemoteFile
from core.files import folders
from core.files.downloads.hub import Hub
from core.files.downloads.patience import Patience


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the person's own network settings, and no login."""
    for name in ("HF_ENDPOINT", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def fake(support: Path) -> ModuleType:
    import fake_hub

    return fake_hub


@pytest.fixture
def serve(fake: ModuleType) -> Iterator[Callable[..., Any]]:
    """A function: files and options → a running `FakeHub`."""
    with ExitStack() as stack:
        yield lambda files, **options: stack.enter_context(fake.FakeHub(files, **options))


@pytest.fixture
def hub_at() -> Callable[..., Hub]:
    """A function: a running server → what the client knows of it."""

    def make(server: Any, token: str = "") -> Hub:
        return Hub(server.endpoint, token, (server.store_origin,) if server.store else ())

    return make


@pytest.fixture
def impatient() -> Patience:
    """Waits next to nothing, and stays as stubborn as the real one."""
    return Patience(timeout=0.1, first_wait=0.001, longest_wait=0.002)


@pytest.fixture
def remote(fake: ModuleType) -> Callable[[str, bytes], RemoteFile]:
    """A function: name and bytes → the file as the hub's list has it."""
    import hashlib

    def make(name: str, data: bytes) -> RemoteFile:
        if len(data) >= fake.BIG:
            return RemoteFile(name, len(data), sha256=hashlib.sha256(data).hexdigest())
        return RemoteFile(name, len(data), blob=fake.blob(data))

    return make


def some_bytes(count: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(count)


@pytest.fixture
def received(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes of bodies the client has taken, read by read."""
    from core.files.downloads import web

    sizes: list[int] = []
    real = web.Answer.read

    def read(self: web.Answer, most: int) -> bytes:
        data = real(self, most)
        sizes.append(len(data))
        return data

    monkeypatch.setattr(web.Answer, "read", read)
    return sizes


@pytest.fixture
def quick_disk(faults: ModuleType) -> Iterator[None]:
    """Nothing waits for the disk."""
    from core.files import operations

    with operations.using(faults.QuickOperations()):
        yield


@pytest.fixture
def model() -> dict[str, bytes]:
    """The files of a model that can be described, and some that nobody needs."""
    starter = folders.resources() / "models" / "starter"
    files = {
        path.relative_to(starter).as_posix(): path.read_bytes()
        for path in starter.rglob("*.json")
        if path.parent.name not in ("image_encoder", "starter") or path.name == "model_index.json"
    }
    weights = ("unet/diffusion_pytorch_model", "vae/diffusion_pytorch_model", "text_encoder/model")
    files |= {f"{name}.safetensors": some_bytes(9000 + i, i) for i, name in enumerate(weights)}
    extra = {
        "tokenizer/merges.txt": b"#version: 0.2\n",
        "README.md": b"---\nlicense: openrail\n---\nA tiny model.",
        "setup.py": b"import os",
        "safety_checker/model.safetensors": b"x" * 5000,
        "unet/diffusion_pytorch_model.bin": b"\x80pickle" * 100,
        "flax_model.msgpack": b"x" * 700,
    }
    return files | extra
