"""The seam: everything of a run passes through whoever looks, in order, and his changes count."""

from PIL import Image

from core.contract import events as ev
from core.contract.recipe import Branch, Recipe
from core.files.pictures import images
from core.generation.generate import generate


class Nosy:
    """Notes what it was given, and hands on something of its own in the end."""

    branch = Branch(1, "ab" * 32)

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.asked: list[float] = []

    def begin(self, bundle, plan, canvas, telling) -> None:
        self.seen.append("begin")

    def network(self, network):
        self.seen.append("network")
        return network

    def denoise(self, denoise):
        self.seen.append("denoise")

        def inner(x, sigma):
            self.asked.append(sigma)
            return denoise(x, sigma)

        return inner

    def noise(self, draw):
        self.seen.append("noise")
        return draw

    def walk(self, steps):
        self.seen.append("walk")
        yield from steps
        self.seen.append("walked")

    def finished(self, image):
        self.seen.append("finished")
        return Image.new("RGB", image.size, "red")


def test_a_run_passes_through_the_watch(loader, ask) -> None:
    watch = Nosy()
    events = list(generate(ask(steps=3), loader, lambda: False, watch=watch))
    assert watch.seen == ["begin", "network", "denoise", "noise", "walk", "walked", "finished"]
    assert len(watch.asked) == 3
    path = next(event.path for event in events if isinstance(event, ev.ImageDone))
    assert Image.open(path).getpixel((0, 0)) == (255, 0, 0)
    texts = images.read_texts(path)
    assert Recipe.from_json(texts[images.RECIPE_KEY]).branch == Nosy.branch
    assert images.PARAMETERS_KEY not in texts
