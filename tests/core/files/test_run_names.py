from core.files.run_names import CONFIG, is_begun


def test_a_training_has_begun_once_its_settings_are_written(tmp_path):
    assert not is_begun(tmp_path / "nowhere")
    assert not is_begun(tmp_path)
    (tmp_path / CONFIG).mkdir()
    assert not is_begun(tmp_path), "a folder is no settings"
    (tmp_path / CONFIG).rmdir()
    (tmp_path / CONFIG).write_text("")
    assert is_begun(tmp_path)
