"""The file that lies with who asked, as the jailed side sees it. The rest of it: `test_process.py`."""

from __future__ import annotations

import io
import os
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.jail import channel
from core.jail.channel import ChannelClosed
from core.jail.inside import AskedFile


class Owner:
    """Answers {"read": …} from `data` in a thread, as `JailedProcess` does."""

    def __init__(self, data: bytes, start: int) -> None:
        self.data = data
        self.asked: list[list[int]] = []
        requests, self._to = os.pipe()
        self._from, answers = os.pipe()
        self._ends = (requests, self._to, self._from, answers)
        self.file = AskedFile(requests, answers, len(data), data[:start])
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        try:
            while True:
                offset, count = channel.receive(self._from, json_bytes=999, raw_bytes=0).data[
                    "read"
                ]
                self.asked.append([offset, count])
                channel.send(self._to, {}, [self.data[offset : offset + count]])
        except ChannelClosed:
            return

    def __enter__(self) -> Owner:
        return self

    def __exit__(self, *error: object) -> None:
        os.close(self._ends[3])
        self._thread.join()
        for end in self._ends[:3]:
            os.close(end)


@settings(deadline=None, max_examples=50)
@given(
    data=st.binary(max_size=5000),
    start=st.integers(0, 3000),
    moves=st.lists(
        st.tuples(st.sampled_from([0, 1, 2]), st.integers(-6000, 6000), st.integers(-1, 6000)),
        max_size=6,
    ),
)
def test_it_behaves_like_the_file(
    data: bytes, start: int, moves: list[tuple[int, int, int]]
) -> None:
    with Owner(data, start) as owner:
        here, there = io.BufferedReader(owner.file, 64), io.BytesIO(data)
        for whence, offset, count in moves:
            base = (0, there.tell(), len(data))[whence]
            if base + offset < 0:
                with pytest.raises((ValueError, OSError)):
                    here.seek(offset, whence)
                continue
            assert here.seek(offset, whence) == there.seek(base + offset)
            assert here.read(count) == there.read(count)


def test_what_came_with_the_question_is_not_asked_for() -> None:
    with Owner(b"0123456789", 6) as owner:
        assert owner.file.read(6) == b"012345"
        assert owner.asked == []
        assert owner.file.read(6) == b"6789"
        assert owner.asked == [[6, 4]]


def test_a_file_that_has_become_shorter() -> None:
    with Owner(b"0123456789", 2) as owner:
        owner.data = b"0123"
        owner.file.seek(5)
        with pytest.raises(EOFError):
            owner.file.read(1)
