"""A scripted process that teaches, for window tests: speaks the protocol, learns nothing, needs no torch.

usage: python fake_training.py [--script JSON] [--state FOLDER]

The script is an object; every key is optional:
  step_delay   seconds a step takes (0.002)
  every        steps between two saved states (10)
  judge        true: each saved state is judged, with a picture
  crash_at     step at which it dies by SIGKILL, once; needs --state
  fail         {"code": ErrorName, "data": {…}}: fails with this after `fail_at` steps (1), once where there is a --state
  save_delay   seconds that saving takes when it is asked to leave (0)
  stays        seconds that it stays after all is said and its input is closed (0)
The run folder gets what a real training writes: config.toml, log.jsonl, checkpoints, samples, result.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

from fake_explain import png  # these lie beside this script
from fake_questions import lora


class FakeTraining:
    """One life of the process."""

    def __init__(self, script: dict[str, Any], state: Path | None) -> None:
        self.script, self.state = script, state
        self.leave, self.finish = threading.Event(), threading.Event()

    def send(self, kind: str, **fields: Any) -> None:
        os.write(1, (json.dumps({"type": kind, **fields}) + "\n").encode())

    def run(self) -> None:
        self.send("EngineReady", version="0", device="cpu", device_name="Fake", threads=2, torch="0", seconds=0.0)  # fmt: skip
        worker = None
        for line in sys.stdin:
            message = json.loads(line)
            match message["type"]:
                case "Train":
                    worker = threading.Thread(target=self.train, args=(message,))
                    worker.start()
                case "Cancel":
                    self.leave.set()
                case "Finish":
                    self.finish.set()
        self.leave.set()  # the window closed: it saves, then ends
        if worker is not None:
            worker.join()
        if "stays" in self.script:
            time.sleep(self.script["stays"])
            self.once("left by itself")
        os._exit(0)

    def once(self, what: str) -> bool:
        if self.state is None:
            return True
        mark = self.state / what
        if mark.exists():
            return False
        mark.write_text("")
        return True

    def train(self, message: dict[str, Any]) -> None:
        job, config, started = message["job"], message["config"], time.monotonic()
        folder = Path(config["output"])
        begun = sorted((folder / "checkpoints").glob("step-*/manifest.json"))
        step = (
            int(begun[-1].parent.name.removeprefix("step-")) if begun and message["resume"] else 0
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(f"steps = {config['steps']}\n")
        steps = config["steps"]
        while step < steps and not self.finish.is_set():
            if self.leave.is_set():
                time.sleep(self.script.get("save_delay", 0))
                self.save(job, folder, step)
                self.send("JobCancelled", job=job)
                return
            step += 1
            time.sleep(self.script.get("step_delay", 0.002))
            self.misfortune(step)
            if self.fails(job, step):
                return
            left = (steps - step) * self.script.get("step_delay", 0.002)
            self.log(folder, step)
            self.send("TrainStep", job=job, step=step, steps=steps, metrics={"loss": 0.1 + 1 / (step + 5)}, seconds_left=left)  # fmt: skip
            if step % self.script.get("every", 10) == 0:
                self.save(job, folder, step)
                if self.script.get("judge"):
                    self.judge(job, folder, step, steps)
        self.done(job, folder, step, started)

    def misfortune(self, step: int) -> None:
        if step == self.script.get("crash_at") and self.once("crashed"):
            os.kill(os.getpid(), signal.SIGKILL)

    def fails(self, job: str, step: int) -> bool:
        fail = self.script.get("fail")
        if fail and step == self.script.get("fail_at", 1) and self.once("failed"):
            self.send("JobFailed", job=job, code=fail["code"], data=fail["data"])
            return True
        return False

    def log(self, folder: Path, step: int) -> None:
        with (folder / "log.jsonl").open("a") as log:
            log.write(json.dumps({"step": step, "mean_loss": 0.1 + 1 / (step + 5)}) + "\n")

    def save(self, job: str, folder: Path, step: int) -> None:
        place = folder / "checkpoints" / f"step-{step:06d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / "manifest.json").write_text(json.dumps({"step": step}))
        self.send("CheckpointSaved", job=job, step=step, path=str(place))

    def judge(self, job: str, folder: Path, step: int, steps: int) -> None:
        sheet = folder / "samples" / f"step-{step:06d}.png"
        sheet.parent.mkdir(exist_ok=True)
        sheet.write_bytes(png(96, 64, (step * 5 % 256, 120, 200)))
        share = step / steps
        judgement = {
            "step": step, "loss": 0.2, "likeness": share, "likeness_band": 0.04,
            "faithfulness": 1 - 0.4 * share * share, "faithfulness_band": 0.03, "leak": 0.0, "copying": 0.0,
            "faults": ["faithfulness"] if share > 0.8 else [],
        }  # fmt: skip
        choice = self.choice(step)
        self.send("Judged", job=job, judgement=judgement, choice=choice, sheet=str(sheet), likeness_of="seen", encoders="own")  # fmt: skip

    def choice(self, step: int) -> dict[str, Any]:
        return {"step": step, "why": "best", "judged": 2, "likeness": 0.6, "rival": None, "fault": None, "seen": True}  # fmt: skip

    def done(self, job: str, folder: Path, step: int, started: float) -> None:
        result = folder / "result"
        result.mkdir(exist_ok=True)
        file = result / f"{folder.name}.safetensors"
        file.write_bytes(lora())
        self.send("Chosen", job=job, choice=self.choice(step), early=self.finish.is_set())
        self.send("TrainDone", job=job, step=step, result=str(result))
        self.send("JobDone", job=job, seconds=time.monotonic() - started)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--script", default="{}", type=json.loads)
    parser.add_argument("--state", type=Path)
    options = parser.parse_args()
    FakeTraining(options.script, options.state).run()


if __name__ == "__main__":
    main()
