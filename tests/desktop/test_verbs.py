"""The buttons beside messages."""

import typing

from desktop.verbs import Verb, smaller_text, verb_text


def test_every_verb_has_a_button_of_its_own():
    texts = [verb_text(verb) for verb in typing.get_args(Verb)]
    assert len(set(texts)) == len(texts)


def test_the_smaller_size_is_named():
    assert smaller_text(768, 512) == "Draw at 768 × 512"
