"""What the wizard asks for: photos come in, words are judged, the plan is told, the training joins the list."""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from core.contract.draft import Draft, DraftPhoto, Method, Teaching
from core.files import folders
from core.files.models.library import ModelInfo
from core.files.photos.folders import PHOTOS_MAX, photos_in
from core.files.trainings import judging_encoders
from core.files.trainings import records as teachings
from core.files.trainings.teachable import obstacle
from desktop.dialogs.files import FileDialogs
from desktop.engine.client import EngineClient
from desktop.notices import teach as teach_notices
from desktop.pages.create_page import CreateStates
from desktop.pages.teach_page import TeachPage
from desktop.phrases import methods as method_phrases
from desktop.phrases import photos as photo_phrases
from desktop.phrases import teach as teach_phrases
from desktop.state.draft_config import method_of, side_of
from desktop.state.method_offers import Offer
from desktop.state.noun_check import NounCheck, NounSeen
from desktop.state.observable import bind
from desktop.state.teaching_promises import TeachingPromises
from desktop.state.trainings_state import TrainingsState
from desktop.state.words_check import known_words
from desktop.wizards.disk_need import disk_bytes, free_at
from desktop.wizards.method_row import one_reading
from desktop.wizards.teach_wizard import HOW, START

RARE = 0.9  # of the pieces of a vocabulary are commoner


