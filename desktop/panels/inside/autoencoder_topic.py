"""Topic 5, the autoencoder: a picture as few numbers and back, one of them changed, two pictures mixed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.numbers import decimal, significant
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.picture_source import PictureSource
from desktop.panels.inside.tile_row import TileRow
from desktop.panels.inside.topic import Topic
from desktop.state.inside.autoencoder_state import AutoencoderState, Passage, Poke, StageSize
from desktop.state.inside.inside_states import InsideStates
from desktop.state.observable import bind
from desktop.widgets.funnel import Bar, Funnel
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.number_field import NumberKind
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.segmented import Segmented
from desktop.widgets.slider_row import SliderRow, SliderTexts

BUTTON = 28  # px
GAINS = (1, 4, 10)
CHANNELS_MOST = 16
PER_PIXEL = 0.04  # of a latent's unit, while dragging up or down
SUGGESTED = 6.0  # how much *Try this* changes a number


class AutoencoderTopic(Topic):
    """What is lost, what a latent does, and why mixing latents is no cross-fade."""

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            self.tr("The autoencoder"),
            self.tr(
                "Drawing does not happen in pixels, which are too many. A network packs the picture "
                "into a few channels of small numbers, the latents, and unpacks them again; all "
                "else happens between. Try to change one number: drag it up or down on a channel, "
                "and see what it paints."
            ),
            self.tr("Change the number in the middle of the first channel"),
        )
        self.states, self.looks = states, looks
        self.coder = AutoencoderState(states.lane(), states.lane(), states.lane(), self)
        self.source = PictureSource(states, self.tr("Another picture…"))
        self.other = PictureSource(states, self.tr("Mix with a picture…"), own=False)
        self.funnel = Funnel(self.tr("Sizes on the way"))
        self.row, self.channel_row = TileRow(), TileRow(least=72, narrow=64)
        self.picture = PictureTile(self.tr("The picture"))
        self.back = PictureTile(self.tr("Unpacked again"))
        self.lost = PictureTile(self.tr("What was lost"), self.tr("Grey: nothing"))
        self.channels: list[PictureTile] = []
        self.gain = Segmented([(str(gain), f"× {gain}") for gain in GAINS])
        self.reset = QPushButton(self.tr("Undo the change"))
        self.share = SliderRow(
            SliderTexts(
                self.tr("&Share of the other picture"),
                self.tr("Share of the other picture"),
                self.tr("Mixed in latents and in pixels"),
                self.tr("the first"),
                self.tr("the other"),
            ),
            NumberKind(0, 1, 0.01, 0, " %", factor=100),
        )
        self.blends = TileRow(least=96, narrow=72)
        self.in_latents = PictureTile(self.tr("Mixed in latents"))
        self.in_pixels = PictureTile(self.tr("Mixed in pixels"))
        self.poked = Caption(wrap=True)
        self._cell: tuple[int, int, int] | None = None
        self._amount = 0.0
        self._arrange()
        self._listen()

    # --- building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.top.addWidget(self.source)
        for tile in (self.picture, self.back, self.lost):
            self.row.add(tile)
        for tile in (self.in_latents, self.in_pixels):
            self.blends.add(tile)
        self.reset.setFixedHeight(BUTTON)
        self.reset.setAutoDefault(False)
        gains = QHBoxLayout()
        gains.setSpacing(8)
        gains.addWidget(NameLabel(self.tr("Difference"), self.gain))
        gains.addWidget(self.gain)
        gains.addWidget(self.reset)
        gains.addWidget(self.poked, 1)
        mixing = QVBoxLayout()
        mixing.setSpacing(8)
        mixing.addWidget(self.other)
        mixing.addWidget(self.share)
        mixing.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addLayout(mixing, 1)
        foot.addWidget(self.blends, 1)
        parts: tuple[tuple[QWidget, int], ...] = (
            (self.funnel, 0),
            (self.row, 3),
            (self.channel_row, 2),
        )
        for part, stretch in parts:
            self.stage.addWidget(part, stretch)
        self.stage.addLayout(gains)
        self.stage.addLayout(foot, 2)
        self._let_mix(False)
        self._show_poke(None)

    def _listen(self) -> None:
        for source in (self.source, self.other):
            source.pick_asked.connect(self.pick_asked)
            source.draw_asked.connect(self.draw_asked)
        self.states.run.recording_changed.connect(self.show_recording)
        self.source.changed.connect(self._ask)
        self.other.changed.connect(self._mix)
        self.share.value_changed.connect(self._mix)
        self.gain.value_changed.connect(self._show_pictures)
        self.reset.clicked.connect(self._reset)
        self.stop_asked.connect(self.coder.stop)
        self.stop_asked.connect(self.states.run.stop)
        self.try_asked.connect(self._suggested)
        self.seen.connect(self._ask)
        self.looks.ready.connect(self._show_pictures)
        self.coder.failed.connect(self.failed)
        for tile in (self.picture, self.back, self.lost, self.in_latents, self.in_pixels):
            tile.menu_asked.connect(lambda _spot, tile=tile: self._ask_save(tile))
        bind(self.coder, "passage", self._show_passage)
        bind(self.coder, "poke", self._show_poke)
        bind(self.coder, "busy", self._show_busy)
        self.coder.blend_changed.connect(self._show_pictures)

    # --- asking -----------------------------------------------------------------------------------

    @Slot()
    def _ask(self, *_ignored: object) -> None:
        """There and back, where that has not been done with this picture."""
        path, passage = self.source.path(), self.coder.passage
        if not path or not self.isVisible():
            if not path:
                self.tell(self.tr("Choose a picture, or draw one."))
            return
        if passage is None or (passage.model, passage.source) != (self.states.model(), path):
            self._cell = None
            self.coder.pass_through(self.states.model(), path)
        self._mix()

    def _let_mix(self, possible: bool) -> None:
        self.share.setEnabled(possible)
        hint = self.tr("Mixed in latents and in pixels")
        self.share.set_tooltip(hint if possible else self.tr("Choose a picture to mix with first."))

    @Slot()
    def _mix(self, *_ignored: object) -> None:
        one, other = self.source.path(), self.other.path()
        self._let_mix(bool(one and other))
        if one and other and self.isVisible():
            self.coder.mix(self.states.model(), one, other, float(self.share.field.now()))

    @Slot()
    def _suggested(self) -> None:
        passage = self.coder.passage
        if passage is not None:
            height, width, _channels = passage.figures.latents
            self._cell, self._amount = (0, height // 2, width // 2), SUGGESTED
            self._poke(whole=True)

    def _poke(self, *, whole: bool) -> None:
        path = self.source.path()
        if self._cell is not None and path:
            model = self.states.model()
            self.coder.poke_at(model, path, self._cell, self._amount, whole=whole)

    @Slot()
    def _reset(self) -> None:
        self._cell, self._amount = None, 0.0
        self.coder.undo()

    def _press(self, channel: int, place: QPointF) -> None:
        """The cell that is dragged up and down from now on."""
        passage = self.coder.passage
        if passage is not None:
            height, width, _channels = passage.figures.latents
            cell = (channel, int(place.y() * height), int(place.x() * width))
            if cell != self._cell:
                self._cell, self._amount = cell, 0.0

    def _drag(self, start: QPointF, to: QPointF) -> None:
        self._amount = round((start.y() - to.y()) * PER_PIXEL, 3)
        self._poke(whole=False)

    def _point(self, place: QPointF | None) -> None:
        """Which pixels a cell stands for."""
        passage = self.coder.passage
        if place is None or passage is None:
            self.back.show_box(None)
            return
        height, width, _channels = passage.figures.latents
        row, column = int(place.y() * height), int(place.x() * width)
        self.back.show_box(QRectF(column / width, row / height, 1 / width, 1 / height))

    # --- showing ----------------------------------------------------------------------------------

    @Slot(object)
    def _show_passage(self, passage: Passage | None) -> None:
        if passage is None:
            return
        told = passage.figures
        high, wide, colours = told.pixels
        pixels = StageSize(self.tr("the picture"), colours, high, wide)
        largest = max(max(stage.height, stage.width) for stage in (pixels, *told.stages))
        rows, columns, channels = told.latents
        latents = StageSize(self.tr("the latents"), channels, rows, columns)
        bars = []
        packing = sum(stage.name.startswith("encoder") for stage in told.stages)
        for stage in (pixels, *told.stages[:packing], latents, *told.stages[packing:]):
            size = f"{stage.width} × {stage.height}"
            short = f"{stage.width}²" if stage.width == stage.height else size
            numbers = stage.channels * stage.height * stage.width
            hint = self.tr("{0}: {1} × {2} channels, {3} numbers")
            bars.append(
                Bar(
                    max(stage.height, stage.width) / largest,
                    short,
                    f"× {stage.channels}",
                    hint.format(stage.name, size, stage.channels, numbers),
                    stage is latents,
                )
            )
        self.funnel.show_bars(bars)
        self._fit_channels(len(told.channels))
        self._show_pictures()
        height, width, _three = told.pixels
        psnr = "∞" if told.psnr is None else decimal(told.psnr, 1)
        text = self.tr(
            "{0} × {1} × 3 pixels become {2} × {3} × {4} latents: {5} times fewer numbers · "
            "difference: PSNR {6} dB"
        )
        self.tell(
            text.format(width, height, columns, rows, channels, significant(told.fewer, 4), psnr)
        )

    def _fit_channels(self, count: int) -> None:
        while len(self.channels) < min(count, CHANNELS_MOST):
            number = len(self.channels)
            tile = PictureTile(
                self.tr("Channel {0}").format(number + 1),
                self.tr("Drag a cell up or down: its number changes"),
            )
            tile.sharp = True
            tile.clicked.connect(lambda place, number=number: self._press(number, place))
            tile.dragged.connect(self._drag)
            tile.released.connect(lambda: self._poke(whole=True))
            tile.hovered.connect(self._point)
            tile.menu_asked.connect(lambda _spot, tile=tile: self._ask_save(tile))
            self.channels.append(tile)
            self.channel_row.add(tile)
            tile.show()
        for number, tile in enumerate(self.channels):
            tile.setVisible(number < count)
        self.channel_row.arrange()

    @Slot()
    def _show_pictures(self, *_ignored: object) -> None:
        passage, get = self.coder.passage, self.looks.picture
        if passage is not None:
            files = passage.pictures
            self.picture.show_image(get(files.get("picture", "")))
            self.lost.show_image(get(files.get(f"difference-x{self.gain.value()}", "")))
            self.back.show_image(self._changed(get(files.get("reconstruction", ""))))
            for number, tile in enumerate(self.channels):
                tile.show_image(
                    self.looks.small(passage.name, f"channel-{number}", passage.glances)
                )
                told = passage.figures.channels
                if number < len(told):
                    tile.show_note(
                        f"{decimal(told[number].low, 1)} … {decimal(told[number].high, 1)}"
                    )
        blend = self.coder.blend
        self.in_latents.show_image(get(blend.get("latents", "")))
        self.in_pixels.show_image(get(blend.get("pixels", "")))

    def _changed(self, whole: QImage | None) -> QImage | None:
        """The unpacked picture with what a changed number does."""
        poke = self.coder.poke
        if poke is None or whole is None:
            return whole
        developed = self.looks.picture(poke.whole)
        if developed is not None:
            return developed
        near = self.looks.small(poke.name, "near", {"near": poke.near})
        if near is None or len(poke.figures.box) != 4:
            return whole
        left, top, right, bottom = poke.figures.box
        result = whole.copy()
        painter = QPainter(result)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), near)
        painter.end()
        return result

    @Slot(object)
    def _show_poke(self, poke: Poke | None) -> None:
        self.reset.setEnabled(poke is not None)
        self.reset.setToolTip("" if poke is not None else self.tr("No number was changed."))
        if poke is None:
            self.poked.setText("")
        else:
            told = poke.figures
            text = self.tr("channel {0}, row {1}, column {2}: {3} became {4}")
            numbers = (decimal(told.was, 2), decimal(told.now, 2))
            place = (told.channel + 1, told.row + 1, told.column + 1)
            self.poked.setText(text.format(*place, *numbers))
        self._show_pictures()

    @Slot(object)
    def _show_busy(self, busy: bool) -> None:
        self.show_running(self.tr("Packing and unpacking") if busy else "")

    def _ask_save(self, tile: PictureTile) -> None:
        passage, image = self.coder.passage, tile.image()
        if passage is not None and image is not None:
            told = passage.figures
            numbers = {"psnr": told.psnr, "fewer": told.fewer, "latents": list(told.latents)}
            self.save_asked.emit(image, numbers, tile.name())
