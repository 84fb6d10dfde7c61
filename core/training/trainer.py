"""The only training loop. What is learned is a `Task`; where it is kept is a `RunFolder`.

A step is a function of the weights, the optimiser's state and (seed, step): no random generator, data
position or clock is part of the state, so that resuming needs nothing but a checkpoint.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress

import torch
from torch import Tensor

from core.checkpoints import interruption
from core.contract.errors import Cancelled, TrainingDiverged, WeightsMismatch
from core.contract.events import Event
from core.contract.judging import Chosen
from core.contract.notices import TRAINING_CHANGED, Notice
from core.contract.training import LoopConfig
from core.contract.training_events import CheckpointSaved, TrainStep
from core.files import store
from core.files.pictures.images import encode_png
from core.training.data.order import Batch, batches, order_of
from core.training.fidelity.course import Course
from core.training.optim.ema import MovingAverage
from core.training.optim.loss_scale import LossScale
from core.training.optim.optimizer import Optimizer
from core.training.pausing import Paused, State
from core.training.run_state import Checkpoint, RunFolder
from core.training.samples.batch_sheet import ShowsLatents, batch_file, batch_png
from core.training.task import Setting, Task, trained_parameters
from core.training.watch import Watch

# The figure of a task that a judgement takes over: on photos kept out, or else on those that are learned from.
JUDGED_LOSS = ("held_out_loss", "photo_loss")
TELLING = 5  # steps before the time left is told: the first ones are slower


class Trainer:
    """Holds the state of a run: weights (in the task), optimiser, moving average, next step."""

    def __init__(
        self,
        task: Task,
        setting: Setting[LoopConfig],
        run: RunFolder,
        course: Course | None = None,
    ) -> None:
        """`course`: its checkpoints are judged, and it ends where more steps are no use."""
        config = setting.config
        self._course = course if setting.world.is_first else None
        self.step = 0  # the next one to do; also how many are done
        self.loss = math.nan  # of the step that was done last
        self.parameters = trained_parameters(task)
        self.optimizer = Optimizer(self.parameters, config)
        self.ema = MovingAverage(self.parameters, config.ema_decay) if config.ema_decay else None
        self.task, self._setting, self._run, self._config = task, setting, run, config
        held_out = set(setting.held_out)
        learned = setting.pictures.groups(
            n for n in range(len(setting.pictures)) if n not in held_out
        )
        per_step = config.batch_size * config.accumulation * setting.world.size
        self._order = order_of(learned, config.seed, per_step, config.batch_size)
        self._scale = LossScale(setting.dtype)
        self._saved = 0  # the step of the newest checkpoint

    def resume(self, checkpoint: Checkpoint) -> None:
        """Take over a checkpoint's state. Raises `WeightsMismatch` where it is of other networks."""
        weights, average = checkpoint.tensors("weights"), checkpoint.tensors("ema")
        fill(self.parameters, weights, str(checkpoint.path))
        if self.ema is not None:
            fill(self.ema.tensors, average, str(checkpoint.path))
        state = checkpoint.tensors("optimizer")
        self.optimizer.load_state(state)
        self._scale.load_state(state)
        self.step = self._saved = checkpoint.step

    def events(self, watch: Watch) -> Iterator[Event]:
        """Train from here to the last step, or to where it is told to finish, with figures and checkpoints.

        Raises `Paused` with the state where it is told to stop, also amid a sample, a judgement or a step;
        `TrainingDiverged` without a state: the last checkpoint stays.
        """
        try:
            yield from self._events(watch)
        except Cancelled:
            state = self._state()
            raise Paused(None if state is None else state.copied()) from None

    def _events(self, watch: Watch) -> Iterator[Event]:
        config, first = self._config, self.step
        losses: list[float] = []
        if self._course is not None:
            with self.averaged(), self._stopped_by(watch):
                self._course.begin(self.step, self._judged_loss)
            yield from self._judge(watch)  # what a kill prevented
        begin = time.monotonic()
        while self.step < config.steps and not self._is_told(self._is_over):
            if self._is_told(watch.cancelled):
                raise Cancelled
            if self.step > 0 and self._is_told(watch.finished):
                yield from self._save(watch)
                yield from self._judge(watch, last=True)
                return
            with self._stopped_by(watch):
                loss, rate = self.train_step()
            losses.append(loss)
            last = self.step == config.steps
            metrics = {"loss": loss, "learning_rate": rate}
            spent = time.monotonic() - begin
            if self.step % config.report_every == 0 or last:
                metrics |= self._report(sum(losses) / len(losses), spent, watch)
                losses.clear()
            done = self.step - first
            left = spent / done * (config.steps - self.step) if done >= TELLING or last else None
            yield TrainStep(watch.job, self.step, config.steps, metrics, left)
            yield from watch.seen(self)
            if self._is_due():
                yield from self._save(watch)
                yield from self._judge(watch)

    def train_step(self) -> tuple[float, float]:
        """Do one step; returns its loss and learning rate. Raises `TrainingDiverged`, weights untouched."""
        mean, norm = self._gradients()
        while math.isfinite(mean) and not math.isfinite(norm) and self._scale.lower():
            mean, norm = self._gradients()
        if not math.isfinite(mean) or not math.isfinite(norm):
            raise TrainingDiverged(self.step + 1, str(self._run.path))
        rate = self.optimizer.step(self.step)
        self._scale.passed()
        self.step += 1
        if self.ema is not None:
            self.ema.update(self.parameters, self.step)
        self.loss = mean
        return mean, rate

    def _gradients(self) -> tuple[float, float]:
        """Compute those of this step anew, clipped; returns the loss and their norm before."""
        config, world, setting = self._config, self._setting.world, self._setting
        parameters = list(self.parameters.values())
        for parameter in parameters:
            parameter.grad = None
        total = torch.zeros((), device=setting.device)
        for batch in self.batches(self.step):
            interruption.check()  # what was summed up so far ends with the networks
            loss = self.task.loss(batch) / config.accumulation
            (loss * self._scale.value).backward()
            total += loss.detach()
        world.average_gradients(parameters)
        self._scale.unscale(parameters)
        mean = float(world.sum(total)) / world.size
        norm = torch.nn.utils.clip_grad_norm_(parameters, config.gradient_clip or math.inf)
        return mean, float(norm)

    def taken(self, job: str) -> tuple[Chosen, dict[str, Tensor] | None] | None:
        """What the judgements say is to be the result, and its weights; None, also for these: what is there now."""
        if self._course is None:
            return None
        return self._course.take(job, early=self.step < self._config.steps, present=self.step)

    def take(self, weights: dict[str, Tensor]) -> None:
        """Have the weights of a judged step, in which a moving average is contained, instead of the present ones."""
        fill(self.parameters, weights, str(self._run.judged))

    @property
    def is_last(self) -> bool:
        """Whether the last step is done."""
        return self.step >= self._config.steps

    def batches(self, step: int) -> list[Batch]:
        """What this process sees in a step (0, 1, …), of the past or the future."""
        world, size = self._setting.world, self._config.batch_size
        return batches(self._order, step, size, world.rank, world.size)

    def averaged(self) -> AbstractContextManager[None]:
        """Within the block the networks have the weights that an export writes."""
        return self.ema.applied(self.parameters) if self.ema is not None else nullcontext()

    def _report(self, mean_loss: float, seconds: float, watch: Watch) -> dict[str, float]:
        """Held-out figures with the weights that an export would write; one line in the log.

        What is no number there is left out: it can be told nowhere, and what is learned may be right all the same.
        A pause waits for no figures; the step is done, so its line is written without them.
        """
        if not self._setting.world.is_first:
            return {}
        figures: dict[str, float] = {}
        try:
            with self.averaged(), self._stopped_by(watch):
                figures = {name: v for name, v in self.task.report().items() if math.isfinite(v)}
        finally:
            record = {"step": self.step, "mean_loss": mean_loss, "seconds": round(seconds, 1)}
            self._run.log(record | figures)
        return figures

    def _is_told(self, asked: Callable[[], bool]) -> bool:
        """Whether any process was: all must leave the loop at the same step."""
        wish = torch.tensor(float(asked()), device=self._setting.device)
        return float(self._setting.world.sum(wish)) > 0

    def _is_due(self) -> bool:
        """Whether this step has a checkpoint of its own, however often the run was stopped."""
        return self.step % self._config.checkpoint_every == 0 or self.step == self._config.steps

    def _is_over(self) -> bool:
        return self._course is not None and self._course.is_over

    def _judge(self, watch: Watch, last: bool = False) -> Iterator[Event]:
        """Judge this step, where it is due or the `last`, and not judged yet."""
        course, step = self._course, self.step
        if course is None or not step or not (last or self._is_due()) or course.has(step):
            return
        with self.averaged(), self._stopped_by(watch):
            loss = self._judged_loss()
            weights = {name: p.detach() for name, p in self.parameters.items()}
            judged = course.judge(step, loss, weights, watch.job)
        yield judged

    def _judged_loss(self) -> float:
        """Raises `TrainingDiverged` where it is no number, which nobody could choose by."""
        figures = self.task.report()
        loss = next(figures[name] for name in JUDGED_LOSS if name in figures)
        if not math.isfinite(loss):
            raise TrainingDiverged(self.step, str(self._run.path))
        return loss

    def _save(self, watch: Watch) -> Iterator[Event]:
        state = self._state()
        if state is None:
            return
        path = self._run.save(state.step, state.parts, state.facts, state.keep)
        self._saved = self.step
        picture = None
        with suppress(Cancelled), self.averaged(), self._stopped_by(watch):
            picture = self.task.sample()
        if picture is not None:
            file = self._run.samples / f"step-{self.step:06d}.png"
            store.write_bytes(file, encode_png(picture, {}))
        if isinstance(self.task, ShowsLatents):
            seen = batch_png(self.task, self.batches(self.step - 1))
            if seen is not None:
                store.write_bytes(self._run.samples / batch_file(self.step), seen)
        yield CheckpointSaved(watch.job, self.step, str(path))

    def _state(self) -> State | None:
        """What is to be written now; None where it is written, or by another process."""
        if self.step == self._saved or not self._setting.world.is_first:
            self._saved = self.step
            return None
        weights: dict[str, Tensor] = {name: p.detach() for name, p in self.parameters.items()}
        if not all(bool(tensor.isfinite().all()) for tensor in weights.values()):
            raise TrainingDiverged(self.step, str(self._run.path))
        parts = {
            "weights": weights,
            "optimizer": self.optimizer.state() | self._scale.state(),
            "ema": self.ema.tensors if self.ema is not None else {},
        }
        return State(self.step, parts, self.facts(), self._config.keep_checkpoints)

    def _stopped_by(self, watch: Watch) -> AbstractContextManager[None]:
        """Within the block long work ends by `Cancelled`; several processes end between two steps only."""
        if self._setting.world.size > 1:
            return nullcontext()
        return interruption.stopped_by(watch.cancelled)

    def facts(self) -> dict[str, str | int]:
        """What bit-equality depends on besides the config, for the manifest."""
        setting = self._setting
        return {
            "seed": self._config.seed,
            "pictures": setting.pictures.fingerprint,
            "device": setting.device.type,
            "dtype": str(setting.dtype).removeprefix("torch."),
            "threads": torch.get_num_threads(),
            "processes": setting.world.size,
            "torch": torch.__version__,
        }

    def differences(self, checkpoint: Checkpoint, job: str) -> Iterator[Event]:
        """A notice for each fact that differs from the checkpoint's: the bits may then differ."""
        for name, value in self.facts().items():
            before = checkpoint.facts.get(name)
            if before != value:
                yield Notice(job, TRAINING_CHANGED, {"what": name, "before": before, "now": value})


def fill(
    target: dict[str, torch.nn.Parameter] | dict[str, Tensor], source: dict[str, Tensor], path: str
) -> None:
    """Copy tensors by name. Raises `WeightsMismatch`, nothing changed, where names or shapes differ."""
    missing = tuple(name for name in target if name not in source)
    unexpected = tuple(name for name in source if name not in target)
    wrong = tuple(
        name for name, own in target.items() if name in source and source[name].shape != own.shape
    )
    if missing or unexpected or wrong:
        raise WeightsMismatch(path, missing[:8], unexpected[:8], wrong[:8])
    with torch.no_grad():
        for name, own in target.items():
            own.copy_(source[name])
