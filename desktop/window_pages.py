"""The pages of the window, one row each: how the rail calls it, where the keyboard begins, F6, and its actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.pages.create_page import CreatePage
from desktop.pages.inside_page import InsidePage
from desktop.pages.library_page import LibraryPage
from desktop.pages.library_verbs import LibraryVerbs
from desktop.pages.page_stack import PageSpec
from desktop.state.library_state import LibraryState

CREATE, LIBRARY, INSIDE = (
    "create",
    "library",
    "inside",
)  # each is shown by the action "show_" + its key
translate = QCoreApplication.translate


def create_row(page: CreatePage) -> PageSpec:
    """Where pictures are drawn. Its actions are the window's own."""
    return PageSpec(
        CREATE,
        translate("pages", "Create"),
        "brush",
        translate("pages", "Draw pictures from words"),
        page,
        entry=lambda: page.words.words.prompt,
        regions=page.regions,
    )


def library_row(page: LibraryPage, verbs: LibraryVerbs, library: LibraryState) -> PageSpec:
    """What there is to draw with."""
    return PageSpec(
        LIBRARY,
        translate("pages", "Models"),
        "library",
        translate("pages", "Models and what goes with them"),
        page,
        entry=lambda: page.list,
        regions=page.regions,
        actions={
            "add_models": verbs.add_folder,
            "find": page.focus_search,
            "look_again": library.look,
        },
    )


def inside_row(page: InsidePage) -> PageSpec:
    """How a picture came about."""
    return PageSpec(
        INSIDE,
        translate("pages", "Inside"),
        "scan-search",
        translate("pages", "See how a picture came about"),
        page,
        entry=page.entry,
        regions=page.regions,
    )
