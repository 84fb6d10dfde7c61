"""The promise of a teaching on the wire."""

from core.contract import events as ev
from core.contract.teaching import DreamBoothConfig, EmbeddingConfig


def test_questions_and_answer_come_back_as_they_were_sent():
    config = DreamBoothConfig(photos="p", class_noun="dog", output="o", rank=8)
    word = EmbeddingConfig(photos="p", token="zwx", init_word="dog", output="o")
    fitting = (("gradient_checkpointing", "true"), ("resolution", "384"))
    for message in (
        ev.AskTeaching("a", config, 12),
        ev.TryTeaching("b", word, 3),
        ev.TeachingPromise("a", "cuda", 5, 4, False, 60.5, 90.0, 0.25, 1e9, fitting),
    ):
        assert ev.from_line(ev.to_line(message)) == message
