"""The topics of the Inside page in the order of the lesson. One line a topic; each is made when it is first seen.

The code of a topic is read with the topic: all at once would be felt at the first look at the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.actions import QT_TRANSLATE_NOOP
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.topic import Topic
from desktop.state.inside.inside_states import InsideStates

MakeTopic = Callable[[InsideStates, Looks], Topic]


@dataclass(frozen=True)
class TopicSpec:
    """`text` in the list at the left; `find` reads the topic's code and gives what makes it."""

    key: str
    text: str
    find: Callable[[], MakeTopic]

    def make(self, states: InsideStates, looks: Looks) -> Topic:
        """From the shared state and pictures."""
        return self.find()(states, looks)


def _film() -> MakeTopic:
    from desktop.panels.inside.film_topic import FilmTopic

    return FilmTopic


def _guidance() -> MakeTopic:
    from desktop.panels.inside.guidance_topic import GuidanceTopic

    return GuidanceTopic


def _words() -> MakeTopic:
    from desktop.panels.inside.words_topic import WordsTopic

    return WordsTopic


def _compare() -> MakeTopic:
    from desktop.panels.inside.compare_topic import CompareTopic

    return CompareTopic


def _autoencoder() -> MakeTopic:
    from desktop.panels.inside.autoencoder_topic import AutoencoderTopic

    return AutoencoderTopic


def _noise() -> MakeTopic:
    from desktop.panels.inside.noise_topic import NoiseTopic

    return NoiseTopic


def _digits() -> MakeTopic:
    from desktop.panels.inside.digits_topic import DigitsTopic

    return DigitsTopic


def _watch() -> MakeTopic:
    from desktop.panels.inside.watch_topic import WatchTopic

    return WatchTopic


TOPICS: tuple[TopicSpec, ...] = (
    TopicSpec("film", QT_TRANSLATE_NOOP("inside", "The film"), _film),
    TopicSpec("guidance", QT_TRANSLATE_NOOP("inside", "Guidance"), _guidance),
    TopicSpec("words", QT_TRANSLATE_NOOP("inside", "Which word where"), _words),
    TopicSpec("compare", QT_TRANSLATE_NOOP("inside", "Words and pictures"), _compare),
    TopicSpec("autoencoder", QT_TRANSLATE_NOOP("inside", "The autoencoder"), _autoencoder),
    TopicSpec("noise", QT_TRANSLATE_NOOP("inside", "Noise and time steps"), _noise),
    TopicSpec("digits", QT_TRANSLATE_NOOP("inside", "The magical function"), _digits),
    TopicSpec("watch", QT_TRANSLATE_NOOP("inside", "Watch it learn"), _watch),
)
