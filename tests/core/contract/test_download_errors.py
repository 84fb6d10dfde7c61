"""The errors of downloads are known on the wire as soon as the events are."""

from core.contract import download_errors, events
from core.contract.errors import ReverieError, error_types


def test_all_are_known():
    ours = [
        kind
        for kind in vars(download_errors).values()
        if isinstance(kind, type) and issubclass(kind, ReverieError) and kind is not ReverieError
    ]
    assert len(ours) == 8
    assert events
    assert all(error_types()[kind.__name__] is kind for kind in ours)


def test_bad_input_is_told_from_a_bad_line():
    assert download_errors.HubMissing("file", "x").usage
    assert not download_errors.HubUnreachable("h", "r").usage
