"""How Inno Setup is called. The installer itself was never run."""

from pathlib import Path

from core.contract.version import VERSION


def test_every_value_the_script_wants_is_given(building):
    module = building("windows.installer")
    words = module.command(Path("C:/dist/reverie"), Path("C:/dist"))
    assert words[0] == "iscc"
    assert f"/DVersion={VERSION}" in words
    script = Path(words[-1]).read_text(encoding="utf-8")
    for name in ("Version", "Folder", "Output"):
        assert "{#" + name + "}" in script
        assert any(word.startswith(f"/D{name}=") for word in words)
    for section in ("Setup", "Files", "Icons", "Languages", "Run"):
        assert f"[{section}]" in script
