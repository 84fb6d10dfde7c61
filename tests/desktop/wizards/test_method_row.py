from desktop.state.method_offers import Offer
from desktop.wizards.method_row import MethodRow, one_reading


def test_what_does_not_fit_is_grey_says_why_and_offers_a_way(qtbot):
    row = MethodRow("full")
    qtbot.addWidget(row)
    row.show()
    fits_with = (("resolution", "384"),)
    size = (11_000_000_000, 8_000_000_000)
    row.show_offer(Offer("full", *size, is_too_large=True, fits_with=fits_with))
    assert not row.button.isEnabled()
    assert "11 GB" in row.button.toolTip()
    with qtbot.waitSignal(row.fit_asked) as told:
        row.fit.click()
    assert told.args == [(("resolution", "384"),)]


def test_what_fits_can_be_chosen(qtbot):
    row = MethodRow("lora")
    qtbot.addWidget(row)
    with qtbot.waitSignal(row.chosen) as told:
        row.button.click()
    assert told.args == ["lora"]


def test_all_rows_have_one_reading_of_the_free_memory():
    offers = {
        "lora": Offer("lora", 1, 25),
        "embedding": Offer("embedding", 2, 24),
        "full": Offer("full", 30, 23, is_too_large=True),
        "finetune": Offer("finetune"),
    }
    read = one_reading(offers)
    assert {method: offer.free for method, offer in read.items()} == {
        "lora": 25,
        "embedding": 25,
        "full": 25,
        "finetune": -1,
    }
    assert one_reading({}) == {}


def test_what_does_not_fit_never_seems_to_fit_by_the_reading_of_another():
    offers = {"lora": Offer("lora", 1, 25), "full": Offer("full", 24, 23, is_too_large=True)}
    assert one_reading(offers)["full"].free == 23
