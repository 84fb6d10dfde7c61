from dataclasses import replace

from core.files import folders
from core.files.models.library import describe
from core.files.trainings.teachable import obstacle


def test_models_that_want_more_than_a_text_are_not_taught():
    starter = describe(folders.resources() / "models" / "starter")
    assert obstacle(starter) is None
    assert obstacle(replace(starter, distilled="turbo")) is None
    assert obstacle(replace(starter, kind="inpaint")) == "inpaint"
    assert obstacle(replace(starter, is_told_guidance=True)) == "told_guidance"
