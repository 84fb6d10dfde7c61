"""A file's own words: plain, short and few."""

import json

from hypothesis import given
from hypothesis import strategies as st

from core.files.catalogue import metadata


def test_modelspec_says_what_it_is():
    said = {
        "modelspec.title": "  Soft\nlight ",
        "modelspec.author": "someone",
        "modelspec.license": "CreativeML OpenRAIL-M",
        "modelspec.trigger_phrase": "softlight",
        "ss_output_name": "softlight_v2",
    }
    assert metadata.title(said) == "Soft light"
    assert metadata.author(said) == "someone"
    assert metadata.licence(said) == "CreativeML OpenRAIL-M"
    assert metadata.triggers(said) == ("softlight",)
    assert metadata.title({"modelspec.title": "None", "ss_output_name": "x"}) == "x"


def test_tags_are_counted_over_all_folders():
    counts = {"10_dog": {"dog": 3, " sks ": 9, "grass": 1}, "1_reg": {"dog": 7, "x": -4, "y": "5"}}
    assert metadata.tags({"ss_tag_frequency": json.dumps(counts)}) == ("dog", "sks", "grass")


@given(text=st.text(max_size=300))
def test_any_text_comes_out_in_one_plain_line(text):
    keys = ("modelspec.title", "modelspec.trigger_phrase", "ss_tag_frequency")
    said = {**dict.fromkeys(keys, text), "modelspec.description": text}
    shown = (
        metadata.title(said),
        metadata.description(said),
        *metadata.triggers(said),
        *metadata.tags(said),
    )
    assert all(not part or part.isprintable() for part in shown)


def test_what_is_no_count_of_tags_gives_none():
    for text in (
        "",
        "[]",
        "{",
        '{"a": 5}',
        '{"a": {"b": null}}',
        "[" * 99_999,
        '{"a": {"b": 1e99}}',
    ):
        assert metadata.tags({"ss_tag_frequency": text}) == ()


def test_thousands_of_tags_become_twenty():
    counts = {"a": {f"tag {number}": number + 1 for number in range(5000)}}
    tags = metadata.tags({"ss_tag_frequency": json.dumps(counts)})
    assert len(tags) == metadata.TAGS_MAX
    assert tags[0] == "tag 4999"
