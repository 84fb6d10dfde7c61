"""Pictures that lie or explode, made by hand, and files that are no pictures under a picture's name.

`PICTURES`: name → (the file, the error it meets; None where it is a harmless picture in the end).
"""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image

BROKEN, LARGE, FOREIGN = "PictureBroken", "PictureTooLarge", "PictureUnsupported"
NOISE = Image.effect_noise((24, 20), 60).convert("RGB")


def encoded(kind: str, image: Image.Image = NOISE, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


# --- PNG --------------------------------------------------------------------------------------------


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    *extra: bytes,
    size: tuple[int, int] = (4, 4),
    depth: int = 8,
    colour: int = 2,
    interlace: int = 0,
    pixels: bytes | None = None,
) -> bytes:
    """Extra chunks stand between header and pixels; those are black unless given."""
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, interlace)
    rows = zlib.compress(bytes(size[1] * (1 + 3 * size[0]))) if pixels is None else pixels
    body = chunk(b"IDAT", rows) if rows else b""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(extra) + body + chunk(b"IEND")


def bomb(megabytes: int) -> bytes:
    """So many zeros, deflated."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(2**20)) for _ in range(megabytes)]
    return b"".join(parts) + packer.flush()


# --- TIFF -------------------------------------------------------------------------------------------


def tiff(
    tags: dict[int, tuple[int, int, int]], next_directory: int = 0, data: bytes = b""
) -> bytes:
    """Little-endian, one directory at 8: tag → (type, count, value or offset)."""
    entries = b"".join(struct.pack("<HHII", tag, *entry) for tag, entry in sorted(tags.items()))
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags))
    return head + entries + struct.pack("<I", next_directory) + data


def grey_tiff(next_directory: int = 0, **changes: tuple[int, int, int]) -> bytes:
    """4×4 grey, uncompressed; changes as "t" and the tag's number."""
    tags = {
        256: (3, 1, 4), 257: (3, 1, 4), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1),
        273: (4, 1, 8), 277: (3, 1, 1), 278: (3, 1, 4), 279: (4, 1, 16),
    }  # fmt: skip
    tags |= {int(name[1:]): value for name, value in changes.items()}
    return tiff(tags, next_directory, bytes(64))


# --- boxes of HEIC ------------------------------------------------------------------------------------


def box(kind: bytes, data: bytes = b"", size: int | None = None) -> bytes:
    return struct.pack(">I", 8 + len(data) if size is None else size) + kind + data


def heic(body: bytes) -> bytes:
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + body


def photo() -> bytes:
    buffer = io.BytesIO()
    pillow_heif.from_pillow(NOISE).save(buffer, quality=80)
    return buffer.getvalue()


def photo_sized(side: int) -> bytes:
    """A photo whose size property lies."""
    data = photo()
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", side, side) + data[at + 8 :]


# --- the others -----------------------------------------------------------------------------------------


def riff(body: bytes, size: int | None = None) -> bytes:
    return b"RIFF" + struct.pack("<I", 4 + len(body) if size is None else size) + b"WEBP" + body


