"""What is said of trainings."""

from core.contract import errors as e
from desktop.wording.errors import error_message


def test_photos_that_cannot_be_used_say_why():
    text = error_message(e.DatasetInvalid("/tmp/staged", "it holds no pictures")).text
    assert text.startswith("These photos cannot be used: it holds no pictures.")
    assert "/tmp/staged" not in text


def test_a_run_folder_says_why_it_is_of_no_use():
    reason = "it holds a run already; --resume continues it"
    text = error_message(e.RunFolderInvalid("/runs/dog", reason)).text
    assert "it holds a run already. Nothing in it was changed." in text


def test_a_run_folder_that_is_in_use_says_that_it_passes():
    text = error_message(e.RunFolderInvalid("/runs/dog", e.RunFolderInvalid.BUSY)).text
    assert text == (
        "What was begun at /runs/dog earlier still runs, or saves. When it has ended, this training can go on."
    )


def test_a_training_that_went_astray_is_not_told_to_try_again():
    message = error_message(e.TrainingDiverged(740, "/runs/dog"))
    assert "step 740" in message.text
    assert "smaller learning rate" in message.text
    assert message.verbs == ()


def test_a_photo_the_model_fails_on_is_named_by_its_file():
    text = error_message(e.LatentsNotFinite("/photos/dog.jpg")).text
    assert "photo dog.jpg" in text
    assert "Precision set to float32" in text
