"""`reverie engine`: the process that draws for the window. Not for people, so nothing lists it."""

from __future__ import annotations

VERB = "engine"


def run() -> int:
    """Serve jobs on stdin until it closes."""
    from core.engine.questions import EngineQuestions
    from core.engine.runner import GenerationRunner
    from core.engine.server import serve

    serve(GenerationRunner(), EngineQuestions())
    return 0
