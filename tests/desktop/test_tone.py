"""How the window speaks: a rule over every text of it that is marked for translation."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def said():
    """Every text that is marked for translation, with its place."""
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            function = node.func
            name = getattr(function, "attr", getattr(function, "id", ""))
            if name in {"tr", "translate", "QT_TRANSLATE_NOOP"}:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield path.name, node.lineno, argument.value


JARGON = (
    "latent", "tensor", "epoch", "inference", "u-net", "unet", "vae", "cfg", "diffusion model", "denois",
    "checkpoint", "subprocess", "process", "exception", "null", "stderr", "json", "boolean", "invalid",
)  # fmt: skip
ALLOWED = ("processor",)
# Clauses as core writes them, about files that no sentence can speak of without their parts' names.
OF_CORE = ("titles.py", "reasons.py", "expectations.py")
EXPLAINED = {"autoencoder_topic.py": ("latent",)}  # the page that says what the word means


def test_no_text_shouts_begs_or_speaks_jargon():
    texts = list(said())
    assert len(texts) > 200
    for file, line, text in texts:
        words = text.lower()
        for allowed in (*ALLOWED, *EXPLAINED.get(file, ())):
            words = words.replace(allowed, "")
        assert "!" not in text, (file, line)
        assert not re.search(r"\b(please|sorry|oops|simply|just)\b", words), (file, line, text)
        jargon = [j for j in JARGON if re.search(rf"\b{re.escape(j)}", words)]
        assert file in OF_CORE or not jargon, (file, line, text)
        assert "..." not in text, (file, line, "… is one character")
