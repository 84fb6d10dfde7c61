"""Offers and requests cross the process border whole."""

from hypothesis import given
from hypothesis import strategies as st

from core.contract import codec
from core.contract.downloads import DownloadRequest, Offer, RemoteFile, Unfinished, Variant

texts = st.text(max_size=8)
files = st.builds(RemoteFile, texts, st.integers(0, 2**44), texts, texts)
variants = st.builds(
    Variant, texts, st.lists(files, max_size=3).map(tuple), st.booleans(), st.booleans()
)
requests = st.builds(DownloadRequest, texts, texts, texts, texts, st.booleans())
offers = st.builds(
    Offer, texts, texts, texts, texts, st.booleans(), texts, texts, st.lists(variants).map(tuple)
)
unfinished = st.builds(Unfinished, texts, requests, texts, st.integers(0), st.integers(0))


@given(st.one_of(offers, requests, unfinished))
def test_over_the_wire(value):
    assert codec.from_json(type(value), codec.to_json(value)) == value


def test_a_variant_is_as_large_as_its_files():
    assert Variant("full", (RemoteFile("a", 3), RemoteFile("b", 4)), True).bytes == 7
