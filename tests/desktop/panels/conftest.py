"""The state behind the words panel, on a client that only remembers what it was asked."""

import pytest

from core.files.catalogue import folder_list
from desktop.panels.run_view import RunView
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.models_state import ModelsState
from desktop.state.promise import Promise
from tests.support.remembering_client import RememberingClient
from tests.support.shown_run import COURSE, RUNNING


@pytest.fixture
def client(qapp):
    return RememberingClient()


@pytest.fixture
def promise(qapp):
    return Promise()


@pytest.fixture
def jobs(client, promise):
    return JobsState(client, promise)


@pytest.fixture
def models(qapp, own_folders, make_model):
    """Two models of 64 px: "tiny", in use, knows three words; "other" has no list of words."""
    made = ModelsState()
    folder = make_model(steps=20, guidance_scale=4.5)
    for place in (folder, make_model("other", words=None)):
        folder_list.add(place)
    made.load(str(folder.resolve()))
    return made


@pytest.fixture
def state(models):
    """The settings of the next picture; its model is always the one in use."""
    made = GenerationState()
    models.current_changed.connect(lambda info: setattr(made, "model", info))
    made.model = models.current
    return made


@pytest.fixture
def run_view(qtbot):
    """A function that shows a training on the run page: `run_view(teaching, course)`."""
    result = RunView()
    qtbot.addWidget(result)
    result.resize(1180, 740)
    result.show()

    def show(teaching=RUNNING, course=COURSE, makes_room=False, learning_bytes=0):
        result.show_training(teaching, course, makes_room=makes_room, learning_bytes=learning_bytes)
        return result

    return show
