"""Which tensors the other layout has, and where the numbers of each lie now."""

from __future__ import annotations

from dataclasses import replace

from core.checkpoints import ldm_keys
from core.checkpoints.ldm_keys import JOINED, Form
from core.checkpoints.opened_model import Opened
from core.checkpoints.rewriting import Piece, Planned
from core.checkpoints.single_file import part_keys


def single_plan(opened: Opened) -> list[Planned]:
    """Every tensor of the new file; queries, keys and values come together where the layout wants it."""
    shapes: dict[str, tuple[int, ...]] = {}
    found: dict[str, dict[Form, Piece]] = {}
    for part, pieces in opened.pieces.items():
        for key in part_keys(opened.model, part, opened.kind):
            piece = pieces[key.own]
            shapes[key.ldm] = ldm_keys.ldm_shape(_shape(piece), key.form)
            if key.form == "transposed":
                piece = replace(piece, turned=not piece.turned)
            found.setdefault(key.ldm, {})[key.form] = piece
    return [
        Planned(name, shapes[name], tuple(parts[form] for form in sorted(parts, key=_place)))
        for name, parts in found.items()
    ]


def folder_plan(opened: Opened, part: str) -> list[Planned]:
    """Every tensor of one part's file, under the name that a folder has for it."""
    plan = []
    for name, piece in opened.pieces[part].items():
        is_text = part.startswith("text") and name != "text_projection.weight"
        plan.append(Planned(f"text_model.{name}" if is_text else name, _shape(piece), (piece,)))
    return plan


def _shape(piece: Piece) -> tuple[int, ...]:
    """As our network has it."""
    return piece.info.shape[::-1] if piece.turned else piece.info.shape


def _place(form: Form) -> int:
    """Queries, keys and values lie in this order, in whichever our network names them."""
    return JOINED.index(form) if form in JOINED else 0