def webp_canvas(width: int, height: int) -> bytes:
    """An animation that promises a canvas and has one frame of garbage."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    extended = b"VP8X" + struct.pack("<I", 10) + bytes([2, 0, 0, 0]) + sides
    head = b"ANIM" + struct.pack("<I", 6) + bytes(6)
    frame = b"ANMF" + struct.pack("<I", 24) + bytes(6) + sides + bytes(4) + b"VP8 " + bytes(4)
    return riff(extended + head + frame)


def bmp(
    width: int,
    height: int,
    *,
    bits: int = 24,
    packed: int = 0,
    offset: int = 54,
    colours: int = 0,
    data: bytes = bytes(64),
) -> bytes:
    info = struct.pack(
        "<IiiHHIIiiII", 40, width, height, 1, bits, packed, len(data), 0, 0, colours, 0
    )
    return b"BM" + struct.pack("<IHHI", 54 + len(data), 0, 0, offset) + info + data


def jpeg_sized(width: int, height: int) -> bytes:
    data = encoded("JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def segment(kind: int, data: bytes) -> bytes:
    return bytes([0xFF, kind]) + struct.pack(">H", len(data) + 2) + data


def jpeg_with(*segments: bytes) -> bytes:
    data = encoded("JPEG")
    return data[:2] + b"".join(segments) + data[2:]


def exif(*entries: tuple[int, int, int, int], next_directory: int = 0) -> bytes:
    body = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    head = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return b"Exif\0\0" + head + body + struct.pack("<I", next_directory)


def many_scans() -> bytes:
    """A progressive JPEG whose last scan is there ten thousand times."""
    data = encoded("JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:last] + data[last:-2] * 10_000 + data[-2:]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">'

PICTURES: dict[str, tuple[bytes, str | None]] = {
    # bombs
    "png of 900 megapixels": (png(size=(30_000, 30_000), pixels=bomb(2)), LARGE),
    "png of 2^31 a side": (png(size=(2**31 - 1, 2**31 - 1), pixels=b"x"), LARGE),
    "png of 2^32 wide": (png(size=(2**32 - 1, 1), pixels=b"x"), LARGE),
    "png with a zTXt bomb": (png(chunk(b"zTXt", b"a\0\0" + bomb(100))), BROKEN),
    "png with an iTXt bomb": (png(chunk(b"iTXt", b"a\0\1\0\0\0" + bomb(100))), BROKEN),
    "png with an iCCP bomb": (png(chunk(b"iCCP", b"a\0\0" + bomb(100))), BROKEN),
    "png with a thousand small bombs": (png(*[chunk(b"zTXt", b"a\0\0" + bomb(1))] * 1000), BROKEN),
    "png with pixels for a thousand": (png(pixels=bomb(200)), None),
    "webp of 268 megapixels": (webp_canvas(16_384, 16_384), BROKEN),
    "webp of 2^24 a side": (webp_canvas(2**24, 2**24), BROKEN),
    "bmp of 2^31 a side": (bmp(2**31 - 1, 2**31 - 1), LARGE),
    "bmp of 101 megapixels in runs": (bmp(10_050, 10_050, bits=8, packed=1, offset=1078, data=bytes(1024) + b"\xff\1" * 50), LARGE),
    "bmp in runs that never end": (bmp(9_000, 9_000, bits=8, packed=1, offset=1078, data=bytes(1024) + b"\0\0" * 9), BROKEN),
    "jpeg of 4,295 megapixels": (jpeg_sized(65_535, 65_535), LARGE),
    "jpeg of ten thousand scans": (many_scans(), None),
    "tiff of 2^32 a side": (grey_tiff(t256=(4, 1, 2**32 - 1), t257=(4, 1, 2**32 - 1)), LARGE),
    "tiff of 81 megapixels in 16 bytes": (grey_tiff(t256=(4, 1, 9000), t257=(4, 1, 9000)), BROKEN),
    "tiff with deflated nothing": (grey_tiff(t256=(4, 1, 9000), t257=(4, 1, 9000), t278=(4, 1, 9000), t259=(3, 1, 8)), BROKEN),
    "tiff with tiles of 2^31": (grey_tiff(t322=(4, 1, 2**31), t323=(4, 1, 2**31), t324=(4, 1, 8), t325=(4, 1, 16)), None),
    "heic of 2^32 a side": (photo_sized(2**32 - 1), BROKEN),
    # loops
    "tiff whose directory is its next": (grey_tiff(next_directory=8), None),
    "tiff whose directory lies in itself": (grey_tiff(t34665=(4, 1, 8), t330=(4, 1, 8)), None),
    "tiff without an end of directories": (grey_tiff(next_directory=2**31), None),
    "jpeg whose exif points to itself": (jpeg_with(segment(0xE1, exif((0x8769, 4, 1, 8), next_directory=8))), None),
    "jpeg whose exif has 2^32 values": (jpeg_with(segment(0xE1, exif((0x0112, 3, 2**32 - 1, 0)))), None),
    "jpeg with an orientation of 4 GB": (jpeg_with(segment(0xE1, exif((0x0112, 5, 1, 2**32 - 8)))), None),
    "jpeg with 200 comments": (jpeg_with(*[segment(0xFE, b"x" * 60_000)] * 200), None),
    "jpeg with a page of SVG": (jpeg_with(segment(0xFE, SVG + b"</svg>")), None),
    # headers that lie
    "png without pixels": (png(pixels=b""), BROKEN),
    "png of no width": (png(size=(0, 4)), BROKEN),
    "png of a depth that is none": (png(depth=3), BROKEN),
    "png of a colour that is none": (png(colour=5), BROKEN),
    "png with a palette of nothing": (png(colour=3), None),
    "png with a huge chunk": (png().replace(b"\0\0\0\x0dIHDR", b"\x7f\xff\xff\xffIHDR"), BROKEN),
    "png with a wrong checksum": (png().replace(b"\x08\x02\0\0\0", b"\x08\x06\0\0\0"), BROKEN),
    "png with pixels that are none": (png(pixels=b"not deflated"), BROKEN),
    "png whose rows are odd": (png(pixels=zlib.compress(b"\x09" * 52)), BROKEN),
    "png cut in its pixels": (encoded("PNG")[:700], BROKEN),
    "animated png that promises frames": (png(chunk(b"acTL", struct.pack(">II", 2**31, 0)), chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 4, 4, 0, 0, 1, 1, 0, 0))), None),
    "animated png whose frame is elsewhere": (png(chunk(b"acTL", struct.pack(">II", 2, 0)), chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 9, 9, 7, 7, 1, 1, 0, 0))), BROKEN),
    "jpeg cut": (encoded("JPEG")[:-60], BROKEN),
    "jpeg without tables": (encoded("JPEG").replace(b"\xff\xdb", b"\xff\xfe"), BROKEN),
    "jpeg without a frame": (b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9", BROKEN),
    "jpeg with segments past its end": (b"\xff\xd8\xff\xe1\xff\xffExif\0\0", BROKEN),
    "webp cut": (encoded("WEBP")[:-40], BROKEN),
    "webp of 4 GB": (riff(b"VP8 " + struct.pack("<I", 2**32 - 1), size=2**32 - 1), BROKEN),
    "webp of nothing": (riff(b""), BROKEN),
    "webp animation cut": (encoded("WEBP", save_all=True, append_images=[Image.new("RGB", (24, 20))])[:-200], BROKEN),
    "bmp of no height": (bmp(4, 0), BROKEN),
    "bmp with pixels past its end": (bmp(4, 4, offset=2**31), BROKEN),
    "bmp with 2^31 colours": (bmp(4, 4, bits=8, colours=2**31), BROKEN),
    "bmp with 7 bits": (bmp(4, 4, bits=7), BROKEN),
    "tiff with strips past its end": (grey_tiff(t273=(4, 1, 2**31)), BROKEN),
    "tiff with 2^31 samples": (grey_tiff(t277=(4, 1, 2**31)), BROKEN),
    "tiff with a packing that is none": (grey_tiff(t259=(3, 1, 60_000)), BROKEN),
    "tiff without tags": (tiff({}), BROKEN),
    "tiff with 65,535 tags": (b"II*\0\x08\0\0\0\xff\xff" + bytes(100), BROKEN),
    "tiff with colours of a billion": (grey_tiff(t262=(3, 1, 3), t320=(3, 2**30, 8)), BROKEN),
    "heic of nothing": (heic(b""), BROKEN),
    "heic of garbage": (heic(b"\xff" * 500), BROKEN),
    "heic with an endless box": (heic(box(b"meta", bytes(4), size=0)), BROKEN),
    "heic with a box of 2^32": (heic(box(b"meta", bytes(4), size=2**32 - 1)), BROKEN),
    "heic with a box of 1": (heic(box(b"meta", bytes(4), size=1)), BROKEN),
    "heic in itself": (heic(box(b"meta", bytes(4) + box(b"iprp", box(b"ipco", box(b"iprp", b"")) * 200))), BROKEN),
    "heic cut": (photo()[:-30], BROKEN),
    "heic whose numbers are noise": (photo()[:-200] + b"\xaa" * 200, None),
    # other formats under a picture's name
    "svg": (SVG + b'<image x:href="file:///etc/passwd"/></svg>', FOREIGN),
    "svg with an entity": (b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG + b"&x;</svg>", FOREIGN),
    "svg behind spaces": (b"\xef\xbb\xbf" + b" \n" * 200 + SVG + b"</svg>", FOREIGN),
    "svg with a script": (SVG + b"<script>fetch('http://127.0.0.1/')</script></svg>", FOREIGN),
    "svgz": (gzip.compress(SVG + b"</svg>"), FOREIGN),
    "pdf": (b"%PDF-1.7\n1 0 obj<</OpenAction<</S/Launch/F(/bin/sh)>>>>", FOREIGN),
    "eps": (b"%!PS-Adobe-3.0 EPSF-3.0\n(/tmp/x) (w) file closefile", FOREIGN),
    "gif": (encoded("GIF"), FOREIGN),
    "photoshop": (b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 2**31, 2**31, 8, 3), FOREIGN),
    "ico": (encoded("ICO"), FOREIGN),
    "avif": (box(b"ftyp", b"avif\0\0\0\0mif1miaf") + bytes(100), FOREIGN),
    "jpeg xl": (b"\xff\x0a" + bytes(50), FOREIGN),
    "jpeg 2000": (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(50), FOREIGN),
    "openexr": (b"v/1\1" + bytes(50), FOREIGN),
    "zip": (b"PK\3\4" + bytes(50), FOREIGN),
    "video": (box(b"ftyp", b"isom\0\0\2\0isommp41") + bytes(50), FOREIGN),
    "a page": (b"<!DOCTYPE html><html><img src=x onerror=alert(1)>", FOREIGN),
    "fits": (b"SIMPLE  =                    T" + bytes(2850), FOREIGN),
    "xpm": (b'/* XPM */\nstatic char * x[] = {"99999999 99999999 2 1"', FOREIGN),
    "targa": (b"\0\0\2" + bytes(9) + struct.pack("<HHBB", 60_000, 60_000, 24, 0), FOREIGN),
    "windows metafile": (b"\xd7\xcd\xc6\x9a" + bytes(60), FOREIGN),
    "pcx": (b"\x0a\5\1\x08" + bytes(124), FOREIGN),
    "dds": (b"DDS |\0\0\0" + bytes(120), FOREIGN),
    "program": (b"\x7fELF\2\1\1" + bytes(60), FOREIGN),
    "nothing": (b"", FOREIGN),
}  # fmt: skip