class WizardVerbs(QObject):
    """Connects the wizard with trainings, models, the engine and the dialogs.

    Signals: `fetch_asked(repository)` a person wants to see an encoder on the hub.
    """

    fetch_asked = Signal(str)

    def __init__(
        self,
        page: TeachPage,
        trainings: TrainingsState,
        states: CreateStates,
        client: EngineClient,
        dialogs: FileDialogs,
    ) -> None:
        super().__init__(page)
        self._page, self._trainings, self._states = page, trainings, states
        self._client, self.dialogs = client, dialogs
        self._question = ""  # the job that counts the pieces of a word
        self._came: tuple[DraftPhoto, ...] = ()  # last, whatever became of their draft
        page.dropped.connect(self.teach_from)
        page.list.new_asked.connect(self.choose_photos)
        page.list.folder_asked.connect(self.choose_folder)
        self._connect_wizard()
        trainings.saved.connect(self._saved)
        trainings.refused.connect(lambda _error: page.wizard.say_saved(""))
        client.heard.connect(self._counted)
        self.promises = TeachingPromises(client, self)
        self.promises.changed.connect(self._promised)
        page.wizard.how.measure_asked.connect(self.promises.measure_again)
        bind(trainings, "current", self._training)
        self.nouns = NounCheck(client, self)
        self.nouns.seen.connect(self._noun_seen)
        bind(states.models, "models", self._show_models)
        bind(states.jobs, "engine", self._show_models)

    # --- photos come in ---------------------------------------------------------------------------

    @Slot(list)
    def teach_from(self, paths: list[str]) -> None:
        """Photos and folders: into the open draft, else a new one. Nothing is copied."""
        found = photos_in(paths)
        photos = found[:PHOTOS_MAX]
        if not photos:
            self._page.messages.show_note(photo_phrases.none_found(paths))
            return
        if len(found) > len(photos):
            self._page.messages.show_note(teach_notices.too_many(len(found), len(photos)))
        self._came = tuple(map(DraftPhoto, photos))
        wizard = self._page.wizard
        if self._page.shows() is wizard and wizard.id:
            wizard.photos.add_paths(photos)
            return
        teaching = self._new(photos)
        wizard.show_teaching(teaching)
        self._page.show_wizard()
        self._trainings.save_now()

    def _new(self, photos: list[str]) -> Teaching:
        starter, current = self._states.models.starter(), self._states.models.current
        if self._is_on_cpu() or current is None or obstacle(current) is not None:
            model = starter or current
        else:
            model = current
        draft = Draft(
            model=model.path if model else "", photos=tuple(DraftPhoto(path) for path in photos)
        )
        has_own_words = model is not None and model.words is not None
        words = teachings.STARTER_WORDS if has_own_words else teachings.RARE_WORDS
        return self._trainings.new_draft(draft, words)

    @Slot()
    def choose_photos(self) -> None:
        """From the disk."""
        title, kind = self.tr("Choose photos"), self.tr("Photos")
        paths = self.dialogs.open_pictures(title, kind, self._last_folder())
        if paths:
            self.teach_from(paths)

    @Slot()
    def choose_folder(self) -> None:
        chosen = self.dialogs.choose_folder(self.tr("A folder of photos"), self._last_folder())
        if chosen:
            self.teach_from([chosen])

    def _last_folder(self) -> str:
        """Where the photos lie that came last; a person's own folder where none did, or theirs is away."""
        wizard = self._page.wizard
        shown = wizard.draft.photos if self._page.shows() is wizard else ()
        known = (shown, self._came, *(teaching.draft.photos for teaching in self._trainings.all))
        last = next((photos[-1].path for photos in known if photos), "")
        folder = Path(last).parent
        return str(folder if last and folder.is_dir() else Path.home())

    # --- the wizard -------------------------------------------------------------------------------

    def _connect_wizard(self) -> None:
        wizard = self._page.wizard
        wizard.edited.connect(self._edited)
        wizard.closed.connect(self._page.show_list)
        wizard.seen.connect(self._seen)
        wizard.start_asked.connect(self._start)
        wizard.step_shown.connect(self._step_shown)
        wizard.photos.add_asked.connect(self.choose_photos)
        wizard.photos.folder_asked.connect(self.choose_folder)
        wizard.photos.taken_off.connect(self._offer_back)
        wizard.what.word_asked.connect(self._ask_word)
        wizard.start.folder_asked.connect(self._elsewhere)
        wizard.start.judges.fetch_asked.connect(self.fetch_asked)

    @Slot(object, int)
    def _offer_back(self, photo: DraftPhoto, place: int) -> None:
        """Its crop and its words would be gone with it; to another draft it does not come back."""
        wizard, own = self._page.wizard, self._page.wizard.id
        undo = (self.tr("Undo"), lambda: wizard.put_back(own, photo, place))
        self._page.messages.show_note(teach_notices.taken_off(photo), [undo])

    @Slot(object)
    def _show_models(self, _change: object) -> None:
        """The starter learns fast enough for a computer without a GPU; with one it comes last."""
        models, is_first = self._states.models, self._is_on_cpu()
        starter = models.starter()
        ordered = sorted(models.models, key=lambda info: (info == starter) != is_first)
        offers = [(info.path, info.title, self._why_not(info)) for info in ordered]
        wizard = self._page.wizard
        wizard.what.show_models(offers)
        if wizard.isVisible():  # the draft's own model may have come, or gone
            self._step_shown(wizard.step())
        wizard.judge()

    def _is_on_cpu(self) -> bool:
        engine = self._states.jobs.engine
        return engine is None or engine.device == "cpu"

    def _why_not(self, info: ModelInfo) -> str:
        """Why a model cannot be taught, "" where it can."""
        texts = {
            None: "",
            "inpaint": self.tr("It only paints into parts of pictures, and cannot be taught."),
            "told_guidance": self.tr("It was made to draw in a few steps, and cannot be taught."),
        }
        return texts[obstacle(info)]

    def _info(self) -> ModelInfo | None:
        """The model that is to learn."""
        wanted = self._page.wizard.draft.model
        return next((info for info in self._states.models.models if info.path == wanted), None)

    def _suit(self) -> None:
        """The photos' least side, memory and time go by the model and the settings."""
        wizard, info = self._page.wizard, self._info()
        if info is not None:
            wizard.photos.set_aim(side_of(wizard.draft, info.sample_size))
        if wizard.id and wizard.step() == 0:
            wizard.what.show_words(known_words(info.words if info is not None else None))
            self.nouns.show(wizard.draft)
        if wizard.id and info is not None and wizard.step() in (HOW, START):
            self.promises.show(wizard.draft)
        else:
            self.promises.leave()

    @Slot(object)
    def _noun_seen(self, seen: NounSeen | None) -> None:
        """What the photos look like to an encoder."""
        better = seen.best if seen is not None and seen.is_another else ""
        self._page.wizard.what.say_of_noun(photo_phrases.noun_text(seen), better)

    def _offers(self) -> dict[Method, Offer]:
        """What is known of the methods; of a model that is not there nothing."""
        return one_reading(self.promises.offers) if self._info() is not None else {}

    @Slot()
    def _promised(self) -> None:
        """What the engine says of the methods, as it comes. Of a model that is not there it knows nothing."""
        wizard = self._page.wizard
        offers = self._offers()
        busy = any(offer.is_measuring for offer in offers.values())
        when = self.promises.measured if offers else 0.0
        wizard.how.show_offers(offers, method_phrases.measured_text(when, is_measuring=busy))
        wizard.judge()
        if wizard.step() == START:
            self._show_plan()

    @Slot(str, object)
    def _edited(self, identifier: str, draft: Draft) -> None:
        self._trainings.write(identifier, draft)
        self._suit()
        if self._page.wizard.step() == START:
            self._show_plan()

    @Slot(int)
    def _step_shown(self, step: int) -> None:
        wizard = self._page.wizard
        self._suit()
        if step == 0:
            self._ask_word(wizard.draft.word, wizard.draft.model)
        if step in (HOW, START):
            self._promised()

    @Slot(str, str)
    def _ask_word(self, word: str, model: str) -> None:
        """One piece that means nothing to the model is what one wants."""
        what = self._page.wizard.what
        self._question = ""
        if not word.strip():
            what.say_of_word("", good=True)
            return
        others = {
            t.draft.word
            for t in self._trainings.all
            if t.id != self._page.wizard.id and t.status not in ("draft", "failed")
        }
        info = next((i for i in self._states.models.models if i.path == model), None)
        if word in others:
            what.say_of_word(
                self.tr("You taught this word already; another one is safer."), good=False
            )
        elif info is not None and word.lower() in (known_words(info.words) or ()):
            what.say_of_word(self.tr("The model knows this word: it would forget it."), good=False)
        else:
            what.say_of_word("", good=True)
            if model and self._states.jobs.engine is not None:
                self._question = uuid.uuid4().hex
                self._client.submit(ev.CountTokens(self._question, model, word, plain=True))

    @Slot(object)
    def _counted(self, event: object) -> None:
        if not isinstance(event, ev.TokenCount) or event.job != self._question:
            return
        what = self._page.wizard.what
        if event.tokens == 1:
            is_common = event.rarity is not None and event.rarity < RARE
            what.say_of_word(self._of_one_piece(event.rarity), good=not is_common)
        else:
            text = self.tr("It has {0} pieces; a shorter one is learned faster.")
            what.say_of_word(text.format(event.tokens), good=True)

    def _of_one_piece(self, rarity: float | None) -> str:
        """No more than is known: a rare word may mean something all the same."""
        info = self._info()
        if info is not None and info.words is not None:  # it was not among them
            return self.tr("Good: one piece, and not among the words it knows.")
        if rarity is None:
            return self.tr("It is one piece.")
        if rarity < RARE:
            return self.tr("One piece, but not rare: the model would forget what it means.")
        return self.tr("One piece, and rare: good, unless it means something.")

    def _show_plan(self) -> None:
        wizard = self._page.wizard
        teaching = self._trainings.get(wizard.id)
        if teaching is None:
            return
        folder = self._trainings.folder_to_be(teaching)
        info = self._info()
        title = info.title if info is not None else self.tr("no model")
        offer = self._offers().get(method_of(wizard.draft))
        if offer is not None and offer.is_old:
            offer = None  # it is of other settings
        needed = disk_bytes(wizard.draft, offer)
        wizard.start.show_plan(title, offer, str(folder), needed, free_at(folder))
        self.show_judges()
        wizard.judge()

    @Slot()
    def show_judges(self) -> None:
        """What pictures of this model cannot be judged with; a style goes by the loss in any case."""
        draft = self._page.wizard.draft
        goes_by_loss = draft.kind == "style" or draft.changed.get("judge") == "false"
        lacking = () if goes_by_loss or not draft.model else judging_encoders.missing(draft.model)
        self._page.wizard.start.judges.show_missing(lacking)

    @Slot()
    def _elsewhere(self) -> None:
        """Another folder for this training."""
        wizard = self._page.wizard
        chosen = self.dialogs.choose_folder(self.tr("Where it is kept"), str(folders.pictures()))
        teaching = self._trainings.get(wizard.id)
        if chosen and teaching is not None:
            folder = self._trainings.folder_to_be(teaching, Path(chosen))
            self._trainings.place(wizard.id, str(folder))
            self._show_plan()

    @Slot(str)
    def _start(self, identifier: str) -> None:
        """It joins the list; what runs there goes first."""
        self._trainings.save_now()
        self.promises.leave()
        self._trainings.start(identifier)
        self._page.show_list()

    @Slot(bool)
    def _seen(self, on: bool) -> None:
        """What it costs is tried out only while somebody looks: a trial takes the engine's memory for itself."""
        if on:
            self._suit()
        else:
            self.promises.leave()

    @Slot(object)
    def _training(self, identifier: str) -> None:
        """One that runs has the device, and the next one waits."""
        self.promises.hold(bool(identifier))
        self._page.wizard.set_busy(bool(identifier))

    @Slot(str)
    def _saved(self, identifier: str) -> None:
        if identifier == self._page.wizard.id:
            self._page.wizard.say_saved(teach_phrases.saved_text(f"{datetime.now():%H:%M}"))
