"""What every error can do: name itself, and give its fields for the wire."""

from dataclasses import dataclass

from core.contract.base_error import ReverieError


def test_an_error_is_its_name_and_its_fields() -> None:
    @dataclass
    class SocksLost(Exception):
        pair: int

        code = ReverieError.code
        data = ReverieError.data
        __str__ = ReverieError.__str__

    error = SocksLost(3)
    assert error.code == "SocksLost"
    assert error.data() == {"pair": 3}
    assert str(error) == "SocksLost(pair=3)"
