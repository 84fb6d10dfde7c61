"""The errors of downloads are known on the wire."""

from core.contract import download_errors
from core.contract.error_wire import error_types
from core.contract.errors import ReverieError


def test_all_are_known():
    ours = [
        kind
        for kind in vars(download_errors).values()
        if isinstance(kind, type) and issubclass(kind, ReverieError) and kind is not ReverieError
    ]
    assert len(ours) == 8
    assert all(error_types()[kind.__name__] is kind for kind in ours)


def test_bad_input_is_told_from_a_bad_line():
    assert download_errors.HubMissing("file", "x").usage
    assert not download_errors.HubUnreachable("h", "r").usage
