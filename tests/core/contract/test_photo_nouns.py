"""Question and answer about what photos show, on the wire."""

from core.contract import events as ev


def test_question_and_answer_come_back_as_they_were_sent():
    for message in (
        ev.AskNouns("a", "/models/ä", ("/p/1.jpg", "/p/2.jpg"), "dog", ("cat", "dog")),
        ev.PhotosShow("a", "dog", 0.1, "cat", 0.88),
    ):
        assert ev.from_line(ev.to_line(message)) == message
