"""The page of one training: how far it is, likeness against faithfulness, what it draws, and the choice at the end.

It shows what it is given and says what was clicked.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.contract.draft import Teaching
from core.contract.judging import Limits
from core.files.trainings import run_folders
from desktop import theme
from desktop.panels.judged_marks import marks_of
from desktop.panels.judges_row import JudgesRow
from desktop.panels.run_verbs import ALIVE, RunVerbs
from desktop.panels.step_pictures import StepPictures
from desktop.panels.strength_pictures import StrengthPictures
from desktop.panels.training_bar import TrainingBar
from desktop.phrases import judging as judging_phrases
from desktop.phrases import teach as teach_phrases
from desktop.state.training_course import Course, lacking, nothing_better_since
from desktop.state.training_records import is_away
from desktop.state.trainings_state import Leaving
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import Caption, figures, title
from desktop.widgets.line_chart import LineChart
from desktop.widgets.path_chart import ChartTexts, PathChart
from desktop.widgets.tips import set_tip

EDGE = 16  # px
ROMAN = {True: "chevron-down", False: "chevron-right"}


class RunView(QWidget):
    """Signals: `back_asked()` · `pause_asked()` · `go_on_asked()` · `finish_asked()` stop and keep ·
    `paint_asked()` · `paint_with_asked()` with what is learned so far · `use_asked()` ·
    `strength_asked(float)` as the usual one · `take_asked(int)` that step as the result ·
    `show_asked()` its file · `data_asked()` delete learning data.
    """

    back_asked = Signal()
    pause_asked = Signal()
    go_on_asked = Signal()
    finish_asked = Signal()
    paint_asked = Signal()
    paint_with_asked = Signal()
    take_asked = Signal(int)
    use_asked = Signal()
    strength_asked = Signal(float)
    show_asked = Signal()
    data_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course = Course()
        self._teaching: Teaching | None = None
        self._looked_at = self._under = -1  # chosen by a person; under the pointer
        self._step = -1  # whose pictures are seen while nothing is under the pointer
        self.back = IconButton(
            "chevron-left", self.tr("All trainings"), self.tr("Back to all trainings")
        )
        self.title, self.line = ElidedLabel(), ElidedLabel(role="second", tabular=True)
        self.bar, self.verbs = TrainingBar(), RunVerbs()
        verbs = self.verbs
        self.use, self.go_on, self.pause = verbs.use, verbs.go_on, verbs.pause
        self.finish, self.paint, self.paint_with = verbs.finish, verbs.paint, verbs.paint_with
        self.strengths, self.show_file, self.data = verbs.strengths, verbs.show_file, verbs.data
        self.take = QPushButton(self.tr("Take this step instead"))
        self._kept: Sequence[int] = ()
        self._is_busy = self._makes_room = False
        self._learning_bytes = 0
        self._leaving: Leaving = ""
        self._clicked: Leaving = ""  # until the training has heard of it, or has done so
        self.chart = PathChart(
            ChartTexts(
                self.tr("Faithfulness (1 = as before teaching)"),
                self.tr("Likeness (1 = like two of your photos)"),
                self.tr("Likeness against faithfulness, a mark for each judged step"),
            )
        )
        self.why, self.note, self.legend = QLabel(), Caption(wrap=True), Caption(wrap=True)
        self.under = Caption(wrap=True)
        self.judges = JudgesRow()
        self.fold = QPushButton(self.tr("Loss (smoothed; not a verdict)"))
        self.loss = LineChart(self.tr("Loss over steps"))
        self.pictures = StepPictures()
        self.strength_pictures = StrengthPictures(self.pictures.cache)
        self._strengths = ""  # where they are side by side
        self._build()
        self._connect()

    def entry(self) -> QWidget:
        return self.verbs.entry() or self.back

    def show_training(
        self,
        teaching: Teaching,
        course: Course,
        *,
        makes_room: bool,
        learning_bytes: int,
        leaving: Leaving = "",
    ) -> None:
        """All that is known of it now. `leaving`: what it was asked to do and has not done yet."""
        if self._teaching is None or teaching.id != self._teaching.id:
            self._looked_at = self._under = -1
            for path in (*self._course.sheets.values(), self._strengths):
                self.pictures.cache.forget(path)  # a later run may have its name
            self._clicked = self._strengths = ""
        if leaving or teaching.status not in ALIVE:
            self._clicked = ""
        is_deleted = teaching.status == "finished" and not learning_bytes and not is_away(teaching)
        if is_deleted:  # also where it is remembered from before
            course = Course(choice=course.choice)
        self.pictures.large.absent = teach_phrases.absent_text(is_deleted=is_deleted)
        self._teaching, self._course = teaching, course
        self._makes_room, self._learning_bytes = makes_room, learning_bytes
        self._leaving = leaving
        self._show_state()
        self._show_curves(teaching, course)

    def show_kept(self, kept: Sequence[int], *, is_busy: bool, strengths: str = "") -> None:
        """Steps whose weights are there, so that they can be the result; `is_busy`: one is on its way. `strengths`: the
        picture of the result at several, "" for none.
        """
        self._kept, self._is_busy, self._strengths = tuple(kept), is_busy, strengths
        self._show_state()
        self._offer_step()

    def _offer_step(self) -> None:
        """The button for the step that is looked at, where it is not the result already."""
        step, choice = self._seen_step(), self._course.choice
        others = step in self._kept and choice is not None and choice.step != step
        self.take.setVisible(others)
        self.take.setEnabled(not self._is_busy)

    def _seen_step(self) -> int:
        """The one that a person chose, else the one whose pictures are seen."""
        return self._looked_at if self._looked_at >= 0 else self._step

    # --- showing ----------------------------------------------------------------------------------

    def _show_state(self) -> None:
        """How far it is, and what can be done with it."""
        teaching = self._teaching
        if teaching is None:
            return
        leaving = self._clicked or self._leaving
        self.title.set_text(teach_phrases.title_text(teaching.draft))
        self.line.set_text(
            teach_phrases.line_text(
                teaching, self._course, makes_room=self._makes_room, leaving=leaving
            )
        )
        self.bar.setVisible(teaching.status not in ("finished", "failed"))
        self.bar.show_training(teaching, self._course)
        self.verbs.show_training(
            teaching,
            leaving=leaving,
            learning_bytes=self._learning_bytes,
            is_busy=self._is_busy,
            has_strengths=self._has_strengths,
        )
        self.strength_pictures.setVisible(self._has_strengths)
        shown = self._course.choice.step if self._course.choice else teaching.step
        self.strength_pictures.show_strengths(self._strengths, teaching.strength, shown)

    @property
    def _has_strengths(self) -> bool:
        """Whether they are seen side by side; an open curve needs their room."""
        return bool(self._strengths) and self.loss.isHidden()

    def _show_curves(self, teaching: Teaching, course: Course) -> None:
        points = marks_of(course.judgements.values())
        chosen = course.choice.step if course.choice else -1
        self.chart.setVisible(bool(points))
        self.legend.setVisible(bool(points))
        self.chart.show_points(points, chosen, Limits().faithfulness)
        since = nothing_better_since(teaching, course)
        early = "" if since is None else judging_phrases.early_text(teaching.step, since)
        why = _why(course)
        self.why.setText(" ".join(filter(None, (early, why))))
        self.why.setVisible(bool(early or why))
        self.note.say(
            judging_phrases.measured_text(course, is_style=teaching.draft.kind == "style")
        )
        self.show_lacking()
        self.loss.show_points(course.losses)
        self.fold.setVisible(bool(course.losses))
        if not course.losses:
            self._unfold(False)
        if not points:
            waits = not course.judgements and teaching.status in ("running", "waiting", "paused")
            first = self.tr("The first verdict comes with the first saved step.")
            self.under.setText(first if waits else "")
        if not points and self.loss.isHidden() and course.losses:
            self._unfold(True)
        step = self._looked_at
        if step < 0:
            step = chosen if teaching.status == "finished" else _latest(course)
        self._look_at(step)

    def show_lacking(self) -> None:
        """What it could not be judged with, as far as that is still not there."""
        if self._teaching is not None:
            self.judges.show_missing(lacking(self._teaching, self._course), late=True)

    def _look_at(self, step: int) -> None:
        self._show_pictures(step)
        self._step = self.pictures.step if self._course.sheets else step
        self.chart.show_step(self._step)
        self._offer_step()
        self._tell(step)
        if self._under >= 0:
            self._point_at(self._under)

    def _point_at(self, step: int) -> None:
        """Pictures and figures of the mark under the pointer, −1 for none: then those of the step one looks at."""
        self._under = step
        step = self._seen_step() if step < 0 else step
        self._show_pictures(step if step in self._course.sheets else self._step)
        self._tell(step)

    def _show_pictures(self, step: int) -> None:
        self.pictures.show_sheets(self._course.sheets, step, self._course.asked)

    def _tell(self, step: int) -> None:
        judgement = self._course.judgements.get(step)
        if judgement is not None:
            self.under.setText(judging_phrases.judgement_text(judgement))

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        title(self.title)
        figures(self.under)
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.legend.setText(judging_phrases.legend_text())
        room = self.take.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # a click on the chart must not move the chart
        self.take.setSizePolicy(room)
        self.fold.setProperty("fold", True)
        self.fold.setIconSize(QSize(16, 16))
        self.take.setAutoDefault(False)
        self.take.setFixedHeight(28)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.line)
        head.addLayout(names, 1)
        left = QVBoxLayout()
        left.setSpacing(6)
        for widget in (
            self.chart,
            self.legend,
            self.under,
            self.take,
            self.why,
            self.note,
            self.judges,
            self.strength_pictures,
            self.fold,
            self.loss,
        ):
            is_button = widget in (self.fold, self.take)
            side = Qt.AlignmentFlag.AlignLeft if is_button else Qt.AlignmentFlag(0)
            left.addWidget(widget, 1 if widget is self.chart else 0, side)
        left.addStretch(0)
        body = QGridLayout()
        body.setHorizontalSpacing(16)
        body.addLayout(left, 0, 0)
        body.addWidget(self.pictures, 0, 1)
        body.setColumnStretch(0, 1)
        body.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 12, EDGE, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.verbs)
        column.addLayout(body, 1)
        self._unfold(False)

    def _connect(self) -> None:
        for button, signal in (
            (self.back, self.back_asked),
            (self.use, self.use_asked),
            (self.go_on, self.go_on_asked),
            (self.paint, self.paint_asked),
            (self.paint_with, self.paint_with_asked),
            (self.show_file, self.show_asked),
            (self.data, self.data_asked),
        ):
            button.clicked.connect(signal)
        self.pause.clicked.connect(lambda: self._ask("pause", self.pause_asked))
        self.finish.clicked.connect(lambda: self._ask("finish", self.finish_asked))
        self.strengths.chosen.connect(self.strength_asked)
        self.strength_pictures.chosen.connect(self.strength_asked)
        self.take.clicked.connect(lambda: self.take_asked.emit(self._seen_step()))
        self.fold.clicked.connect(lambda: self._unfold(self.loss.isHidden()))
        self.chart.chosen.connect(self._chosen)
        self.chart.hovered.connect(self._point_at)
        self.pictures.chosen.connect(self._chosen)
        set_tip(
            self.take,
            self.tr("The step you look at becomes the result; the former one can be taken again."),
        )

    def _ask(self, leaving: Leaving, asked: SignalInstance) -> None:
        """Say at once what was clicked; the training takes its time."""
        teaching = self._teaching
        if teaching is not None and (leaving == "finish" or teaching.status == "running"):
            self._clicked = leaving
        self._show_state()
        asked.emit()

    def _chosen(self, step: int) -> None:
        self._looked_at, self._under = step, -1  # also where the pointer rests on another mark
        self._look_at(step)

    def _unfold(self, on: bool) -> None:
        self.loss.setVisible(on)
        self._show_state()
        theme.set_icon(self.fold, ROMAN[on], size=16)


def _latest(course: Course) -> int:
    """The step whose pictures are seen while it learns: the last judged one, so that nothing comes and goes between."""
    judged = [step for step, sheet in course.sheets.items() if run_folders.is_judged(sheet)]
    return max(judged or course.sheets, default=-1)


def _why(course: Course) -> str:
    if course.choice is None:
        return ""
    judged = sum(step > 0 for step in course.judgements)  # 0 is the untrained model
    return judging_phrases.why_text(course.choice, judged)
