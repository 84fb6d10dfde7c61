"""The short texts of the Models page."""

from dataclasses import replace

from core.contract.errors import FileMissing
from core.files.catalogue.duplicates import Twins
from core.files.catalogue.entry import Card, Problem
from core.files.catalogue.index import FolderState
from core.files.catalogue.scan import Scanning
from desktop.phrases import library as say
from tests.support.library_entries import USUAL, broken, entry


def test_the_second_line_of_a_row(qapp):
    assert say.facts(USUAL[2]) == "LoRA · glow, soft <b>light</b>"
    full = entry(card=Card(licence="mit"), sha256="0123456789abcdef")
    assert say.facts(full) == "LoRA · licence: mit · 0123456789"
    assert say.facts(full, where=True).startswith("LoRA · /models · ")
    assert "ends too early" in say.facts(broken())
    assert say.facts(replace(full, is_there=False)) == "Not there now: /models"


def test_facts_leave_out_what_nobody_knows(qapp):
    names = [name for name, _text in say.fact_rows(entry(bytes=0))]
    assert names == ["Kind", "Hash", "Place"]
    assert ("Hash", "not worked out yet") in say.fact_rows(entry())
    assert ("Hash", "0123456789") in say.fact_rows(entry(sha256="0123456789abcdef"))
    assert say.fact_rows(USUAL[0])[0] == ("Kind", "Model · SD 1")


def test_a_method_that_says_no_more_than_the_kind_is_left_out(qapp):
    plain, loha = entry(variants=("LoRA",)), entry(variants=("LoHa",))
    assert "Method" not in dict(say.fact_rows(plain))
    assert dict(say.fact_rows(loha))["Method"] == "LoHa"


def test_one_entry_is_no_entries(qapp):
    assert say.room_text(1, 2_000_000) == "1 entry · 2.0 MB on disk"
    assert say.room_text(11, 31_000_000) == "11 entries · 31 MB on disk"


def test_words_are_those_that_call_it_up_else_its_commonest_tags():
    assert say.words_of(USUAL[2]) == ("glow", "soft <b>light</b>")
    tags = tuple("abcdefghij")
    assert say.words_of(entry(card=Card(tags=tags))) == tags[: say.FEW_TAGS]


def test_twins_tell_where_the_other_is(qapp):
    one, two = entry("/a/x.pt"), entry("/b/x.pt")
    assert say.twins_text(Twins((one, two), True), one) == "The same file is also here:\n/b"
    assert "name and size" in say.twins_text(Twins((one, two), False), two)


def test_folders_and_progress(qapp):
    assert say.folder_standing(FolderState("/m")) == ""
    assert "remembered" in say.folder_standing(FolderState("/m", is_there=False))
    wrong = FolderState("/m", problem=Problem.of(FileMissing("/m/x")))
    assert "not there" in say.folder_standing(wrong)
    assert say.looking_text(None) == ""
    assert say.looking_text(Scanning(2, 10)) == "Looking at 2 of 10…"
