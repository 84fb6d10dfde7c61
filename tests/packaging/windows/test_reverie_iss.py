"""The Inno Setup script, read by its grammar: no compiler is at hand, so what can be told without one is told.

Names of sections, directives, parameters and flags are those of Inno Setup 6's documentation.
"""

import re
from pathlib import Path

import pytest

from core.contract.version import VERSION

FILE = Path(__file__).parents[3] / "packaging" / "windows" / "reverie.iss"
DIRECTIVES = {
    *("AppId", "AppName", "AppVersion", "AppPublisher", "DefaultDirName", "DefaultGroupName"),
    *("PrivilegesRequired", "PrivilegesRequiredOverridesAllowed", "ArchitecturesAllowed"),
    *("ArchitecturesInstallIn64BitMode", "OutputDir", "OutputBaseFilename", "LicenseFile"),
    *("UninstallDisplayIcon", "Compression", "SolidCompression", "ChangesAssociations"),
}
COMMON = {"Name", "Flags", "Tasks", "Languages", "Description"}
PARAMETERS = {
    "Languages": {"Name", "MessagesFile"},
    "Tasks": COMMON,
    "Files": {"Source", "DestDir", "Flags"},
    "Icons": {"Name", "Filename", "Tasks"},
    "Registry": {"Root", "Subkey", "ValueType", "ValueName", "ValueData", "Flags"},
    "Run": {"Filename", "Parameters", "Description", "Flags"},
}
FLAGS = {
    *("unchecked", "recursesubdirs", "createallsubdirs", "ignoreversion"),
    *("uninsdeletekey", "uninsdeletevalue", "nowait", "postinstall", "skipifsilent"),
}
CONSTANTS = {"app", "group", "autopf", "autodesktop"}


@pytest.fixture(scope="module")
def sections():
    """Lines by section, without comments and what the preprocessor takes."""
    found, name = {}, ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            name = heading[1]
            found[name] = []
        elif line.strip() and line[0] not in ";#" and name:
            found[name].append(line)
    return found


def parameters(line):
    """`Name: "value"; Flags: a b` as a dictionary; a quote is doubled inside quotes."""
    pattern = r'(\w+): ((?:"(?:[^"]|"")*")|[^;"]+)(?:; |$)'
    pairs = re.findall(pattern, line)
    assert "; ".join(f"{key}: {value}" for key, value in pairs) == line, line
    return dict(pairs)


def test_every_directive_and_parameter_exists(sections):
    assert {line.partition("=")[0] for line in sections["Setup"]} <= DIRECTIVES
    for name, lines in sections.items():
        if name != "Setup":
            for line in lines:
                assert set(parameters(line)) <= PARAMETERS[name], line


def test_every_flag_and_constant_exists(sections):
    for name, lines in sections.items():
        for line in lines:
            for constant in re.findall(r"(?<!\{)\{([a-z]\w*)\}", line):
                assert constant in CONSTANTS, line
            if name != "Setup":
                assert set(parameters(line).get("Flags", "").split()) <= FLAGS, line


def test_what_is_referred_to_is_there(sections):
    setup = dict(line.split("=", 1) for line in sections["Setup"])
    assert (FILE.parent / setup["LicenseFile"].replace("\\", "/")).is_file()
    tasks = {parameters(line)["Name"] for line in sections["Tasks"]}
    used = {parameters(line).get("Tasks") for line in sections["Icons"]} - {None}
    assert {f'"{name}"' for name in used} <= tasks
    assert setup["AppId"].startswith("{{"), "an opening brace is doubled"
    assert setup["OutputBaseFilename"].replace("{#Version}", VERSION).endswith("windows-x86_64")


def test_the_preprocessors_conditions_are_closed():
    text = FILE.read_text(encoding="utf-8")
    opened, closed = re.findall(r"^#if\w*", text, re.M), re.findall(r"^#endif", text, re.M)
    assert len(opened) == len(closed)
    defined = set(re.findall(r"^#define (\w+)", text, re.M)) | {"Version", "Folder", "Output"}
    assert set(re.findall(r"\{#(\w+)\}", text)) <= defined
