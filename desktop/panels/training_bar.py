"""How far a training is, as a bar: in its row and on its page. Where it is not shown its room stays, so nothing moves."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from core.contract.draft import Teaching
from desktop.state.training_course import Course, how_far


class TrainingBar(QProgressBar):
    """Steps, or what is prepared before them. What runs and has no number yet moves; what waits stands still."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def show_training(self, teaching: Teaching, course: Course) -> None:
        done, of = how_far(teaching, course)
        self.setRange(0, of or int(teaching.status != "running"))
        self.setValue(min(done, max(of - 1, 0)))
