"""How the scripted engine does the job `Explain`: the answers of `fake_explain.py`, one after another."""

from __future__ import annotations

import time
from typing import Any, Protocol

from fake_explain import answers, film, picture_writer  # beside this script


class Draws(Protocol):
    """The engine, as far as it is needed here."""

    script: dict[str, Any]
    cancelled: set[str]

    def send(self, kind: str, **fields: Any) -> None: ...
    def draw(self, job: str, request: dict[str, Any], index: int) -> bool: ...


def explained(engine: Draws, job: str, message: dict[str, Any]) -> bool:
    """Answer a question; False where it ended otherwise."""
    question, folder = message["question"], message["folder"]
    for name, part in (("recorded", "film"), ("branched", "film"), ("sheet", "sheet")):
        if name not in question:
            continue
        request = question[name]
        if engine.script.get("forgets") and name == "branched":
            return _forgot(engine, job, question["run"])
        if part == "sheet":
            return _sheet(engine, job, question, folder)
        if not engine.draw(job, request, 0):
            return False
        _tell(engine, job, film(request, question.get("branch_step", 0)))
        return True
    if engine.script.get("forgets") and "run" in question:
        return _forgot(engine, job, question["run"])
    try:
        for answer in answers(question, picture_writer(job, folder)):
            if job in engine.cancelled:
                engine.send("JobCancelled", job=job)
                return False
            _tell(engine, job, answer)
            time.sleep(engine.script.get("answer_delay", 0))
    except LookupError:
        data = {
            "path": question["model"], "repository": "owner/clip",
            "files": ["config.json", "model.safetensors"],
        }  # fmt: skip
        engine.send("JobFailed", job=job, code="MissingEncoder", data=data, details="")
        return False
    return True


def _sheet(engine: Draws, job: str, question: dict[str, Any], folder: str) -> bool:
    """Some pictures, then all in one."""
    write = picture_writer(job, folder)
    for scale in question["scales"]:
        figures = {"guidance_scale": scale, "has_negative": False}
        engine.send("Step", job=job, step=1, steps=1, index=0, count=1)
        time.sleep(engine.script.get("step_delay", 0.01))
        if job in engine.cancelled:
            engine.send("JobCancelled", job=job)
            return False
        _tell(engine, job, ("cell", figures, {}, {"picture": write(f"w-{scale:g}", 9)}))
    _tell(engine, job, ("sheet", {}, {}, {"sheet": write("sheet", 77)}))
    return True


def _forgot(engine: Draws, job: str, run: str) -> bool:
    data = {"field": "run", "value": run, "expected": "a recorded picture that is still known"}
    engine.send("JobFailed", job=job, code="InvalidValue", data=data, details="")
    return False


def _tell(engine: Draws, job: str, answer: Any) -> None:
    part, figures, glances, pictures = answer
    fields = {"part": part, "figures": figures, "glances": glances, "pictures": pictures}
    engine.send("Explained", job=job, **fields)
