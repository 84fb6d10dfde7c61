"""Which files make a model."""

import pytest

from core.contract.downloads import RemoteFile
from core.files.downloads import variants
from core.files.downloads.hub import Hub
from core.files.downloads.listing import Listing

UNET, TEXT = "unet/diffusion_pytorch_model", "text_encoder/model"
SMALL = [
    *("model_index.json", "README.md", "LICENSE.txt", "unet/config.json", "vae/config.json"),
    *("text_encoder/config.json", "scheduler/scheduler_config.json", "tokenizer/vocab.json"),
    *("tokenizer/merges.txt", "tokenizer/tokenizer_config.json"),
]
FULL = [f"{UNET}.safetensors", "vae/diffusion_pytorch_model.safetensors", f"{TEXT}.safetensors"]
HALF = [name.replace(".safetensors", ".fp16.safetensors") for name in FULL]
NOT_NEEDED = [
    *("setup.py", "unet/evil.py", "safety_checker/model.safetensors", "feature_extractor/x.json"),
    *("unet/diffusion_flax_model.msgpack", "unet/model.onnx", "demo.ipynb", ".gitattributes"),
    *("logs/events.out", "unet/sub/config.json", "image_encoder/model.safetensors", "run.sh"),
    f"{UNET}.bin",
]


def found(*names, size=10):
    files = [RemoteFile(name, size, blob="b" * 40) for name in names]
    return {one.key: one for one in variants.variants(files)}


def names(variant):
    return {file.name for file in variant.files}


def test_full_and_half_are_told_apart():
    both = found(*SMALL, *FULL, *HALF, *NOT_NEEDED)
    assert list(both) == ["fp16", "full"]
    assert names(both["full"]) == {*SMALL, *FULL}
    assert names(both["fp16"]) == {*SMALL, *HALF}
    assert both["full"].bytes == 130


def test_a_part_that_is_not_there_in_half_comes_in_full():
    some = found(*SMALL, *FULL, HALF[0])
    assert names(some["fp16"]) == {*SMALL, HALF[0], FULL[1], FULL[2]}


def test_there_is_no_half_where_no_part_has_it():
    assert list(found(*SMALL, *FULL)) == ["full"]


PIECES = [
    *("unet/diffusion_pytorch_model.safetensors.index.json",),
    *(f"unet/diffusion_pytorch_model-0000{i}-of-00002.safetensors" for i in (1, 2)),
]
HALF_PIECES = {
    "new": [
        "unet/diffusion_pytorch_model.safetensors.index.fp16.json",
        *(f"unet/diffusion_pytorch_model.fp16-0000{i}-of-00002.safetensors" for i in (1, 2)),
    ],
    "old": [
        "unet/diffusion_pytorch_model.fp16.safetensors.index.json",
        *(f"unet/diffusion_pytorch_model-0000{i}-of-00002.fp16.safetensors" for i in (1, 2)),
    ],
}


def test_pieces_come_with_their_index():
    assert names(found(*SMALL, *FULL[1:], *PIECES)["full"]) == {*SMALL, *FULL[1:], *PIECES}


@pytest.mark.parametrize("spelling", HALF_PIECES)
def test_pieces_in_half(spelling):
    pieces = HALF_PIECES[spelling]
    both = found(*SMALL, *FULL[1:], *HALF[1:], *PIECES, *pieces)
    assert names(both["fp16"]) == {*SMALL, *HALF[1:], *pieces}
    assert names(both["full"]) == {*SMALL, *FULL[1:], *PIECES}


def test_a_whole_file_is_preferred_to_pieces():
    assert names(found(*SMALL, *FULL, *PIECES)["full"]) == {*SMALL, *FULL}


def test_two_text_encoders():
    more = [
        *(
            "text_encoder_2/config.json",
            "text_encoder_2/model.safetensors",
            "tokenizer_2/vocab.json",
        ),
        "tokenizer_2/merges.txt",
    ]
    assert names(found(*SMALL, *FULL, *more)["full"]) == {*SMALL, *FULL, *more}


def test_pickles_only_where_a_part_has_nothing_else():
    bins = [f"{UNET}.bin", "vae/diffusion_pytorch_model.bin", "text_encoder/pytorch_model.bin"]
    old = found(*SMALL, *bins)["full"]
    assert old.has_pickles
    assert names(old) == {*SMALL, *bins}
    mixed = found(*SMALL, *FULL[:2], *bins)["full"]
    assert mixed.has_pickles
    assert names(mixed) == {*SMALL, *FULL[:2], bins[2]}
    assert not found(*SMALL, *FULL, *bins)["full"].has_pickles


def test_a_folder_without_a_part_is_no_model():
    assert found(*SMALL, *FULL[1:]) == {}
    assert found(*FULL) == {}, "nor one without its index"


def test_single_files_small_ones_first_and_old_ones_last():
    files = [
        RemoteFile("big.safetensors", 9, blob="b" * 40),
        RemoteFile("small.safetensors", 5, blob="b" * 40),
        RemoteFile("small.ckpt", 5, blob="b" * 40),
        RemoteFile("only.ckpt", 1, blob="b" * 40),
        RemoteFile("sub/other.safetensors", 1, blob="b" * 40),
        RemoteFile("pytorch_model.safetensors", 1, blob="b" * 40),
    ]
    singles = variants.variants(files)
    assert [one.key for one in singles] == ["small.safetensors", "big.safetensors", "only.ckpt"]
    assert [one.has_pickles for one in singles] == [False, False, True]
    assert not any(one.is_folder for one in singles)


def test_other_kinds_of_models_are_named():
    def foreign(pipeline):
        listing = Listing("o/n", "main", "c" * 40, "", False, pipeline, ())
        return variants.offer(Hub(), listing).foreign

    assert foreign("FluxPipeline") == "FLUX"
    assert foreign("SomethingNewPipeline") == "SomethingNewPipeline"
    assert foreign("StableDiffusionXLPipeline") == foreign("") == ""


ENCODER = [
    *("config.json", "preprocessor_config.json", "vocab.json", "merges.txt", "tokenizer.json"),
    *("README.md", "model.safetensors"),
]


def test_an_encoder_that_judges_is_a_folder_without_parts():
    files = [RemoteFile(n, 10, blob="b" * 40) for n in (*ENCODER, *NOT_NEEDED, "pytorch_model.bin")]
    (one,) = variants.variants(files, encoder=True)
    assert (one.key, one.is_folder, one.has_pickles) == ("encoder", True, False)
    assert names(one) == set(ENCODER)


def test_an_encoder_in_the_old_format_says_so_and_one_without_weights_is_none():
    old = [RemoteFile(n, 10, blob="b" * 40) for n in (*ENCODER[:-1], "pytorch_model.bin")]
    (one,) = variants.variants(old, encoder=True)
    assert one.has_pickles
    assert variants.variants(old[:-1], encoder=True) == ()
