"""Branches below the curve."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt

from desktop.panels.inside.branch_tree import ROW, BranchTree, family


def runs(recorded):
    top = recorded.run.run
    other = replace(top, name="other")
    one = replace(top, name="one", left=(top.name, 1))
    two = replace(top, name="two", left=("one", 2), identical=True)
    three = replace(top, name="three", left=(top.name, 3))
    return top, other, one, two, three


def test_a_family_is_all_that_comes_from_one_run(recorded):
    top, other, one, two, three = runs(recorded)
    assert family((top, other, one, three, two), two) == [top, one, two, three]
    assert family((top, other, one), other) == [other]


def test_a_click_chooses_a_branch(qtbot, recorded):
    top, _other, one, two, _three = runs(recorded)
    tree = BranchTree()
    qtbot.addWidget(tree)
    tree.show_runs((top, one, two), two)
    tree.resize(400, tree.sizeHint().height())
    tree.show()
    assert not tree.grab().isNull()
    with qtbot.waitSignal(tree.chosen) as told:
        qtbot.mouseClick(tree, Qt.MouseButton.LeftButton, pos=QPoint(200, ROW + 5))
    assert told.args == ["one"]
    tree.show_runs((top,), top)
    assert tree.isHidden()
