"""The states of the window that screenshots show.

A state is a function of the stage that does what a person would do and yields pictures, each with an
addition to its file's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from digit_states import digits, made, watched
from download_states import shown_downloads
from inside_states import film, inside
from inside_states import words as inside_words
from library_states import library
from prompt_states import prompts
from shown_errors import example
from stage import Picture, Stage
from teach_states import teach, training

from core.contract import errors as e
from core.contract.error_wire import error_types
from desktop import settings as keys
from desktop.panels.generate_bar import work_of
from desktop.state.jobs_state import Drawing, Failure
from desktop.state.lora_choice import LoraChoice
from desktop.state.results_model import ResultRole
from desktop.wording.errors import error_message


def first_run(stage: Stage) -> Iterator[Picture]:
    stage.welcome(True)
    yield "", stage.look()


def empty(stage: Stage) -> Iterator[Picture]:
    stage.welcome(False)
    stage.write("")
    stage.window.page.canvas.clear()
    yield "-starting", stage.look()
    stage.engine()
    yield "", stage.look()


def typing(stage: Stage) -> Iterator[Picture]:
    """Words the starter never saw get a dotted line."""
    stage.welcome(False)
    stage.engine()
    stage.write("a chimera on a unicycle, <b>oil</b> painting")
    stage.rest()
    yield "", stage.look()
    stage.write("")


def drawing(stage: Stage) -> Iterator[Picture]:
    """Half way; before it a picture is drawn, so that there is a time left."""
    stage.pictures(1)
    jobs = stage.window.states.jobs
    stage.draw(*stage.prompts[1], steps=60)
    stage.until(lambda: (now := jobs.progress()) is not None and now.step >= 30)
    yield "", stage.look()
    stage.window.flow.stop()
    stage.window.repaint()
    yield "-stopping", stage.look()
    stage.finish()


def proposal(stage: Stage) -> Iterator[Picture]:
    stage.pictures(1)
    stage.settings.put(keys.PROPOSAL_HINT, False)
    stage.draw(*stage.prompts[-1])
    stage.finish()
    yield "", stage.look()
    stage.welcome(False)


def results(stage: Stage) -> Iterator[Picture]:
    stage.pictures(len(stage.prompts))
    stage.window.page.canvas.show_result(stage.window.states.results.index(0).data(ResultRole.PATH))
    stage.rest()
    yield "", stage.look()


def batch(stage: Stage) -> Iterator[Picture]:
    """Four proposals of one prompt, the second looked at, the keyboard on the canvas."""
    stage.pictures(1)
    stage.window.states.generation.count = 4
    stage.draw(*stage.prompts[0])
    stage.finish()
    stage.window.states.generation.count = 1
    canvas = stage.window.page.canvas
    canvas.flip(1)
    canvas.setFocus()
    stage.rest()
    yield "", stage.look()


def more(stage: Stage) -> Iterator[Picture]:
    """The folded settings, two of them changed, with a size of one's own."""
    stage.welcome(False)
    state, words = stage.window.states.generation, stage.window.page.words
    state.sampler, state.schedule, state.shape, state.own_size = "euler", "karras", "own", (160, 96)
    words.more.choose(True)
    stage.rest()
    yield "", stage.look()
    bar = words.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.rest()
    yield "-scrolled", stage.look()
    state.sampler, state.schedule, state.shape = None, None, "auto"
    words.more.choose(None)


def loras(stage: Stage) -> Iterator[Picture]:
    """A stack: at full weight, with a long name, switched off."""
    stage.welcome(False)
    state = stage.window.states.generation
    state.loras = (
        LoraChoice("/models/loras/soft light.safetensors", 0.7),
        LoraChoice("/models/loras/an_ink_drawing_with_fine_lines_v2-000012.safetensors", 1.25),
        LoraChoice("/models/loras/anna.safetensors", -0.5, is_on=False),
    )
    stage.rest()
    yield "", stage.look()
    state.loras = ()


def picture(stage: Stage) -> Iterator[Picture]:
    """A picture to start from."""
    stage.pictures(1)
    canvas = stage.window.page.canvas
    canvas.start_from(stage.window.states.results.index(0).data(ResultRole.PATH), "drop")
    canvas.discard()
    stage.write("a swan")
    stage.until(lambda: canvas.picture() is not None)
    stage.rest()
    yield "", stage.look()
    canvas.clear()


def error(stage: Stage) -> Iterator[Picture]:
    """In the window, with its verbs."""
    stage.welcome(False)
    memory = e.OutOfMemory("cpu", 7_900_000_000, 5_200_000_000)
    state = stage.window.states.generation
    request = state.to_request(str(stage.window.flow.pictures_folder()))
    failure = Failure(Drawing("shown", request, work_of(state)), memory, "")
    stage.window.verbs.show(error_message(memory), failure, memory)
    stage.rest()
    yield "", stage.look()
    stage.welcome(False)


def errors(stage: Stage) -> Iterator[Picture]:
    """The bar of each kind of error by itself."""
    stage.welcome(False)
    bar = stage.window.page.messages
    for name, kind in sorted(error_types().items()):
        shown = example(kind)
        stage.window.verbs.show(error_message(shown), None, shown)
        stage.rest(0.05)
        yield f"-{name}", stage.look(bar)
        bar.close_message()


def key_list(stage: Stage) -> Iterator[Picture]:
    """All keys at a glance."""
    stage.welcome(False)
    stage.window.keys_card.toggle()
    stage.rest()
    yield "", stage.look()
    stage.window.keys_card.toggle()


def lists(stage: Stage) -> Iterator[Picture]:
    """The lists of models, sizes, samplers and schedules, unfolded."""
    stage.welcome(False)
    words = stage.window.page.words
    words.more.choose(True)
    pickers = {
        "model": words.model.picker,
        "size": words.size_section.picker,
        "sampler": words.more.sampler,
        "schedule": words.more.schedule,
    }
    for name, picker in pickers.items():
        stage.rest(0.1)
        picker.showPopup()
        stage.rest(0.1)
        yield f"-{name}", stage.look(picker.view().window())
        picker.hidePopup()
    words.more.choose(None)


def menus(stage: Stage) -> Iterator[Picture]:
    stage.welcome(False)
    for name, menu in stage.window.actions_table.menus.items():
        menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
        menu.setActiveAction(menu.actions()[0])
        stage.rest(0.1)
        yield f"-{name}", stage.look(menu)
        menu.hide()


def downloads(stage: Stage) -> Iterator[Picture]:
    """The window in which a model is fetched; nothing is."""
    stage.welcome(False)
    for name, shown in shown_downloads(stage.window.downloads):
        stage.rest()
        yield name, stage.look(shown)


STATES: dict[str, Callable[[Stage], Iterator[Picture]]] = {
    "first-run": first_run,
    "empty": empty,
    "typing": typing,
    "drawing": drawing,
    "proposal": proposal,
    "batch": batch,
    "results": results,
    "more": more,
    "loras": loras,
    "picture": picture,
    "error": error,
    "errors": errors,
    "keys": key_list,
    "lists": lists,
    "menus": menus,
    "prompts": prompts,
    "downloads": downloads,
    "library": library,
    "inside": inside,
    "digits": digits,  # before there is a training to watch
    "teach": teach,
    "training": training,
    "inside-film": film,
    "inside-words": inside_words,
    "inside-digits": made,
    "inside-watch": watched,
}
