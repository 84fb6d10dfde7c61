"""The text chunks of a PNG (tEXt, zTXt, iTXt), read without decoding the picture.

Text in a stranger's file is optional and untrusted: chunks that are damaged, repeated or too big are
left out, compressed ones are unpacked under a limit, and at most 1 MB is kept in all.
"""

from __future__ import annotations

import struct
import zlib
from typing import BinaryIO

TEXT_BYTES = 1_000_000  # all text of one file, unpacked
CHUNKS_MAX = 100_000
TEXTS_MAX = 200  # text chunks that are looked at; each may take milliseconds to unpack
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KINDS = (b"tEXt", b"zTXt", b"iTXt")


def read_png_texts(file: BinaryIO) -> dict[str, str]:
    """Keyword → text; the first of equal keywords counts. Not a PNG: empty."""
    texts: dict[str, str] = {}
    if file.read(8) != _SIGNATURE:
        return texts
    budget, looked_at = TEXT_BYTES, 0
    for _ in range(CHUNKS_MAX):
        head = file.read(8)
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IEND" or length > 2**31 - 1:
            break
        if kind not in _KINDS or length > budget or looked_at >= TEXTS_MAX:
            file.seek(length + 4, 1)
            continue
        looked_at += 1
        data, crc = file.read(length), file.read(4)
        if len(data) < length or crc != struct.pack(">I", zlib.crc32(kind + data)):
            continue
        item = _decode(kind, data, budget)
        if item is not None and item[0] not in texts:
            texts[item[0]] = item[1]
            budget -= len(item[1].encode("utf-8", "replace"))
    return texts


def _decode(kind: bytes, data: bytes, budget: int) -> tuple[str, str] | None:
    key, zero, rest = data.partition(b"\0")
    if not zero or not 1 <= len(key) <= 79:
        return None
    keyword = key.decode("latin-1")
    if kind == b"tEXt":
        return keyword, rest.decode("latin-1")
    if kind == b"zTXt":
        unpacked = _inflate(rest[1:], budget) if rest[:1] == b"\0" else None
        return None if unpacked is None else (keyword, unpacked.decode("latin-1"))
    if len(rest) < 2:
        return None
    packed, method = rest[0], rest[1]
    text = rest[2:].split(b"\0", 2)[-1] if rest[2:].count(b"\0") >= 2 else None
    if text is not None and packed:
        text = _inflate(text, budget) if method == 0 else None
    if text is None:
        return None
    try:
        return keyword, text.decode()
    except UnicodeDecodeError:
        return None


def _inflate(data: bytes, limit: int) -> bytes | None:
    """Unpack at most `limit` bytes; None when there are more or the stream is damaged."""
    unpacker = zlib.decompressobj()
    try:
        result = unpacker.decompress(data, limit + 1)
    except zlib.error:
        return None
    return result if unpacker.eof and len(result) <= limit else None
