"""How the disk image is made, with a stand-in for `hdiutil`. The image itself was never made."""

from core.contract.version import VERSION


def test_the_image_holds_the_application_and_where_to_put_it(building, tmp_path, monkeypatch):
    module = building("macos.image")
    seen = {}

    def run(words, check):
        stage = module.Path(words[words.index("-srcfolder") + 1])
        seen["words"], seen["held"] = words, sorted(path.name for path in stage.iterdir())

    monkeypatch.setattr(module.subprocess, "run", run)
    (tmp_path / "Reverie.app").mkdir()
    image = module.build(tmp_path / "reverie", tmp_path, "python")
    assert image.name == f"reverie-{VERSION}-macos.dmg"
    assert seen["words"][:2] == ["hdiutil", "create"]
    assert seen["held"] == ["Applications", "Reverie.app"]
    assert not (tmp_path / "image").exists()
