"""What each method would need and take, as the engine says: by its formula at once, by a trial of two steps later.

Nobody waits for it. A trial is made of one method at a time, the chosen one first, and of none while a training has
the device; the engine lets drawings go first by itself. No words here.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from core.contract import events as ev
from core.contract.draft import Draft, Method
from core.contract.errors import NOT_CONVERTED, InvalidValue, ModelUnsupported, ReverieError
from core.contract.teaching import AnyConfig
from desktop.state.draft_config import carried_over, method_of, to_config
from desktop.state.method_offers import Offer, methods_for

REST_MS = 300  # after the last change of the draft
NOWHERE = "-"  # for folders that do not matter here


class Engine(Protocol):
    """The part of `desktop.engine.client.EngineClient` that is used here."""

    @property
    def heard(self) -> SignalInstance: ...
    def submit(self, job: ev.AskTeaching | ev.TryTeaching) -> None: ...
    def cancel(self, job: str) -> None: ...


class TeachingPromises(QObject):
    """Signals: `changed()` an offer is new.

    Attributes: `offers` by method · `measured`: when the newest of them was tried, in seconds since 1970, 0 for never.
    """

    changed = Signal()

    def __init__(self, client: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._draft: Draft | None = None
        self._configs: dict[Method, AnyConfig] = {}
        self._asked: dict[str, Method] = {}  # formulas on their way, by job
        self._trial: tuple[str, Method] | None = None
        self._tried: list[
            AnyConfig
        ] = []  # that ended without an answer, or are not to be tried again
        self._unanswered = False  # a formula ended by something else than a model or a setting
        self._is_held = self._is_open = False
        self.offers: dict[Method, Offer] = {}
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        client.heard.connect(self._hear)

    @property
    def measured(self) -> float:
        return max((offer.measured for offer in self.offers.values()), default=0.0)

    def show(self, draft: Draft) -> None:
        """Somebody looks at what the methods of this draft cost."""
        self._is_open = True
        if self._unanswered:
            self._configs = {}  # by what may be otherwise now
        elif draft == self._draft:
            self._try_next()
            return
        before, self._draft = self._draft, draft
        configs = _configs(draft, methods_for(draft))
        if configs == self._configs:
            self._try_next()
            return
        if before is not None and draft.model != before.model:
            self.offers = {}
            self.changed.emit()
        self._configs = configs
        self.offers = {m: replace(o, is_old=True) for m, o in self.offers.items() if m in configs}
        if self._trial is not None and configs.get(self._trial[1]) not in self._trial_configs():
            self._end_trial()
        self._rest.start(REST_MS if self.offers else 0)

    def leave(self) -> None:
        """Nobody looks any more."""
        self._is_open = False
        self._end_trial()

    def hold(self, on: bool) -> None:
        """A training has the device: nothing is tried until it is gone."""
        self._is_held = on
        if on:
            self._end_trial()
        else:
            self._try_next()

    def measure_again(self) -> None:
        """Try all methods once more that fit."""
        self._tried.clear()
        self.offers = {m: replace(o, measured=0.0) for m, o in self.offers.items()}
        self._try_next()

    # --- asking -----------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        self._asked.clear()
        self._unanswered = False
        if self._draft is None:
            return
        photos = len(self._draft.used)
        for method, config in self._configs.items():
            job = uuid.uuid4().hex
            self._asked[job] = method
            self._client.submit(ev.AskTeaching(job, config, photos))

    def _try_next(self) -> None:
        """Begin with the next method that is worth it."""
        if self._trial is not None or self._is_held or not self._is_open or self._draft is None:
            return
        if self._asked or self._rest.isActive():
            return
        chosen = method_of(self._draft)
        for method in sorted(self._configs, key=lambda m: m != chosen):
            offer, config = self.offers.get(method), self._configs[method]
            if offer is None or not offer.fits or offer.measured or config in self._tried:
                continue
            job = uuid.uuid4().hex
            self._trial = (job, method)
            self._tried.append(config)
            self._mark(method, is_measuring=True)
            self._client.submit(ev.TryTeaching(job, config, len(self._draft.used)))
            return

    def _end_trial(self) -> None:
        if self._trial is None:
            return
        job, method = self._trial
        self._trial = None
        if self._tried:
            self._tried.pop()  # it may be tried another time
        self._mark(method, is_measuring=False)
        self._client.cancel(job)

    def _trial_configs(self) -> list[AnyConfig]:
        return self._tried[-1:]

    # --- answers ----------------------------------------------------------------------------------

    @Slot(object)
    def _hear(self, event: object) -> None:
        match event:
            case ev.TeachingPromise() if event.job in self._asked:
                self._answered(self._asked.pop(event.job), offer_of(event))
            case ev.JobFailed() if event.job in self._asked:
                method = self._asked.pop(event.job)
                is_refused = _cannot_be(event.error())
                self._unanswered |= not is_refused
                self._answered(method, Offer(method, refused=event.code if is_refused else ""))
            case ev.TeachingPromise() if self._trial and event.job == self._trial[0]:
                self._put(self._trial[1], offer_of(event))
            case ev.JobDone() | ev.JobCancelled() | ev.JobFailed():
                if self._trial and event.job == self._trial[0]:
                    method = self._trial[1]
                    self._trial = None
                    self._mark(method, is_measuring=False)
                    self._try_next()

    def _answered(self, method: Method, offer: Offer) -> None:
        busy = self._trial is not None and self._trial[1] == method
        self._put(method, replace(offer, is_measuring=busy))
        self._try_next()

    def _put(self, method: Method, offer: Offer) -> None:
        if method in self._configs:
            self.offers[method] = replace(offer, method=method)
            self.changed.emit()

    def _mark(self, method: Method, *, is_measuring: bool) -> None:
        if method in self.offers:
            self._put(method, replace(self.offers[method], is_measuring=is_measuring))


def offer_of(promise: ev.TeachingPromise) -> Offer:
    """The engine's word as a row of the table; its method is filled in by whoever asked."""
    return Offer(
        method="lora",
        needed=promise.needed,
        free=promise.free,
        disk=promise.disk,
        keeping=promise.keeping,
        least=promise.least,
        most=promise.most,
        measured=promise.measured,
        fits_with=tuple((pair[0], pair[1]) for pair in promise.fitting if len(pair) == 2),
        is_too_large=not promise.fits,
    )


def _cannot_be(error: ReverieError) -> bool:
    """Whether it is the model or a setting. A drive that is away or an engine that ended says nothing about those."""
    if isinstance(error, ModelUnsupported):
        return error.what != NOT_CONVERTED  # a trial converts it
    return isinstance(error, InvalidValue)


def _configs(draft: Draft, methods: tuple[Method, ...]) -> dict[Method, AnyConfig]:
    """Of each method whose settings make sense now."""
    found: dict[Method, AnyConfig] = {}
    for method in methods:
        asked = carried_over(draft, replace(draft, method=method))
        try:
            found[method] = to_config(asked, NOWHERE, NOWHERE, NOWHERE)
        except ReverieError:  # a word or a setting that is still being typed
            continue
    return found
