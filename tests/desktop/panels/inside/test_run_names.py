"""How recorded pictures are called."""

from dataclasses import replace

from desktop.panels.inside.run_names import run_name, shortened


def test_by_words_and_seed_a_branch_by_its_step(recorded):
    run = recorded.run.run
    assert run_name(run) == "a swan, blue · seed 42"
    assert run_name(replace(run, left=("x", 2))) == "from step 3 · a swan, blue"


def test_long_words_are_cut_and_no_words_are_said():
    assert shortened("a  b\nc") == "a b c"
    assert len(shortened("word " * 30)) <= 40
    assert shortened(" ") == "(no words)"
