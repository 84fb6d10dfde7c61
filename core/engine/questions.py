"""What the engine answers at once, beside the job that runs: pieces of a text, memory of a picture, scores of drawings.

No weight is read. The slow imports are inside the methods; who asks for memory waits for the engine to be ready.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.contract import events as ev
from core.contract.digits import ScoreDigit, ShowRun
from core.contract.errors import NOT_CONVERTED, ModelUnsupported, ReverieError
from core.contract.teaching import TeachConfig
from core.files import wildcards
from core.files.catalogue import addition_folders, finding
from core.files.models.folder_files import pickled_files
from core.files.models.legacy_pickle import conversion
from core.text.chunks import CHUNK
from core.text.counting import count_prompt
from core.text.tokenizer import Tokenizer

if TYPE_CHECKING:
    from core.generation.loader import Loader
    from core.training.promise.outline import Outlines


class EngineQuestions:
    """Remembers the last tokenizer, and what it last saw of a model."""

    def __init__(self) -> None:
        self._path = ""
        self._tokenizer: Tokenizer | None = None
        self._loader: Loader | None = None  # for outlines; it never loads weights
        self._outlines: Outlines | None = None

    def count_tokens(self, question: ev.CountTokens) -> ev.TokenCount:
        """How many pieces the prompt has, as the model's tokenizer cuts it."""
        path = finding.find(question.model).path
        if self._tokenizer is None or path != self._path:
            self._tokenizer = _read_tokenizer(Path(path))
            self._path = path
        tokenizer = self._tokenizer.named(_embedding_names(question))
        tokens, limit = count_prompt(
            tokenizer, question.text, wildcards.lines, plain=question.plain
        )
        return ev.TokenCount(question.job, tokens, limit, tokenizer.rarity(question.text))

    def plan_memory(self, question: ev.AskMemory) -> ev.MemoryPlan:
        """What a picture needs on the device that would draw it.

        Raises `ModelUnsupported` for an old checkpoint that must be converted first.
        """
        from core.generation.device import choose_device, choose_dtype
        from core.generation.footprint import Picture
        from core.generation.loader import Loader
        from core.generation.memory import choose
        from core.generation.peaks import Peaks

        if self._loader is None:
            self._loader = Loader()
        info, device = finding.find(question.model), choose_device("auto")
        _check_converted(Path(info.path))
        picture = Picture(
            question.width, question.height, question.passes, question.from_picture, question.loras
        )
        return choose(
            self._loader.outline(info),
            picture,
            device,
            choose_dtype("auto", device),
            base=self._loader.base,
            peaks=Peaks(),
        ).event(question.job)

    def promise_teaching(self, question: ev.AskTeaching) -> ev.TeachingPromise:
        """What a teaching would need and take here.

        Raises `InvalidValue` for one that cannot be, `ModelUnsupported` for an old checkpoint that must be converted
        first: a trial does that.
        """
        from core.training.promise.forecast import forecast
        from core.training.promise.outline import Outlines

        if isinstance(question.config, TeachConfig):
            _check_converted(Path(finding.find(question.config.model).path))
        if self._outlines is None:
            self._outlines = Outlines(self._loader.base if self._loader is not None else None)
        return forecast(question.config, question.photos, self._outlines).promise(question.job)

    def peek(self, question: ev.Peek) -> ev.Explained:
        """How much a drawing looks like a digit, or what a training has written so far."""
        from core.explain.digits.model import shipped
        from core.explain.digits.score import score_answer
        from core.explain.run_view import run_answer

        match question.peeked:
            case ScoreDigit():
                answer = score_answer(shipped(), question.peeked)
            case ShowRun():
                answer = run_answer(question.peeked)
        return answer.event(question.job, Path())


def _check_converted(model: Path) -> None:
    for path in pickled_files(model):
        steps = conversion(path)
        if next(steps, None) is not None:
            steps.close()
            raise ModelUnsupported(str(path), NOT_CONVERTED)


def _embedding_names(question: ev.CountTokens) -> dict[str, tuple[int, ...]]:
    """The words of embeddings, each as many tokens as it has vectors; which ones does not matter here.

    Files that cannot be read count as the words that call them: drawing will say what is wrong.
    """
    names: dict[str, tuple[int, ...]] = {}
    for each in question.embeddings:
        with suppress(ReverieError):
            info = addition_folders.find_embedding(each.file)
            called = info.names if each.token is None else (each.token,)
            names |= dict.fromkeys(called, (0,) * info.vectors)
    with suppress(ReverieError):
        for info in addition_folders.embeddings_called([question.text]):
            names.setdefault(info.name, (0,) * info.vectors)
    return names


def _read_tokenizer(model: Path) -> Tokenizer:
    from core.checkpoints.tokenizer_files import ENTRIES_MAX, read_tokenizer

    return read_tokenizer(model, length=CHUNK + 2, vocab_size=ENTRIES_MAX)
