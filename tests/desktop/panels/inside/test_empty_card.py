"""Where nothing was recorded."""

from desktop.panels.inside.empty_card import EmptyCard


def test_it_offers_what_there_is(qtbot):
    card = EmptyCard()
    qtbot.addWidget(card)
    card.show_possible("Nothing yet.", False)
    assert card.sentence.text() == "Nothing yet."
    assert not card.newest.isEnabled()
    assert card.newest.toolTip()
    card.show_possible("Nothing yet.", True)
    with qtbot.waitSignals([card.draw_asked, card.newest_asked, card.open_asked]):
        card.draw.click()
        card.newest.click()
        card.open.click()
