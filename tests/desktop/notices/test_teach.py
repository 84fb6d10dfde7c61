"""What the Teach page says in its bar."""

from core.contract.draft import Draft, Teaching
from core.contract.judging import Choice
from desktop.notices import teach as notices

TEACHING = Teaching("a", Draft(word="sks", noun="<b>dog"), "failed", step=740)


def test_questions_name_what_goes_and_what_stays():
    draft = Teaching("a", Draft(), "draft")
    assert "photos stay" in notices.trash_question(draft)
    assert "result stays" in notices.trash_question(Teaching("a", Draft(), "finished", result="/r"))
    assert "190 MB" in notices.data_question(TEACHING, 190_000_000)
    assert notices.trash_verb(draft) != notices.trash_verb(TEACHING)


def test_what_was_not_learned_is_not_called_so():
    good = notices.finished(TEACHING, Choice(400, "best", 5, 0.6))
    assert good == notices.finished(TEACHING)
    assert "is learned" in good
    none = notices.finished(TEACHING, Choice(740, "not_learned", 5))
    harm = notices.finished(TEACHING, Choice(740, "least_harm", 5, 0.6, fault="copying"))
    assert "no step of it is more alike" in none
    assert "each step copies a photo" in harm
    for text in (none, harm):
        assert "is learned" not in text
        assert "sks <b>dog" in text
        assert "in the library" in text


def test_the_rest_names_the_training():
    for text in (notices.finished(TEACHING), notices.result_gone(TEACHING)):
        assert "sks <b>dog" in text
    assert notices.makes_room()
