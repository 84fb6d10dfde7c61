"""All state of the Inside page that its topics share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject

from desktop.state.generation_state import GenerationState
from desktop.state.inside.lane import Lane
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.inside.run_state import RunState
from desktop.state.jobs_state import Client
from desktop.state.models_state import ModelsState
from desktop.state.results_model import ResultsModel


@dataclass(frozen=True)
class InsideStates:
    """`lane()` gives a topic a way of its own to ask."""

    client: Client
    folder: PicturesFolder
    run: RunState
    generation: GenerationState
    models: ModelsState
    results: ResultsModel

    def lane(self, *, impatient: bool = False) -> Lane:
        """A new lane; its owner keeps it."""
        return Lane(self.client, self.folder, self.run, impatient=impatient)

    def model(self) -> str:
        """The model that is in use, or the starter."""
        current = self.models.current
        return current.path if current is not None else "starter"


class DrawingStates(Protocol):
    """Of the Create page what is needed here."""

    @property
    def generation(self) -> GenerationState: ...
    @property
    def models(self) -> ModelsState: ...
    @property
    def results(self) -> ResultsModel: ...


def inside_states(client: Client, drawing: DrawingStates, parent: QObject) -> InsideStates:
    """Beside the state of drawing."""
    folder = PicturesFolder()
    run = RunState(client, folder, parent)
    return InsideStates(client, folder, run, drawing.generation, drawing.models, drawing.results)
