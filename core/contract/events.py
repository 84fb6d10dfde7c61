"""The one language between window and engine: jobs go in, events come out, one JSON object a line.

Each message is a frozen dataclass; on the wire it is its fields plus `"type"`: the class name. The messages
stand in a module for each family; here they become one language. A new one is named in `Job` or `Event`.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias, get_args

from core.contract import codec
from core.contract.digits import Peek
from core.contract.download_events import Download, Downloaded, Look, Looked, Transfer
from core.contract.drawing_events import (
    Converting,
    CountTokens,
    Generate,
    ImageDone,
    Phase,
    Preview,
    Step,
    TokenCount,
)
from core.contract.errors import InvalidValue
from core.contract.explain import Explain, Explained
from core.contract.job_events import Cancel, EngineReady, JobCancelled, JobDone, JobFailed
from core.contract.judging import Chosen, Judged
from core.contract.memory import AskMemory, MemoryFreed, MemoryPlan, Unload
from core.contract.notices import Notice
from core.contract.photo_nouns import AskNouns, PhotosShow
from core.contract.teaching_promise import AskTeaching, TeachingPromise, TryTeaching
from core.contract.training_events import (
    CheckpointSaved,
    Finish,
    SaveSoFar,
    SoFarSaved,
    TakeStep,
    Train,
    TrainDone,
    TrainStep,
)

# window → engine
Job: TypeAlias = (
    Cancel
    | Generate | CountTokens
    | AskMemory | Unload
    | Explain | Peek
    | Train | Finish | TakeStep | SaveSoFar
    | AskTeaching | TryTeaching | AskNouns
    | Look | Download
)  # fmt: skip
# engine → window
Event: TypeAlias = (
    EngineReady | JobDone | JobCancelled | JobFailed | Notice
    | Phase | Step | Preview | ImageDone | Converting | TokenCount
    | MemoryPlan | MemoryFreed
    | Explained
    | TrainStep | CheckpointSaved | Judged | Chosen | TrainDone | SoFarSaved | TeachingPromise | PhotosShow
    | Looked | Transfer | Downloaded
)  # fmt: skip
Message: TypeAlias = Job | Event

_TYPES: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Message)}


def to_line(message: Message) -> str:
    """One line of JSON, without the line end; never contains a raw newline."""
    return json.dumps({"type": type(message).__name__, **codec.to_json(message)}, allow_nan=False)


def from_line(line: str) -> Message:
    """Read one line. Raises `InvalidValue` for anything that is not exactly one known message."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidValue("message", line[:80], "one JSON object") from error
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise InvalidValue("message", line[:80], "an object with a type")
    kind = _TYPES.get(data.pop("type"))
    if kind is None:
        raise InvalidValue("message.type", line[:80], "a known message")
    return codec.from_json(kind, data)
