"""What is said of trainings."""

from core.contract import errors as e
from desktop.wording.errors import error_message


def test_a_training_that_cannot_go_on_says_where_and_what_is_kept():
    text = error_message(e.RunFolderInvalid("/runs/dog", "no manifest")).text
    assert "/runs/dog" in text
    assert text.endswith("What it saved is kept.")


def test_a_run_folder_that_is_in_use_says_that_it_passes():
    text = error_message(e.RunFolderInvalid("/runs/dog", e.RunFolderInvalid.BUSY)).text
    assert text == (
        "What was begun at /runs/dog earlier still runs, or saves. When it has ended, this training can go on."
    )
