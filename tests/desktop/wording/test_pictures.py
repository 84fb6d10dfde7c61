"""What is said of pictures."""

from core.contract import errors as e
from desktop.wording.errors import error_message


def test_a_file_of_no_known_format_is_not_called_unknown():
    text = error_message(e.PictureUnsupported("/a/x.bin", "no known format")).text
    assert "format" not in text.lower()
    assert "like GIF" in error_message(e.PictureUnsupported("/a/x.gif", "GIF")).text
