from core.contract.draft import Draft, Teaching
from desktop.pages.teach_use import prompt_of, result_file
from tests.support.single_weights import LORA, write


def test_the_result_is_the_one_file_of_its_folder_or_a_whole_model(tmp_path):
    assert result_file(Teaching("a", Draft(), result=str(tmp_path / "away"))) is None
    assert result_file(Teaching("a", Draft())) is None
    assert result_file(Teaching("a", Draft(), result=str(tmp_path))) is None
    file = write(tmp_path / "dog.safetensors", LORA)
    assert result_file(Teaching("a", Draft(), result=str(tmp_path))) == file
    assert result_file(Teaching("a", Draft(), result=str(file))) == file
    (tmp_path / "model_index.json").write_text("{}")
    assert result_file(Teaching("a", Draft(), result=str(tmp_path))) == tmp_path


def test_a_first_prompt_has_the_word():
    assert prompt_of(Draft(word="sks", noun="cat")) == "a photo of sks cat"
    assert prompt_of(Draft(word="sks", noun="cat", method="embedding")) == "a photo of sks"
    assert prompt_of(Draft(word="sks", noun="", kind="style")) == "a house, sks style"
