"""What the scripted engine answers at once, beside the picture that is drawn: counts, memory, teachings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Protocol

TEACHING = {
    "device": "cpu",
    "needed": 2_100_000_000,
    "free": 15_000_000_000,
    "fits": True,
    "least": 600.0,
    "most": 3600.0,
    "step": 1.0,
    "measured": 0.0,
    "fitting": [],
}
MEMORY = {
    "device": "cpu",
    "needed": 2_100_000_000,
    "free": 15_000_000_000,
    "full": 2_100_000_000,
    "savings": [],
    "fits": True,
    "measured": True,
    "fitting": [],
}


class Speaks(Protocol):
    """The engine, as far as it is needed here."""

    script: dict[str, Any]

    def send(self, kind: str, **fields: Any) -> None: ...


def answered(engine: Speaks, kind: str, job: str, message: dict[str, Any]) -> bool:
    """Whether it was such a question."""
    if kind == "CountTokens":
        tokens = engine.script.get("tokens", 1) * len(message["text"].split())
        rarity = engine.script.get("rarity")
        engine.send("TokenCount", job=job, tokens=tokens, limit=75, rarity=rarity)
        return True
    if kind == "AskMemory":
        if "memory" in engine.script:
            engine.send("MemoryPlan", job=job, **(MEMORY | engine.script["memory"]))
        return True
    if kind == "Unload":
        engine.send("MemoryFreed", job=job, before=3_000_000_000, after=500_000_000)
        engine.send("JobDone", job=job, seconds=0.1)
        return True
    return _of_teaching(engine, kind, job, message)


def _of_teaching(engine: Speaks, kind: str, job: str, message: dict[str, Any]) -> bool:
    if kind == "AskTeaching":
        if "teaching" in engine.script:
            engine.send("TeachingPromise", job=job, **(TEACHING | engine.script["teaching"]))
        return True
    if kind == "TryTeaching":
        if "tried" in engine.script:
            engine.send("TeachingPromise", job=job, **(TEACHING | engine.script["tried"]))
            engine.send("JobDone", job=job, seconds=0.1)
        return True
    if kind == "AskNouns":
        shown = {"noun": message["noun"], "share": 0.0, "best": "", "best_share": 0.0}
        engine.send("PhotosShow", job=job, **(shown | engine.script.get("nouns", {})))
        engine.send("JobDone", job=job, seconds=0.1)
        return True
    if kind == "TakeStep":
        choice = {"step": message["step"], "why": "asked", "judged": 2, "likeness": 0.5}
        engine.send("Chosen", job=job, choice=choice, early=False)
        engine.send("TrainDone", job=job, step=9, result=f"{message['run']}/result")
        engine.send("JobDone", job=job, seconds=0.1)
        return True
    if kind == "SaveSoFar":
        folder = Path(message["run"]) / "so-far" / "step-000010"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sks-dog-so-far-(step-10).safetensors").write_bytes(lora())
        engine.send("SoFarSaved", job=job, step=10, folder=str(folder))
        engine.send("JobDone", job=job, seconds=0.1)
        return True
    return False


def lora() -> bytes:
    """A LoRA's file by its header, with zeros for numbers."""
    shapes = {"lora_unet_x.lora_down.weight": [2, 2], "lora_unet_x.lora_up.weight": [2, 2]}
    header: dict[str, Any] = {"__metadata__": {}}
    for number, (name, shape) in enumerate(shapes.items()):
        header[name] = {
            "dtype": "F16",
            "shape": shape,
            "data_offsets": [8 * number, 8 * number + 8],
        }
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + b"\0" * 16
