"""A scripted engine for window tests: speaks the protocol as a real process, draws nothing, needs no torch.

usage: python fake_engine.py [--script JSON] [--state FOLDER]

The script is an object; every key is optional:
  ready_delay   seconds before EngineReady (0)
  never_ready   true: EngineReady never comes
  load_delay    seconds that loading the model takes, deaf to cancels (0)
  step_delay    seconds a step takes (0.01)
  steps         steps of a picture where the request names none (5)
  previews      true: a preview after every step (true)
  crash_at      step at which the process dies by SIGKILL …
  crash_times   … in this many lives of the process (1); needs --state
  exit_at       step at which it exits with status 0 …  (counted by crash_times as well)
  hang_at       step at which it stops answering for good, cancels included
  fail          {"code": ErrorName, "data": {…}}: every picture fails with this error after one step
  noise         lines written to stdout before EngineReady, whatever they are
  noise_at_step a line written to stdout at every step
  huge_line     megabytes of one line without an end, written before EngineReady
  split         true: every line is written in two halves with a pause between
  start_status  exit at once with this status …
  start_times   … in this many lives (all)
  tokens        answer to CountTokens: tokens a word (1)
  rarity        of a word that is one token (nothing known)
  memory        answer to AskMemory: what is not {"needed": 2.1 GB, "free": 15 GB} (nobody answers)
  teaching      answer to AskTeaching: what is not {"needed": 2.1 GB, "free": 15 GB} (nobody answers)
  nouns         answer to AskNouns: what is not "no encoder"
  tried         answer to TryTeaching, likewise (nobody answers)
  forgets       true: no recording is known to questions about one
Sends the picture as a real PNG file of one colour, whose place follows the request's output.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import signal
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import Any

from fake_explain import png  # these lie beside this script
from fake_explaining import explained
from fake_questions import answered

SIZE = 64  # px, where the request names none


class FakeEngine:
    """One life of the fake: a reader on the main thread, a worker that acts the script."""

    def __init__(self, script: dict[str, Any], state: Path | None) -> None:
        self.script = script
        self.state = state
        self.waiting: deque[dict[str, Any]] = deque()
        self.cancelled: set[str] = set()
        self.current: str | None = None
        self.wake = threading.Condition()
        self.closed = False
        self.out = threading.Lock()

    # --- speaking ---------------------------------------------------------------------------------

    def send(self, kind: str, **fields: Any) -> None:
        self.write(json.dumps({"type": kind, **fields}) + "\n")

    def write(self, text: str) -> None:
        data = text.encode()
        with self.out:
            if self.script.get("split"):
                os.write(1, data[: len(data) // 2])
                time.sleep(0.01)
                data = data[len(data) // 2 :]
            while data:
                data = data[os.write(1, data) :]

    # --- lives ------------------------------------------------------------------------------------

    def uses_up(self, what: str, times: int | None) -> bool:
        """Whether this misfortune still has to happen in this life; remembers it in the state folder."""
        if times is None:
            return True
        if self.state is None:
            return True
        counter = self.state / what
        done = int(counter.read_text()) if counter.exists() else 0
        if done >= times:
            return False
        counter.write_text(str(done + 1))
        return True

    # --- the two threads --------------------------------------------------------------------------

    def run(self) -> None:
        status = self.script.get("start_status")
        if status is not None and self.uses_up("start", self.script.get("start_times")):
            sys.stderr.write("the engine could not start\n")
            os._exit(status)
        threading.Thread(target=self.work, daemon=True).start()
        for line in sys.stdin:
            self.hear(json.loads(line))
        with self.wake:
            self.closed = True
            self.wake.notify()
        os._exit(0)

    def hear(self, message: dict[str, Any]) -> None:
        kind, job = message["type"], message["job"]
        if answered(self, kind, job, message):
            return
        with self.wake:
            if kind != "Cancel":
                self.waiting.append(message)
                self.wake.notify()
            elif any(m["job"] == job for m in self.waiting):
                self.waiting = deque(m for m in self.waiting if m["job"] != job)
                self.send("JobCancelled", job=job)
            elif job == self.current:
                self.cancelled.add(job)

    def work(self) -> None:
        if self.script.get("huge_line"):
            self.write("x" * (int(self.script["huge_line"]) * 1_000_000) + "\n")
        for line in self.script.get("noise", ()):
            self.write(line + "\n")
        time.sleep(self.script.get("ready_delay", 0))
        if not self.script.get("never_ready"):
            self.send(
                "EngineReady", version="0", device="cpu", device_name="Fake processor",
                threads=2, torch="0", seconds=self.script.get("ready_delay", 0.0) + 0.0,
            )  # fmt: skip
        while True:
            with self.wake:
                while not self.waiting:
                    self.wake.wait()
                message = self.waiting.popleft()
                self.current = message["job"]
            self.act(message)
            with self.wake:
                self.current = None

    def act(self, message: dict[str, Any]) -> None:
        job, started = message["job"], time.monotonic()
        if message["type"] == "Generate":
            request = message["request"]
            for index in range(request["count"]):
                if not self.draw(job, request, index):
                    return
        if message["type"] == "Explain" and not explained(self, job, message):
            return
        self.send("JobDone", job=job, seconds=time.monotonic() - started)

    def draw(self, job: str, request: dict[str, Any], index: int) -> bool:
        """One picture; False where it did not come about."""
        count, started = request["count"], time.monotonic()
        steps = request["steps"] or self.script.get("steps", 5)
        where = {"index": index, "count": count}
        for phase in ("load", "encode_text", "denoise"):
            self.send("Phase", job=job, phase=phase, **where)
            if phase == "load":
                time.sleep(self.script.get("load_delay", 0))
        for step in range(1, steps + 1):
            time.sleep(self.script.get("step_delay", 0.01))
            self.misfortune(step)
            if job in self.cancelled:
                self.send("JobCancelled", job=job)
                return False
            if "fail" in self.script:
                self.send("JobFailed", job=job, details="", **self.script["fail"])
                return False
            self.send("Step", job=job, step=step, steps=steps, **where)
            if self.script.get("previews", True):
                grey = 255 * step // steps
                small = base64.b64encode(png(8, 8, (grey, grey, grey))).decode()
                self.send("Preview", job=job, png=small, step=step, index=index)
        for phase in ("decode", "save"):
            self.send("Phase", job=job, phase=phase, **where)
        self.send(
            "ImageDone", job=job, seed=request["seed"] + index, width=request["width"] or SIZE,
            height=request["height"] or SIZE, seconds=time.monotonic() - started,
            path=str(self.save(request, index)), **where,
        )  # fmt: skip
        return True

    def misfortune(self, step: int) -> None:
        times = self.script.get("crash_times", 1)
        if step == self.script.get("crash_at") and self.uses_up("crash", times):
            sys.stderr.write("about to be killed\n")
            os.kill(os.getpid(), signal.SIGKILL)
        if step == self.script.get("exit_at") and self.uses_up("exit", times):
            os._exit(0)
        if step == self.script.get("hang_at"):
            with self.wake:  # the reader can take nothing in any more either
                threading.Event().wait()
        if "noise_at_step" in self.script:
            self.write(self.script["noise_at_step"] + "\n")

    def save(self, request: dict[str, Any], index: int) -> Path:
        output, seed = Path(request["output"]), request["seed"] + index
        if output.suffix.lower() == ".png":
            many = request["count"] > 1
            path = output.with_stem(f"{output.stem}-{index + 1:04}") if many else output
        else:
            output.mkdir(parents=True, exist_ok=True)
            path = output / f"{time.time_ns()}-{seed}.png"
        colour = (seed * 37 % 256, seed * 91 % 256, seed * 53 % 256)
        path.write_bytes(png(request["width"] or SIZE, request["height"] or SIZE, colour))
        return path


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--script", default="{}", type=json.loads)
    parser.add_argument("--state", type=Path)
    options = parser.parse_args()
    FakeEngine(options.script, options.state).run()


if __name__ == "__main__":
    main()
