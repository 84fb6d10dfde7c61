import pytest

from core.contract.errors import FileAlreadyThere
from core.explain.report_place import JSON_FILE, check_place


def test_a_free_name_will_do(tmp_path):
    check_place(tmp_path / "report", overwrite=False)


def test_a_report_is_replaced_only_if_one_says_so(tmp_path):
    (tmp_path / JSON_FILE).write_text("{}")
    check_place(tmp_path, overwrite=True)
    with pytest.raises(FileAlreadyThere):
        check_place(tmp_path, overwrite=False)


def test_what_is_no_report_is_never_replaced(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(FileAlreadyThere):
        check_place(tmp_path, overwrite=True)
