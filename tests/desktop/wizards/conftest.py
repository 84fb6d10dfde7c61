"""Photos of noise, and the checks that the wizard asks."""

import numpy as np
import pytest
from PIL import Image

from core.contract.draft import Draft, DraftPhoto, Teaching
from desktop.state.photo_checks import PhotoChecks
from desktop.wizards.teach_wizard import TeachWizard


@pytest.fixture
def photos(tmp_path):
    """Four photos, the last one the twin of the first."""
    found = []
    for number, seed in enumerate((1, 2, 3, 1)):
        noise = np.random.default_rng(seed).integers(0, 255, (520, 530, 3), dtype=np.uint8)
        path = tmp_path / f"IMG ä{number}.jpg"
        Image.fromarray(noise).save(path, quality=60)
        found.append(DraftPhoto(str(path)))
    return tuple(found)


@pytest.fixture
def checks(qtbot):
    result = PhotoChecks()
    yield result
    result.stop()


@pytest.fixture
def wizard(qtbot, checks, photos):
    """The wizard with a draft of these photos, all checked."""
    result = TeachWizard(checks)
    qtbot.addWidget(result)
    result.resize(1180, 740)
    result.what.show_models((("/m/starter", "Starter", ""), ("/m/other", "Other", "")))
    result.show_teaching(Teaching("aaaaaaaa", Draft(photos=photos, model="/m/starter")))
    result.show()
    qtbot.waitUntil(lambda: checks.progress[0] == checks.progress[1] == 4, timeout=20_000)
    qtbot.wait(450)
    return result
