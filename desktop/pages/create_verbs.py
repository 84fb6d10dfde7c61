"""What can be done about what went wrong on the Create page: a `Message` becomes the bar's buttons.

Sentences are made elsewhere; what is opened or chosen on the way is `opening_verbs.py`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from core.contract.errors import ReverieError
from core.contract.memory import Unload
from desktop.dialogs.files import FileDialogs
from desktop.engine.client import EngineClient
from desktop.notices import common as notices
from desktop.pages.create_flow import CreateFlow
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.pages.folder_verbs import show_in_folder
from desktop.pages.opening_verbs import OpeningVerbs
from desktop.settings import Settings
from desktop.state.jobs_state import Failure
from desktop.state.promise import Work
from desktop.state.sizes import rounded
from desktop.verbs import Verb, smaller_text, verb_text
from desktop.wording.errors import Message, error_message

SMALLER = 0.75  # of each side, after too little memory


class CreateVerbs(QObject):
    """Reacts to the failures of the flow and of what is opened. Attributes: `opening`: what the window's actions call."""

    def __init__(
        self,
        page: CreatePage,
        states: CreateStates,
        flow: CreateFlow,
        client: EngineClient,
        settings: Settings,
        dialogs: FileDialogs,
    ) -> None:
        super().__init__(page)
        self._page, self._states, self._flow = page, states, flow
        self._client, self._settings = client, settings
        self._crashed = False
        self.opening = OpeningVerbs(page, states, settings, dialogs, flow.pictures_folder)
        self.opening.failed.connect(self.show_error)
        flow.failed.connect(self.show)
        flow.model_dropped.connect(self.opening.use_model)
        client.stopped.connect(self._engine_stopped)
        client.restarted.connect(self._engine_restarted)
        client.failed_to_start.connect(self._engine_missing)
        page.words.words.failed.connect(self.show_error)

    @Slot(object, object, object)
    def show(
        self,
        message: Message,
        failure: Failure | None,
        error: ReverieError | None,
    ) -> None:
        """Put a message with its verbs into the bar."""
        bar = self._page.messages
        actions = [
            (self._text(verb, failure), run)
            for verb in message.verbs
            if (run := self._run(verb, failure, error)) is not None
        ]
        own_vae = self.opening.additions.vae_to_own(getattr(error, "path", ""))
        if own_vae is not None:
            actions.insert(0, (self.tr("Use the model’s own autoencoder"), own_vae))
        if message.error:
            bar.show_error(message.text, actions, message.details)
        else:
            bar.show_note(message.text, actions)

    @Slot(object)
    def show_error(self, error: ReverieError) -> None:
        """An error that no job had."""
        self.show(error_message(error), None, error)

    def _text(self, verb: Verb, failure: Failure | None) -> str:
        if verb == "smaller" and failure is not None:
            return smaller_text(*_smaller(failure.drawing.work))
        return verb_text(verb)

    def _run(
        self, verb: Verb, failure: Failure | None, error: ReverieError | None
    ) -> Callable[[], object] | None:
        """What a verb does here; None where it means nothing."""
        path = getattr(error, "path", "")
        match verb:
            case "again" | "smaller" | "free_memory" | "full_precision" if failure is not None:
                return self._once_more(verb, failure)
            case "again" if error is None:
                return self._start_engine
            case "free_folder" if self._is_of_pictures(path, failure):
                return lambda: self._elsewhere(failure)
            case "show_folder" if path:
                return lambda: show_in_folder(Path(path))
            case "choose_model":
                return self._starter_instead()
            case "choose_picture":
                return self.opening.open_picture
            case "open_model":
                return self.opening.open_model
            case "open_model_file":
                return self.opening.open_model_file
            case "go_to_words":
                return self._page.words.words.prompt.setFocus
            case "switch_off":
                return self.opening.additions.switching_off(path)
        return None  # means nothing here

    def _once_more(self, verb: Verb, failure: Failure) -> Callable[[], object]:
        """The same drawing, or nearly."""
        ways = {
            "smaller": self._smaller,
            "free_memory": self._freed_again,
            "full_precision": self._in_full_precision,
        }
        return partial(ways.get(verb, self._again), failure)

    def _starter_instead(self) -> Callable[[], object] | None:
        """To the starter, where there is one and another is in use."""
        models = self._states.models
        starter = models.starter()
        if starter is None or starter == models.current:
            return None
        return lambda: models.choose(starter.path)

    def tell_start(self, wanted: str) -> None:
        """What a person should know right after the start; `wanted` is the model that was in use."""
        settings, models, bar = self._settings, self._states.models, self._page.messages
        if settings.problem:
            message = notices.settings_problem(settings.problem, settings.file)
            shown = (verb_text("show_folder"), lambda: show_in_folder(settings.file))
            bar.show_error(message.text, [shown])
        error = models.problem_of(wanted)
        if error is None:
            return
        message = notices.model_away(error, models.current.title if models.current else "")
        verbs: dict[Verb, Callable[[], object]] = {
            "look_again": lambda: self._look_again(wanted),
            "open_model": self.opening.open_model,
            "forget_model": lambda: self._forget_model(wanted),
        }
        actions = [(verb_text(verb), verbs[verb]) for verb in message.verbs]
        bar.show_error(message.text, actions)

    def _look_again(self, wanted: str) -> None:
        self._states.models.load(wanted)
        self.tell_start(wanted)

    def _forget_model(self, folder: str) -> None:
        try:
            self._states.models.forget(folder)
        except ReverieError as error:
            self.show_error(error)

    def _again(self, failure: Failure) -> None:
        drawing = failure.drawing
        self._states.jobs.add(drawing.request, drawing.work)

    def _freed_again(self, failure: Failure) -> None:
        """The engine does one after the other: what is held is let go of first."""
        self._client.submit(Unload(uuid.uuid4().hex))
        self._again(failure)

    def _smaller(self, failure: Failure) -> None:
        work = failure.drawing.work
        width, height = _smaller(work)
        request = replace(failure.drawing.request, width=width, height=height)
        self._states.jobs.add(request, replace(work, width=width, height=height))

    def _in_full_precision(self, failure: Failure) -> None:
        request = replace(failure.drawing.request, dtype="float32")
        self._states.jobs.add(request, failure.drawing.work)

    def _is_of_pictures(self, path: str, failure: Failure | None) -> bool:
        """Whether another folder for the pictures helps: the file lies in theirs, or that lies in it."""
        output = failure.drawing.request.output if failure else str(self._flow.pictures_folder())
        return bool(path) and (
            Path(path).is_relative_to(output) or Path(output).is_relative_to(path)
        )

    def _elsewhere(self, failure: Failure | None) -> None:
        if self.opening.move_pictures() and failure is not None:
            output = str(self._flow.pictures_folder())
            request = replace(failure.drawing.request, output=output)
            self._states.jobs.add(request, failure.drawing.work)

    # --- the engine -------------------------------------------------------------------------------

    @Slot(int)
    def _engine_stopped(self, _code: int) -> None:
        self._crashed = True

    @Slot()
    def _engine_restarted(self) -> None:
        if self._crashed and self._states.jobs.running:
            self._page.messages.show_note(notices.engine_restarted())
        self._crashed = False

    @Slot(str)
    def _engine_missing(self, details: str) -> None:
        self._crashed = False
        message = notices.engine_missing(details)
        self._flow.tell_no_engine(message.text)
        self.show(message, None, None)

    @Slot()
    def _start_engine(self) -> None:
        self._flow.tell_no_engine("")
        self._client.start()


def _smaller(work: Work) -> tuple[int, int]:
    """Width and height, px, of the next try after too little memory."""
    return rounded(work.width * SMALLER), rounded(work.height * SMALLER)
