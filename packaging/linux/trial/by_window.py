"""The installed window in use: typed, drawn, looked inside, taught, left. Real keys and clicks throughout."""

from __future__ import annotations

import json

from linux.trial.by_command import photos
from linux.trial.installation import PROMPT, Trial, say
from linux.trial.keys import wait_for
from linux.trial.screen import Program, opened

STEPS = "2"
TAUGHT_SECONDS = 600.0  # at most, on a machine that does other things beside


def window(trial: Trial) -> None:
    """One sitting."""
    with opened(trial) as program:
        program.press("Return")  # the first-run card
        program.write(PROMPT)
        draw(trial, program)
        say("keys typed into the window become a picture")
        _look_inside(program)
        _teach(trial, program)
        _use(trial, program)
        assert program.error() == "", program.error()
        program.quit()
        say("the window quits")


def draw(trial: Trial, program: Program) -> None:
    """What the words say, by its key."""
    before = len(trial.drawn())
    program.press("ctrl+Return")
    wait_for(lambda: len(trial.drawn()) > before, "a picture")


def _look_inside(program: Program) -> None:
    """From the proposal on the canvas to the film of how it came about, and back by the keyboard."""
    program.click("Look inside", "push button")
    program.sees("Drawn again, recorded: identical to the last bit.")
    assert program.sees("Inside", "check box").checked
    for number, topic in enumerate(("Guidance", "Which word where"), start=2):
        program.click(f"{number}  {topic}")
        program.sees(topic, "label")
    program.press("alt+1")
    typed = program.sees("Prompt", "text").text
    assert typed == PROMPT, f"a key of the pages was typed into the words: {typed}"
    say(
        "Look inside opens the film of this picture, drawn again to the last bit; other topics follow a click"
    )


def _teach(trial: Trial, program: Program) -> None:
    """Five photos, an object, two steps, through all four pages of the wizard."""
    program.press("alt+4")
    program.click("Choose photos…", "push button")
    program.sees("File name", "text")
    program.write(" ".join(f'"{path}"' for path in sorted(photos(trial).glob("*.png"))))
    program.click("Open", "push button")
    program.click("Object", "radio button")
    program.click("It is a", "text")
    program.press("ctrl+a")
    program.write("robot\t")
    program.click("Next", "push button")
    wait_for(lambda: program.find("Ready. 5 photos"), "the photos to be looked at")
    program.click("Next", "push button")
    program.click("All settings", "push button")
    program.click("Steps", "text")
    program.press("ctrl+a")
    program.write(f"{STEPS}\t")
    wait_for(lambda: program.sees("Steps", "text").text == STEPS, "the number of steps")
    program.click("Next", "push button")
    program.click("Start now", "push button")
    program.sees("Use it", "push button", TAUGHT_SECONDS)  # what it drew before is judged, too
    say(f"the Teach page learns a robot from five photos in {STEPS} steps, judged and kept")


def _use(trial: Trial, program: Program) -> None:
    """What was taught draws: its word is in the prompt, its file in the recipe."""
    program.click("Use it", "push button")
    wait_for(lambda: "sks" in program.sees("Prompt", "text").text, "the word that was learned")
    before = set(trial.drawn())
    draw(trial, program)
    (new,) = set(trial.drawn()) - before
    recipe = json.loads(trial.reverie("recipe", "show", new, "--json"))
    assert recipe["loras"], recipe
    say("what was taught is used for the next picture")
