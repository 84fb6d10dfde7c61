from core.contract.draft import Draft, Teaching
from core.files.catalogue import addition_folders
from core.files.models.lora_note import preferred_weight
from core.files.trainings import records as teachings
from desktop.pages.teach_use import prefer, prompt_of, result_file, use
from desktop.state.lora_choice import with_lora
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


def test_a_strength_that_is_chosen_is_noted_beside_the_lora_and_its_copy(open_window, tmp_path):
    window = open_window()
    said = {"sshs_model_hash": "12ab"}
    ours = write(tmp_path / "run" / "result" / "sks-dog.safetensors", LORA, said)
    copy = write(addition_folders.loras() / "sks-dog-2.safetensors", LORA, said)
    other = write(addition_folders.loras() / "sks-dog.safetensors", LORA, {"sshs_model_hash": "0"})
    teaching = Teaching("aaaaaaaa", Draft(), "finished", result=str(ours.parent), strength=0.9)
    teachings.save(teaching)
    trainings = window.teaching.trainings
    trainings.load()
    prefer(trainings, "aaaaaaaa", 0.9)
    assert [preferred_weight(path) for path in (ours, copy)] == [1.0, 1.0]
    prefer(trainings, "aaaaaaaa", 0.6)
    use(window.states, trainings.get("aaaaaaaa"), ours)
    assert [preferred_weight(path) for path in (ours, copy, other)] == [0.6, 0.6, 1.0]
    (choice,) = window.states.generation.loras
    assert choice.weight == 0.6
    assert with_lora((), str(copy))[0].weight == 0.6


def test_a_first_prompt_has_the_word():
    assert prompt_of(Draft(word="sks", noun="cat")) == "a photo of sks cat"
    assert prompt_of(Draft(word="sks", noun="cat", method="embedding")) == "a photo of sks"
    assert prompt_of(Draft(word="sks", noun="", kind="style")) == "a house, sks style"
