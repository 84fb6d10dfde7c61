"""What is said of a training outside its page."""

from core.contract.draft import Draft, Teaching
from core.files.trainings import records as teachings


def test_what_ended_has_words_for_the_desktop(open_window):
    teaching = open_window().teaching
    done = Teaching(
        "aaaaaaaa", Draft(word="sks", noun="dog"), "finished", "/r", step=400, seconds=300
    )
    teachings.save(done)
    teaching.load()
    assert teaching.words_of("aaaaaaaa") == ("sks dog", "Finished at step 400 · 5 min")
    assert teaching.words_of("gone") == ("", "")
