"""What a model is asked to draw at each checkpoint: always the same sentences with the same seeds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import ReverieError
from core.files.models.folder_files import read_json

SUBJECT = "{subject}"
# Places and surfaces that a model of photographs knows, none of them likely on the photos themselves.
SCENES = (
    "a photo of {subject}",
    "{subject} in the snow",
    "{subject} on a beach",
    "{subject} in a jungle",
    "{subject} in front of a brick wall",
    "an oil painting of {subject}",
)
COLOURS = 6  # of a model that knows only coloured backgrounds
SEEDS = (11, 12)
CLASS_PROMPTS = 3  # of the sentences are also asked with the plain noun


@dataclass(frozen=True)
class Probes:
    """Sentences with {subject} and the seeds that each is drawn with."""

    sentences: tuple[str, ...]
    seeds: tuple[int, ...] = SEEDS

    def of(self, subject: str) -> tuple[str, ...]:
        """The sentences with something in the place of the subject."""
        return tuple(text.replace(SUBJECT, with_article(subject)) for text in self.sentences)

    @property
    def fewer(self) -> Probes:
        """Every other sentence, for the plain noun."""
        return Probes(self.sentences[:: max(1, len(self.sentences) // CLASS_PROMPTS)], self.seeds)

    def rows(self, subject: str, noun: str) -> tuple[str, ...]:
        """All that is drawn at a checkpoint, in the order of the rows of its sheet."""
        return (*self.of(subject), *self.fewer.of(noun))


def probes_for(model: Path | None) -> Probes:
    """Sentences that the model understands: one that says which words it knows is asked for its colours."""
    colours = () if model is None else known_colours(model)
    if not colours:
        return Probes(SCENES)
    spread = colours[:: max(1, len(colours) // COLOURS)][:COLOURS]
    return Probes(tuple(f"{{subject}} on {with_article(c)} background" for c in spread))


def with_article(noun: str) -> str:
    """The noun with a or an, by its first letter."""
    return f"{'an' if noun[:1].lower() in 'aeio' else 'a'} {noun}"


def known_colours(model: Path) -> tuple[str, ...]:
    """The colours that a model folder says it knows; none for one that says nothing."""
    if not (model / "words.json").is_file():
        return ()
    try:
        found = read_json(model, "words.json").get("colours")
    except ReverieError:
        return ()
    is_list = isinstance(found, list) and all(isinstance(word, str) for word in found)
    return tuple(found) if is_list and found is not None else ()
