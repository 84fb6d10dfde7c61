from dataclasses import replace
from typing import get_args

from core.contract.draft import Draft, DraftPhoto, Kind, Status, Teaching
from core.files import folders
from desktop.phrases import teach as phrases
from desktop.state.training_course import Activity, Course


def test_kinds_and_states_all_have_texts():
    for texts in (
        [phrases.kind_text(k) + phrases.kind_hint(k) for k in get_args(Kind)],
        [phrases.status_text(Teaching("a", Draft(), s, step=7, steps=9)) for s in get_args(Status)],
    ):
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_all_that_a_training_does_has_words_of_its_own():
    new = Teaching("a", Draft(noun="dog"), "running")
    texts = [phrases.activity_text(new, Course(activity=a)) for a in get_args(Activity)]
    assert texts[0] == ""
    assert len(set(texts)) == len(texts)
    again = phrases.activity_text(replace(new, steps=9), Course())
    assert again == "loading the model"
    assert all("{" not in text for text in texts)


def test_what_one_will_write():
    draft = Draft(word="sks", noun="dog", photos=(DraftPhoto("/p"),))
    assert "sks dog in the snow" in phrases.will_write(draft)
    assert "dog" not in phrases.will_write(replace(draft, method="embedding"))
    assert "sks style" in phrases.will_write(replace(draft, kind="style"))
    starter = replace(draft, model=str(folders.resources() / "models" / "starter"))
    assert phrases.will_write(starter).endswith("a sks dog on a red background")
