"""The pages of the window, one row each: how the rail calls it, where the keyboard begins, F6, and its actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.pages.create_page import CreatePage
from desktop.pages.inside import Inside
from desktop.pages.models import Models
from desktop.pages.names import CREATE, INSIDE, LIBRARY, TEACH
from desktop.pages.page_stack import PageSpec
from desktop.pages.teaching import Teaching

translate = QCoreApplication.translate


def create_row(page: CreatePage) -> PageSpec:
    """Where pictures are drawn. Its actions are the window's own."""
    return PageSpec(
        CREATE,
        translate("pages", "Create"),
        "brush",
        translate("pages", "Draw pictures from words"),
        lambda: page,
        entry=lambda: page.words.words.prompt,
        regions=page.regions,
    )


def library_row(models: Models) -> PageSpec:
    """What there is to draw with."""
    return PageSpec(
        LIBRARY,
        translate("pages", "Models"),
        "library",
        translate("pages", "Models and what goes with them"),
        lambda: models.page,
        entry=lambda: models.page.list,
        regions=lambda: models.page.regions(),
        actions={
            "add_models": lambda: models.verbs.add_folder(),
            "find": lambda: models.page.focus_search(),
            "look_again": models.library.look,
        },
    )


def teach_row(teaching: Teaching) -> PageSpec:
    """Where a model learns from photos."""
    return PageSpec(
        TEACH,
        translate("pages", "Teach"),
        "graduation-cap",
        translate("pages", "Your dog, a person, a thing, a style"),
        lambda: teaching.page,
        entry=lambda: teaching.page.entry(),
        regions=lambda: teaching.page.regions(),
        actions={"teach_photos": lambda: teaching.wizard_verbs.choose_photos()},
    )


def inside_row(inside: Inside) -> PageSpec:
    """How a picture came about."""
    return PageSpec(
        INSIDE,
        translate("pages", "Inside"),
        "scan-search",
        translate("pages", "See how a picture came about"),
        lambda: inside.page,
        entry=lambda: inside.page.entry(),
        regions=lambda: inside.page.regions(),
    )
