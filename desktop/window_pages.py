"""The pages of the window, one row each: how the rail calls it, where the keyboard begins, F6, and its actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.pages.create_page import CreatePage
from desktop.pages.inside_page import InsidePage
from desktop.pages.library_page import LibraryPage
from desktop.pages.library_verbs import LibraryVerbs
from desktop.pages.page_stack import PageSpec
from desktop.pages.teaching import Teaching
from desktop.state.library_state import LibraryState

# each is shown by the action "show_" + its key
CREATE, LIBRARY, TEACH, INSIDE = "create", "library", "teach", "inside"
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


def teach_row(teaching: Teaching) -> PageSpec:
    """Where a model learns from photos."""
    return PageSpec(
        TEACH,
        translate("pages", "Teach"),
        "graduation-cap",
        translate("pages", "Your dog, a person, a thing, a style"),
        teaching.page,
        entry=teaching.page.entry,
        regions=teaching.page.regions,
        actions={"teach_photos": teaching.wizard_verbs.choose_photos},
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
