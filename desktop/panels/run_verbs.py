"""What can be done with a training, in one row on its page: buttons that keep their place, and say why they cannot."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from core.contract.draft import Status, Teaching
from desktop.panels.strength_row import StrengthRow
from desktop.phrases import teach as teach_phrases
from desktop.state.draft_config import method_of
from desktop.state.trainings_state import Leaving
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.sheet_role import set_primary
from desktop.widgets.tips import set_tip

HEIGHT = 28  # px
ALIVE: tuple[Status, ...] = ("running", "waiting")


class RunVerbs(QWidget):
    """Attributes: its buttons, each named after what it does, and `strengths`. The page hears their clicks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.use = QPushButton(self.tr("Use it"))
        self.go_on, self.pause = QPushButton(self.tr("Go on")), QPushButton(self.tr("Pause"))
        self.finish = QPushButton(self.tr("Stop and keep"))
        self.paint = QPushButton(self.tr("Paint meanwhile"))
        self.paint_with = QPushButton(self.tr("Paint with it"))
        self.show_file, self.data = QPushButton(self.tr("Show file")), QPushButton()
        self.strengths = StrengthRow()
        row = FlowLayout(self, 8, centred=False)
        work = (self.use, self.go_on, self.pause, self.finish, self.paint, self.paint_with)
        for button in (*work, self.show_file, self.data):
            button.setAutoDefault(False)
            button.setFixedHeight(HEIGHT)
        for widget in (*work, self.strengths, self.show_file, self.data):
            row.addWidget(widget)
        set_tip(self.use, self.tr("Puts it on the Create page, with its word and strength."))
        set_tip(self.data, self.tr("Saved states and samples go to the trash; the result stays."))

    def entry(self) -> QPushButton | None:
        """Where the keyboard begins, None where nothing can be done now."""
        first = (self.use, self.pause, self.go_on)
        return next((button for button in first if _can_be_pressed(button)), None)

    def show_training(
        self,
        teaching: Teaching,
        *,
        leaving: Leaving,
        learning_bytes: int,
        is_busy: bool,
        has_strengths: bool = False,
    ) -> None:
        """`leaving`: what it was asked to do; `is_busy`: a step of it is on its way to the Create page;
        `has_strengths`: they are chosen elsewhere.
        """
        keyboard = self._keyboard()
        status, begun = teaching.status, teaching.step > 0
        finished = status == "finished"
        alive = status in ALIVE
        self.go_on.setVisible(status in ("paused", "interrupted", "failed"))
        self.pause.setVisible(alive)
        self.finish.setVisible(alive or not self.go_on.isHidden())
        self.paint.setVisible(alive)
        self.paint_with.setVisible(not finished and begun)
        self.use.setVisible(finished and bool(teaching.result))
        set_primary(self.use, not self.use.isHidden())
        set_primary(self.go_on, not self.go_on.isHidden())
        counts = method_of(teaching.draft) in ("lora", "finetune")  # more or less
        self.strengths.setVisible(finished and counts and not has_strengths)
        self.strengths.show_strength(teaching.strength)
        self.show_file.setVisible(finished and bool(teaching.result))
        self.data.setVisible(finished and learning_bytes > 0)
        self.data.setText(teach_phrases.data_button_text(learning_bytes))
        self._allow(teaching, leaving, is_busy)
        self._hand_on(keyboard)

    # --- what can be pressed ----------------------------------------------------------------------

    def _allow(self, teaching: Teaching, leaving: Leaving, is_busy: bool) -> None:
        """Each button, and as its tooltip what it does or why it cannot."""
        waits = teaching.status == "waiting"
        goes = leaving in ("pause", "finish")
        going = teach_phrases.leaving_text(leaving, waits=waits) if goes else ""
        self.setAccessibleName(going)
        why_no_end = going
        if not goes and waits:
            why_no_end = self.tr("It waits now. It can be ended once it runs.")
        elif not goes and not teaching.step:
            why_no_end = self.tr("Nothing is learned before the first step.")
        pause = self.tr("It saves and frees the device; it goes on where it was.")
        if waits and not teaching.step:
            pause = self.tr("It leaves the queue; one that has not begun is a draft again.")
        busy = self.tr("It is being put on the Create page.") if is_busy else ""
        for button, why_not, tip in (
            (self.go_on, going, ""),
            (self.pause, "" if waits else going, pause),  # what waits can be called back
            (
                self.finish,
                why_no_end,
                self.tr("Ends now, with a result of what is learned so far."),
            ),
            (self.paint, going, self.tr("Teaching makes room by itself while you draw.")),
            (
                self.paint_with,
                going or busy,
                self.tr("What it has learned up to the last saved step goes to the Create page."),
            ),
        ):
            button.setEnabled(not why_not)
            set_tip(button, why_not or tip)

    # --- the keyboard -----------------------------------------------------------------------------

    def _keyboard(self) -> QWidget | None:
        """What of this row has the keyboard, None for nothing."""
        widget = self.window().focusWidget()
        return widget if widget is self or (widget and self.isAncestorOf(widget)) else None

    def _hand_on(self, before: QWidget | None) -> None:
        """From a button that went to the one that takes its place; until there is one it waits here.

        Else Qt chooses a neighbour: a second Space after "Pause" would end the training.
        """
        if before is None or (before is not self and _can_be_pressed(before)):
            return
        first = (self.go_on, self.pause, self.use)
        (next((button for button in first if _can_be_pressed(button)), None) or self).setFocus()


def _can_be_pressed(widget: QWidget) -> bool:
    return not widget.isHidden() and widget.isEnabled()
