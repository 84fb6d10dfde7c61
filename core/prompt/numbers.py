"""How a number is written in a prompt. Bounded, so that a text of digits is read in a time that its length allows."""

from __future__ import annotations

NUMBER = r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})"  # a regular expression, without groups
