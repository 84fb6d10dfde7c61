"""Small pictures and answers about digits, as the engine gives them."""

import base64

from PySide6.QtGui import QImage

from core.contract.digits import Peek
from core.contract.explain import Explained
from desktop.canvas.pictures import png_bytes


def glance(width=24, height=24, grey=90):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(grey * 0x10101)
    return base64.b64encode(png_bytes(image)).decode("ascii")


def peeks(client):
    return [job for job in client.asked if isinstance(job, Peek)]


def score(job, value, digit=3):
    each = [0.0] * 10
    each[digit] = value
    figures = {"t": None, "score": value, "digit": digit, "each": each}
    return Explained(job, "score", figures, {"judged": glance()})
