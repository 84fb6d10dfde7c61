"""How recorded pictures are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.state.inside.film import Run

translate = QCoreApplication.translate
WORDS = 40  # characters of a prompt


def run_name(run: Run) -> str:
    """In the list of recorded pictures."""
    words = shortened(run.request.prompt)
    if run.left is None:
        return translate("inside", "{0} · seed {1}").format(words, run.film.seed)
    return translate("inside", "from step {0} · {1}").format(run.left[1] + 1, words)


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    plain = " ".join(text.split()) or translate("inside", "(no words)")
    return plain if len(plain) <= WORDS else plain[: WORDS - 1].rstrip() + "…"
