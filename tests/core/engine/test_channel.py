"""Lines leave whole, from any thread; a reader that left is noticed once."""

import os
import threading

from core.contract import events as ev
from core.engine.channel import Channel


def test_lines_of_many_threads_are_never_mixed():
    read, write = os.pipe()
    channel = Channel(write, on_broken=lambda: None)
    previews = [ev.Preview(f"job{i}", str(i) * 100_000, 1) for i in range(4)]

    def speak(event):
        for _ in range(20):
            channel.send(event)

    threads = [threading.Thread(target=speak, args=(event,)) for event in previews]
    heard: list[ev.Preview] = []

    def listen():
        with open(read, encoding="utf-8") as lines:
            heard.extend(ev.from_line(line) for line in lines)

    listener = threading.Thread(target=listen)
    for thread in (listener, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    os.close(write)
    listener.join()
    assert len(heard) == 80
    assert all(heard.count(event) == 20 for event in previews)


def test_a_reader_that_left_is_noticed_and_nothing_is_written_any_more():
    read, write = os.pipe()
    noticed = []
    channel = Channel(write, on_broken=lambda: noticed.append(True))
    os.close(read)
    channel.send(ev.JobCancelled("a"))
    assert noticed == [True]
    os.close(write)
    channel.send(ev.JobCancelled("b"))  # would raise on a closed descriptor
    assert noticed == [True]
