"""The topics of the Inside page in the order of the lesson. One line a topic; each is made when it is first seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.actions import QT_TRANSLATE_NOOP
from desktop.panels.inside.autoencoder_topic import AutoencoderTopic
from desktop.panels.inside.compare_topic import CompareTopic
from desktop.panels.inside.digits_topic import DigitsTopic
from desktop.panels.inside.film_topic import FilmTopic
from desktop.panels.inside.guidance_topic import GuidanceTopic
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.noise_topic import NoiseTopic
from desktop.panels.inside.topic import Topic
from desktop.panels.inside.watch_topic import WatchTopic
from desktop.panels.inside.words_topic import WordsTopic
from desktop.state.inside.inside_states import InsideStates


@dataclass(frozen=True)
class TopicSpec:
    """`text` in the list at the left; `make` from the shared state and pictures."""

    key: str
    text: str
    make: Callable[[InsideStates, Looks], Topic]


TOPICS: tuple[TopicSpec, ...] = (
    TopicSpec("film", QT_TRANSLATE_NOOP("inside", "The film"), FilmTopic),
    TopicSpec("guidance", QT_TRANSLATE_NOOP("inside", "Guidance"), GuidanceTopic),
    TopicSpec("words", QT_TRANSLATE_NOOP("inside", "Which word where"), WordsTopic),
    TopicSpec("compare", QT_TRANSLATE_NOOP("inside", "Words and pictures"), CompareTopic),
    TopicSpec("autoencoder", QT_TRANSLATE_NOOP("inside", "The autoencoder"), AutoencoderTopic),
    TopicSpec("noise", QT_TRANSLATE_NOOP("inside", "Noise and time steps"), NoiseTopic),
    TopicSpec("digits", QT_TRANSLATE_NOOP("inside", "The magical function"), DigitsTopic),
    TopicSpec("watch", QT_TRANSLATE_NOOP("inside", "Watch it learn"), WatchTopic),
)
