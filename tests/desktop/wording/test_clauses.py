"""Clauses of core, found again and said in another language."""

from desktop.wording.clauses import said, speaks_english

KNOWN = ("at most {0} files", "it has no pixels", "it is no JSON")


def test_in_english_a_clause_stays_as_it_is(qapp):
    assert speaks_english()
    assert said("whatever core says", KNOWN) == "whatever core says"


def test_a_hint_for_the_command_line_never_reaches_the_window(qapp):
    assert said("it holds a run already; --resume continues it", ()) == "it holds a run already"
    assert said("a VAE, to be used with --vae", ()) == "a VAE"


def test_in_german_it_is_said_with_its_numbers(german):
    assert not speaks_english()
    assert said("at most 8 files", KNOWN) == "höchstens 8 Dateien lang"
    assert said("it has no pixels", KNOWN) == "sie hat keine Pixel"


def test_what_stands_in_brackets_may_be_left_out(german):
    assert said("it is no JSON (line 3)", KNOWN).startswith("es ist kein JSON")


def test_what_nobody_has_said_in_german_is_left_out(german):
    assert said("at most 8 files of mine", KNOWN) == ""
    assert said("whatever core says", KNOWN) == ""
