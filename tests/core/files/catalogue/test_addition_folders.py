from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionNotFound
from core.contract.errors import FileMissing
from core.files import store
from core.files.catalogue import addition_folders, folder_list, index, scan
from core.files.catalogue.addition_folders import by_name, find_embedding, find_lora, lora_files


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


def lora(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {"a.lora_down.weight": torch.zeros(2, 8), "a.lora_up.weight": torch.zeros(8, 2)}
    save_file(tensors, path)
    return path


def test_a_name_is_that_of_a_file_in_the_folder() -> None:
    path = lora(addition_folders.loras() / "Ink.safetensors")
    assert find_lora("Ink").path == str(path)
    assert find_lora("ink").path == str(path)
    assert find_lora(str(path)).name == "Ink"


def test_folders_within_the_folder_make_a_name_exact() -> None:
    one = lora(addition_folders.loras() / "a" / "anna.safetensors")
    two = lora(addition_folders.loras() / "b" / "anna.safetensors")
    known = lora_files()
    assert (known["a/anna"], known["b/anna"], known["anna"]) == (one, two, one)


def test_folders_that_were_added_to_the_library_come_behind_the_persons_own(tmp_path) -> None:
    own = lora(addition_folders.loras() / "ink.safetensors")
    (tmp_path / "webui/models/Stable-diffusion").mkdir(parents=True)
    lora(tmp_path / "webui/models/Lora/ink.safetensors")
    more = lora(tmp_path / "webui/models/Lora/oil.safetensors")
    folder_list.add(tmp_path / "webui")
    known = lora_files()
    assert (known["ink"], known["oil"]) == (own, more)


def test_what_the_library_found_in_any_folder_has_a_name(tmp_path) -> None:
    path = lora(tmp_path / "mixed" / "oil.safetensors")
    folder_list.add(tmp_path / "mixed")
    assert "oil" not in lora_files()
    index.save(store.drained(scan.scan()))
    assert lora_files()["oil"] == path


def test_hidden_and_other_files_are_not_seen() -> None:
    lora(addition_folders.loras() / ".ink.safetensors")
    lora(addition_folders.loras() / "ink.txt")
    lora(addition_folders.loras() / ".hidden" / "ink.safetensors")
    assert lora_files() == {}


def test_the_exact_letters_count_before_any() -> None:
    known = {"ink": Path("a"), "Ink": Path("b")}
    assert by_name("Ink", known) == Path("b")
    assert by_name("INK", known) == Path("a")
    assert by_name("oil", known) is None


def test_who_asks_for_nothing_there_learns_what_there_is() -> None:
    lora(addition_folders.loras() / "ink.safetensors")
    with pytest.raises(AdditionNotFound) as missing:
        find_lora("oil")
    assert missing.value.known == ("ink",)
    with pytest.raises(FileMissing):
        find_lora("here/oil.safetensors")
    with pytest.raises(AdditionNotFound):
        find_embedding("x" * 5000)
