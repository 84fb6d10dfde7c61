"""Sizes on the way."""

from PySide6.QtCore import QPoint

from desktop.widgets.funnel import Bar, Funnel


def test_each_stage_is_a_bar_with_its_numbers(qtbot):
    funnel = Funnel("Sizes")
    qtbot.addWidget(funnel)
    bars = [Bar(1, "64²", "× 3", "the picture"), Bar(0.1, "8²", "× 4", "the latents", True)]
    funnel.show_bars(bars)
    funnel.resize(300, 88)
    funnel.show()
    assert not funnel.grab().isNull()
    assert funnel.bars() == bars
    assert "the picture; the latents" in funnel.accessibleDescription()
    qtbot.mouseMove(funnel, funnel.place(1).center().toPoint())
    assert "the latents" in funnel.toolTip()
    qtbot.mouseMove(funnel, QPoint(290, 5))
    assert funnel.toolTip() == ""
