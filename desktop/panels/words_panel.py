"""The words panel: all settings of the next picture in one column, Generate under it.

Only arranges the sections; each binds itself to the state. The scroll bar comes into the right edge,
whose room is always kept, so that nothing jumps.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.panels.generate_bar import GenerateBar
from desktop.panels.lora_section import LoraSection
from desktop.panels.model_section import ModelSection
from desktop.panels.more_section import MoreSection
from desktop.panels.numbers_section import NumbersSection
from desktop.panels.prompt_section import PromptSection
from desktop.panels.seed_section import SeedSection
from desktop.panels.size_section import SizeSection
from desktop.panels.start_section import StartSection
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.models_state import ModelsState
from desktop.state.promise import Promise
from desktop.widgets.rule import Rule

LEAST, WIDE, MOST = 344, 400, 480  # px; the second in a wide window
ROOMY_HEIGHT = 900  # px of the panel: from here all its settings fit without scrolling
GUTTER = 10  # px for the scroll bar
EDGE, FOOT, GROUP = 12, 8, 16  # px


class WordsPanel(QFrame):
    """Signals: `generate_asked()`, `stop_asked()`, `open_model_asked()`, `open_file_asked()`, `download_asked()`,
    `lora_chosen(str)`, `lora_file_asked()`.
    """

    generate_asked = Signal()
    stop_asked = Signal()
    open_model_asked = Signal()
    open_file_asked = Signal()
    download_asked = Signal()
    lora_chosen = Signal(str)
    lora_file_asked = Signal()

    def __init__(
        self,
        state: GenerationState,
        models: ModelsState,
        jobs: JobsState,
        promise: Promise,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Words"))
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Light)  # the panel's colour, see theme.palette
        self.model = ModelSection(models)
        self.loras = LoraSection(state)
        self.words = PromptSection(state)
        self.start = StartSection(state)
        self.numbers = NumbersSection(state)
        self.size_section = SizeSection(state)
        self.seed = SeedSection(state)
        self.more = MoreSection(state, models)
        self.foot = GenerateBar(state, jobs, promise)
        self.area = QScrollArea()
        self._wide = False
        self._content = self._arranged()
        self._build()
        self.words.confirmed.connect(self.generate_asked)
        self.foot.generate_asked.connect(self.generate_asked)
        self.foot.stop_asked.connect(self.stop_asked)
        self.model.folder_asked.connect(self.open_model_asked)
        self.model.file_asked.connect(self.open_file_asked)
        self.model.download_asked.connect(self.download_asked)
        self.loras.chosen.connect(self.lora_chosen)
        self.loras.file_asked.connect(self.lora_file_asked)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.needed_width(), 200)

    def needed_width(self) -> int:
        """What the texts need, px; more in a wide window."""
        content = self._content.minimumSizeHint().width() + GUTTER
        sentence = self.foot.sentence_width() + 2 * EDGE
        foot = self.foot.minimumSizeHint().width()
        return min(MOST, max(WIDE if self._wide else LEAST, content, sentence, foot))

    def set_wide(self, wide: bool) -> None:
        """Whether the window is wide: then the panel is wider and, if it is high too, unfolded."""
        self._wide = wide
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        roomy = self._wide and self.height() >= ROOMY_HEIGHT
        self.words.set_roomy(roomy)
        self.more.set_roomy(roomy)

    @Slot(int, int)
    def _make_room(self, _low: int, high: int) -> None:
        """The scroll bar takes its width from the right edge, not from the fields."""
        layout = self._content.layout()
        if layout is not None:
            right = EDGE - GUTTER if high > 0 else EDGE
            layout.setContentsMargins(EDGE, EDGE, right, FOOT)

    def _arranged(self) -> QWidget:
        content = QWidget()
        content.setProperty("content", True)
        pairs = QGridLayout()
        pairs.setHorizontalSpacing(8)
        pairs.setVerticalSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        for row, label in enumerate((self.size_section.label, self.seed.label)):
            label.setFixedHeight(32)
            pairs.addWidget(label, row, 0, top)
        pairs.addWidget(self.size_section, 0, 1)
        pairs.addWidget(self.seed, 1, 1)
        pairs.setColumnStretch(1, 1)
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, EDGE, EDGE, FOOT)
        column.setSpacing(GROUP - 4)
        for section in (self.model, self.loras, self.words, self.start, self.numbers):
            column.addWidget(section)
        column.addLayout(pairs)
        column.addWidget(self.more)
        column.addStretch(1)
        return content

    def _build(self) -> None:
        area = self.area
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        area.verticalScrollBar().rangeChanged.connect(self._make_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(Rule())
        column.addWidget(self.foot)
