"""Trainings whose process the test plays."""

import pytest
from PIL import Image

from core.contract.draft import DraftPhoto
from desktop.engine.arbiter import Arbiter
from desktop.state.trainings_state import TrainingsState
from tests.support.played_training import Played


@pytest.fixture
def photos(tmp_path):
    found = []
    for number in range(3):
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (4, 4), (number * 50, 0, 0)).save(path)
        found.append(DraftPhoto(str(path)))
    return tuple(found)


@pytest.fixture
def opened(qapp, own_folders):
    """Makes states. At the end each puts down what it has, else it would write into the folders of another test."""
    made = []

    def open_state(*arguments, **options):
        made.append(TrainingsState(*arguments, **options))
        return made[-1]

    yield open_state
    for state in made:
        state.save_now()


@pytest.fixture
def played(opened):
    client, arbiter, clock = Played(), Arbiter(), [1000.0]

    def tick():
        clock[0] += 1
        return clock[0]

    return opened(client, arbiter, clock=tick), client, arbiter
