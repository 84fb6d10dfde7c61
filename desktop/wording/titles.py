"""What a file is that is not what was wanted ("a LoRA"), in the window's language. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.wording.clauses import QT_TRANSLATE_NOOP, said

translate = QCoreApplication.translate
KNOWN = (
    QT_TRANSLATE_NOOP("clauses", "a LoRA"),
    QT_TRANSLATE_NOOP("clauses", "a LoRA, not a model"),
    QT_TRANSLATE_NOOP("clauses", "a LoRA for {0}"),
    QT_TRANSLATE_NOOP("clauses", "an embedding"),
    QT_TRANSLATE_NOOP("clauses", "a ControlNet"),
    QT_TRANSLATE_NOOP("clauses", "a VAE"),
    QT_TRANSLATE_NOOP("clauses", "a VAE of an unknown kind"),
    QT_TRANSLATE_NOOP("clauses", "one for another kind of latents"),
    QT_TRANSLATE_NOOP("clauses", "a tiny autoencoder"),
    QT_TRANSLATE_NOOP("clauses", "a text encoder"),
    QT_TRANSLATE_NOOP("clauses", "a T5 text encoder"),
    QT_TRANSLATE_NOOP("clauses", "a text encoder without the rest of its model"),
    QT_TRANSLATE_NOOP("clauses", "a U-Net without the rest of its model"),
    QT_TRANSLATE_NOOP("clauses", "only a U-Net, without the other parts of a model"),
    QT_TRANSLATE_NOOP("clauses", "only a VAE, without the other parts of a model"),
    QT_TRANSLATE_NOOP("clauses", "only an image encoder, without the other parts of a model"),
    QT_TRANSLATE_NOOP("clauses", "only a text encoder, without the other parts of a model"),
    QT_TRANSLATE_NOOP("clauses", "a CLIP image encoder"),
    QT_TRANSLATE_NOOP("clauses", "an upscaler"),
    QT_TRANSLATE_NOOP("clauses", "a video model"),
    QT_TRANSLATE_NOOP("clauses", "AnimateDiff, a video model"),
    QT_TRANSLATE_NOOP("clauses", "an AnimateDiff motion module"),
    QT_TRANSLATE_NOOP("clauses", "an IP-Adapter"),
    QT_TRANSLATE_NOOP("clauses", "a T2I adapter"),
    QT_TRANSLATE_NOOP("clauses", "a CosXL model"),
    QT_TRANSLATE_NOOP("clauses", "a GLIGEN model"),
    QT_TRANSLATE_NOOP("clauses", "an audio model"),
    QT_TRANSLATE_NOOP("clauses", "a model of 3D shapes"),
    QT_TRANSLATE_NOOP("clauses", "a model without words"),
    QT_TRANSLATE_NOOP("clauses", "a depth-to-image model"),
    QT_TRANSLATE_NOOP("clauses", "an image variation model"),
    QT_TRANSLATE_NOOP("clauses", "a flow matching model"),
    QT_TRANSLATE_NOOP("clauses", "a pipeline of k-diffusion"),
    QT_TRANSLATE_NOOP("clauses", "an unCLIP model, drawn from pictures"),
    QT_TRANSLATE_NOOP("clauses", "an inpainting model that is told its guidance"),
    QT_TRANSLATE_NOOP("clauses", "the Stable Diffusion XL refiner"),
    QT_TRANSLATE_NOOP("clauses", "the first latent diffusion"),
    QT_TRANSLATE_NOOP("clauses", "a whole model of Stable Diffusion {0}"),
    QT_TRANSLATE_NOOP("clauses", "a part of a model"),
    QT_TRANSLATE_NOOP("clauses", "a model whose U-Net lacks blocks"),
    QT_TRANSLATE_NOOP("clauses", "a model whose U-Net takes {0} channels"),
    QT_TRANSLATE_NOOP("clauses", "a model without {0}"),
    QT_TRANSLATE_NOOP("clauses", "a model whose {0} has an unknown shape"),
    QT_TRANSLATE_NOOP("clauses", "a file of weights of no known kind"),
    QT_TRANSLATE_NOOP("clauses", "a file with numbers of type {0}"),
    QT_TRANSLATE_NOOP("clauses", "a file quantised by bitsandbytes"),
    QT_TRANSLATE_NOOP("clauses", "a folder of pickled weights (.bin) in shards"),
    QT_TRANSLATE_NOOP("clauses", "an old checkpoint that is not converted yet"),
    QT_TRANSLATE_NOOP("clauses", "a tar archive"),
    QT_TRANSLATE_NOOP("clauses", "a 7z archive"),
    QT_TRANSLATE_NOOP("clauses", "a RAR archive"),
    QT_TRANSLATE_NOOP("clauses", "a GGUF file"),
    QT_TRANSLATE_NOOP("clauses", "an HDF5 file (Keras)"),
    QT_TRANSLATE_NOOP("clauses", "an ONNX or TensorFlow file"),
    QT_TRANSLATE_NOOP("clauses", "only a pointer to a file that was not downloaded (Git LFS)"),
    QT_TRANSLATE_NOOP("clauses", "an empty file"),
    QT_TRANSLATE_NOOP("clauses", "a HEIF picture"),
    QT_TRANSLATE_NOOP("clauses", "a picture with unusual number formats"),
    QT_TRANSLATE_NOOP("clauses", "video"),
    QT_TRANSLATE_NOOP("clauses", "text"),
    QT_TRANSLATE_NOOP("clauses", "gzip"),
    QT_TRANSLATE_NOOP("clauses", "{0} (perhaps an error page saved as a file)"),
    QT_TRANSLATE_NOOP("clauses", "{0} data"),
)


def title_text(what: str) -> str:
    """What a file is. Names of models are the same in every language."""
    return known_title(what) or translate("wording", "of another kind")


def known_title(what: str) -> str:
    """The same; "" where there is no word for it."""
    return said(what, KNOWN) or (what if what[:1].isupper() else "")  # a name, as FLUX
