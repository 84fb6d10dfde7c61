"""An answer on its way to the window."""

import base64
import io

import numpy as np
from PIL import Image

from core.explain.answer import Answer
from core.files.pictures.images import read_picture


def test_glances_travel_in_the_message_and_pictures_as_files(tmp_path) -> None:
    small = np.full((2, 3, 3), 7, np.uint8)
    answer = Answer("film", {"step": 1}, {"guess-001": small}, {"whole": Image.new("RGB", (8, 4))})
    event = answer.event("job/1", tmp_path / "answers")
    assert (event.job, event.part, event.figures) == ("job/1", "film", {"step": 1})
    seen = Image.open(io.BytesIO(base64.b64decode(event.glances["guess-001"])))
    assert np.array_equal(np.asarray(seen), small)
    assert event.pictures == {"whole": str(tmp_path / "answers" / "job_1-whole.png")}
    assert read_picture(event.pictures["whole"]).size == (8, 4)


def test_without_pictures_nothing_is_written(tmp_path) -> None:
    Answer("words", {}).event("j", tmp_path / "answers")
    assert not (tmp_path / "answers").exists()
