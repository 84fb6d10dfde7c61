"""What trainings tell by themselves stands in the bar of the page that is seen, and goes when it is past."""

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.contract.draft import Draft, Teaching
from core.contract.errors import DiskFull, FileMissing, LatentsNotFinite
from core.contract.notices import PHOTOS_LEFT_OUT, Notice
from desktop.pages.teach_news import TeachNews
from desktop.panels.message_bar import MessageBar

DRAFT = Draft(word="sks", noun="dog")


class Trainings(QObject):
    """As many signals and answers as the news need."""

    refused, not_trashed = Signal(object), Signal(str, object)
    trashed, not_put_back = Signal(object, object, bool), Signal(object, object)
    failed, changed = Signal(str, object), Signal(str)

    def __init__(self, teaching):
        super().__init__()
        self.teaching, self.done = teaching, []

    def get(self, identifier):
        return self.teaching if identifier == self.teaching.id else None

    def interrupted(self):
        return [self.teaching] if self.teaching.status == "interrupted" else []

    def put_back(self, teaching, ways):
        self.done.append(("put_back", teaching.id, ways))

    def start(self, identifier):
        self.done.append(("start", identifier))

    def finish(self, identifier):
        self.done.append(("finish", identifier))


@pytest.fixture
def tell(qtbot):
    """A function: a training → the news, its trainings, and the bars of two pages, the first of them seen."""

    def make(teaching):
        host = QWidget()
        qtbot.addWidget(host)
        bars, trainings = [MessageBar(host), MessageBar(host)], Trainings(teaching)
        host.trainings = trainings  # lives as long
        seen = [0]
        news = TeachNews(trainings, lambda: bars[seen[0]], host)
        return news, trainings, bars, seen

    return make


def labels(bar):
    return [label for label, _do in bar.message().actions]


def test_what_was_left_unfinished_is_offered(tell):
    news, trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "interrupted", step=740))
    news.offer_unfinished()
    assert bar.message().text == "Teaching of “sks dog” stopped at step 740. Nothing is lost."
    assert labels(bar) == ["Go on", "Later", "Stop and keep"]
    dict(bar.message().actions)["Go on"]()
    dict(bar.message().actions)["Stop and keep"]()
    assert trainings.done == [("start", "a"), ("finish", "a")]


def test_before_the_first_step_there_is_nothing_to_keep(tell):
    news, _trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "interrupted"))
    news.offer_unfinished()
    assert labels(bar) == ["Go on", "Later"]


def test_nothing_is_offered_where_nothing_was_left(tell):
    news, _trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "finished"))
    news.offer_unfinished()
    assert bar.message() is None


def test_a_failure_goes_when_it_goes_on_wherever_it_stands(tell):
    _news, trainings, (first, second), seen = tell(Teaching("a", DRAFT, "failed", step=7))
    trainings.failed.emit("a", DiskFull("/p", 10, 5))
    assert first.message() is not None
    seen[0] = 1
    trainings.teaching = Teaching("a", DRAFT, "waiting", step=7)
    trainings.changed.emit("a")
    assert first.message() is second.message() is None


def test_a_failure_of_before_is_told_once_more_but_not_twice(tell):
    news, trainings, (first, second), seen = tell(Teaching("a", DRAFT, "failed", step=7))
    error = DiskFull("/p", 10, 5)
    trainings.failed.emit("a", error)
    seen[0] = 1
    news.failed_before("a", error)
    assert second.message() is None
    first.close_message()
    news.failed_before("a", error)
    assert second.message() is not None


def test_the_ways_on_ask_for_what_others_do(qtbot, tell):
    news, _trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "failed"))
    news.failed("a", LatentsNotFinite("1.jpg"))
    with qtbot.waitSignal(news.anew_asked) as asked:
        dict(bar.message().actions)["Teach anew…"]()
    assert asked.args == ["a"]


def test_the_end_leads_to_its_course_and_to_its_use(qtbot, tell):
    news, trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "finished"))
    news.finished(trainings.teaching, None)
    for label, signal in (("Use it", news.use_asked), ("Show it", news.show_asked)):
        with qtbot.waitSignal(signal) as asked:
            dict(bar.message().actions)[label]()
        assert asked.args == ["a"]


def test_a_notice_of_nobody_says_nothing(tell):
    news, _trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "running"))
    left_out = Notice("j", PHOTOS_LEFT_OUT, {"names": "3.jpg", "count": 1})
    news.notice("b", left_out)
    assert bar.message() is None
    news.notice("a", left_out)
    assert bar.message().text.startswith("A photo cannot be read")


def test_refusals_and_making_room_are_said(tell):
    news, trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "running"))
    news.making_room(False)
    assert bar.message() is None
    news.making_room(True)
    assert bar.message().kind == "note"
    trainings.refused.emit(DiskFull("/p", 10, 5))
    assert bar.message().kind == "error"


def test_what_is_removed_can_be_had_back_as_far_as_the_trash_gives_it(tell):
    teaching, way = Teaching("a", DRAFT, "paused", "/r", step=40), object()
    _news, trainings, (bar, _other), _seen = tell(teaching)
    trainings.trashed.emit(teaching, [way], True)
    assert "in the trash" in bar.message().text
    ((label, undo),) = bar.message().actions
    undo()
    assert (label, trainings.done) == ("Undo", [("put_back", "a", [way])])
    trainings.trashed.emit(teaching, [way, None], True)
    assert bar.message().actions == ()
    for told, words in (
        (Teaching("a", DRAFT), "forgotten"),
        (Teaching("a", DRAFT, "finished", "/r", result="/r/result"), "stays in the library"),
    ):
        trainings.trashed.emit(told, [], True)
        assert words in bar.message().text
        assert labels(bar) == ["Undo"]
    trainings.not_put_back.emit(teaching, FileMissing("/r"))
    assert "not there any more" in bar.message().text


def test_an_offer_is_no_error(tell):
    news, _trainings, (bar, _other), _seen = tell(Teaching("a", DRAFT, "interrupted", step=740))
    news.offer_unfinished()
    assert bar.message().kind == "offer"
