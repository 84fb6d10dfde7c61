"""What is said of trainings."""

from core.contract import errors as e
from desktop.wording.errors import error_message


def test_a_training_that_cannot_go_on_says_where_and_what_is_kept():
    text = error_message(e.RunFolderInvalid("/runs/dog", "no manifest")).text
    assert "/runs/dog" in text
    assert text.endswith("What it saved is kept.")
