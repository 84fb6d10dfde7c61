"""Where a prompt has syntax."""

from hypothesis import given
from hypothesis import strategies as st

from core.prompt.spans import spans, without_syntax


def shown(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.kind) for span in spans(text)]


def test_each_kind() -> None:
    assert shown("a (b:1.2) AND") == [
        ("(", "bracket"), (":1.2", "weight"), (")", "bracket"), ("AND", "keyword"),
    ]  # fmt: skip
    assert shown("[a|b] BREAK") == [
        ("[", "bracket"), ("|", "bracket"), ("]", "bracket"), ("BREAK", "keyword"),
    ]  # fmt: skip
    assert shown("[a:b:0.4]")[-2:] == [(":0.4", "weight"), ("]", "bracket")]
    assert shown("<lora:ink:0.8> __a/b__ # why (not)") == [
        ("<lora:ink:0.8>", "name"), ("__a/b__", "name"), ("# why (not)", "comment"),
    ]  # fmt: skip


def test_a_bracket_without_its_other_half_is_stray() -> None:
    assert shown("(a") == [("(", "stray")]
    assert shown("a]") == [("]", "stray")]
    assert shown("((a)") == [("(", "stray"), ("(", "bracket"), (")", "bracket")]


def test_text_is_no_syntax() -> None:
    for text in ("a swan", r"\(a\) \[b\]", "a|b", "16:9", "BRAND", "<3", "a:1.2"):
        assert spans(text) == ()


def test_words_stay_where_they_are() -> None:
    text = "a (red:1.2) __hat__ <lora:ink:1> swan # of water"
    plain = without_syntax(text)
    assert len(plain) == len(text)
    assert plain.split() == ["a", "red", "swan"]
    assert plain.index("swan") == text.index("swan")


@given(st.one_of(st.text(), st.text(st.sampled_from("ab()[]{}|:1.#_<>\\lora\n"), max_size=40)))
def test_no_text_is_wrong(text) -> None:
    found = spans(text)
    ends = [0, *(span.end for span in found)]
    assert all(span.start >= end for span, end in zip(found, ends, strict=False))
    assert len(without_syntax(text)) == len(text)
