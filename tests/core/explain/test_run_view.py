"""Reading a run folder: where there is none, one line says so."""

from __future__ import annotations

import pytest

from core.contract.digits import ShowRun
from core.contract.errors import RunFolderInvalid
from core.explain.run_view import run_answer


def test_a_folder_without_a_run_is_refused(tmp_path):
    with pytest.raises(RunFolderInvalid):
        run_answer(ShowRun(str(tmp_path)))
