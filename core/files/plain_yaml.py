"""YAML of strangers as plain data: no objects, no aliases, and nothing that takes ages to read."""

from __future__ import annotations

from typing import Any

BRACKETS_MAX = 200  # the reader takes ages for deep ones


def read_yaml(raw: bytes) -> Any:
    """Plain data. Raises `ValueError`, also for aliases: a few hundred of them can fill the memory.

    The caller limits how long `raw` is.
    """
    import yaml  # here, because most models have none beside them

    if raw.count(b"[") + raw.count(b"{") > BRACKETS_MAX:
        raise ValueError("too many brackets")
    try:
        for token in yaml.scan(raw, Loader=yaml.SafeLoader):
            if isinstance(token, yaml.AliasToken):
                raise ValueError("an alias")
        return yaml.safe_load(raw)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("not YAML") from error
