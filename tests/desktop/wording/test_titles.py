"""What files are that are not what was wanted."""

from core.files.models import foreign_models, single_kinds
from desktop.wording.titles import known_title, title_text


def titles():
    """All that core calls a file."""
    tables = (foreign_models._PIPELINES, foreign_models._PARTS, foreign_models._ALONE)
    found = {title for table in tables for _start, title in table}
    found |= {title for _name, title in (*single_kinds._MARKS, *single_kinds._ADD_ONS)}
    return found | {foreign_models.REFINER, foreign_models.UNCLIP, foreign_models.DEPTH}


def test_every_title_of_core_is_said_in_german(german):
    assert {title for title in titles() if not known_title(title)} == set()


def test_in_german(german):
    assert title_text("a LoRA") == "ein LoRA"
    assert title_text("a VAE, to be used with --vae") == "ein VAE"
    assert title_text("a whole model of Stable Diffusion 2").endswith("Stable Diffusion 2")
    assert title_text("FLUX") == "FLUX"
    assert title_text("a thing of tomorrow") == "von anderer Art"


def test_in_english_it_is_as_core_says(qapp):
    assert title_text("a thing of tomorrow") == "a thing of tomorrow"
