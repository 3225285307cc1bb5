"""A Firefox model in the real format, small enough to be made by a test: it gives back what it is given.

The files are what `fxtranslate` reads: a container of named tensors as `marian-conv` writes them, and a SentencePiece
vocabulary. The weights are worked out by hand instead of being trained: step by step the decoder attends to the place
of the same number in the source and says the character that stands there. What the vocabulary lacks gets lost.
"""

from __future__ import annotations

import gzip
import hashlib
import math
import random
import struct
from array import array
from collections.abc import Mapping, Sequence
from pathlib import Path

DIM = 128
FEED_FORWARD = 16
_HALF = DIM // 2
_PLACE = (*range(32), *range(_HALF, _HALF + 32))
"""Dimensions in which places differ: the fast half of the sines and of the cosines."""
_CODE = (*range(32, 62), *range(_HALF + 32, _HALF + 62))
"""Dimensions in which characters differ."""
_STILL = _HALF - 1
"""The slowest sine: nearly nought at every place, so that it tells what a normalisation took away."""
_SHARPNESS, _LOUDNESS, _SIZE = 1500.0, 100.0, 4.0
_FLOAT32, _INT8 = 0x404, 0x101

CHARACTERS = (
    "▁"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    "áéíóúüñçàâêèëîïôœùûÿÁÉÍÓÚÜÑÇÀÂÊÈËÎÏÔŒÙÛŸæ"
    ".,;:!?¡¿'’\"“”«»()[]{}<>/\\|@#$%&*+-–—=_~^°·…`"
)


def vocabulary(words: Sequence[str] = ()) -> bytes:
    """A SentencePiece model of single characters, and of a few longer pieces that make it fast."""
    pieces = [_piece("</s>", 0.0, 3), _piece("<unk>", 0.0, 2), *(_piece(p, -1.0, 1) for p in (*CHARACTERS, *words))]
    keep_spaces = _field(3, _flag(4, value=False))
    return b"".join(_field(1, piece) for piece in pieces) + keep_spaces


def model(words: Sequence[str] = ()) -> bytes:
    """The weights for the vocabulary of these words, as one container."""
    codes = _codes(len(CHARACTERS) + len(words) + 2)
    query = {(at, at): _SHARPNESS for at in _PLACE} | {(_STILL, at): -_SHARPNESS for at in _PLACE}
    tensors: dict[str, tuple[tuple[int, ...], array[float]]] = {
        "Wemb": ((len(codes), DIM), array("f", [value for code in codes for value in code])),
        "decoder_ff_logit_out_b": ((1, len(codes)), array("f", [0.0] * len(codes))),
        "decoder_l1_rnn_W": _matrix(DIM, DIM, {}),
        "decoder_l1_rnn_Wf": _matrix(DIM, DIM, {}),
        "decoder_l1_rnn_bf": _matrix(1, DIM, {}),
        "decoder_l1_context_Wq": _matrix(DIM, DIM, query),
        "decoder_l1_context_Wk": _matrix(DIM, DIM, {(at, at): 1.0 for at in _PLACE}),
        "decoder_l1_context_Wv": _matrix(DIM, DIM, {(at, at): 1.0 for at in _CODE}),
        "decoder_l1_context_Wo": _matrix(DIM, DIM, {(at, at): _LOUDNESS for at in _CODE}),
        "decoder_l1_ffn_W1": _matrix(DIM, FEED_FORWARD, {}),
        "decoder_l1_ffn_b1": _matrix(1, FEED_FORWARD, {}),
        "decoder_l1_ffn_W2": _matrix(FEED_FORWARD, DIM, {}),
        "decoder_l1_ffn_b2": _matrix(1, DIM, {}),
        **{f"decoder_l1_context_b{each}": _matrix(1, DIM, {}) for each in "qkvo"},
    }
    for name in ("rnn_ffn", "context_Wo", "ffn_ffn"):
        tensors[f"decoder_l1_{name}_ln_scale"] = _matrix(1, DIM, {(0, at): 1.0 for at in range(DIM)})
        tensors[f"decoder_l1_{name}_ln_bias"] = _matrix(1, DIM, {})
    return _container(tensors)


def packed(folder: Path, words: Sequence[str] = ()) -> Mapping[str, tuple[Path, str]]:
    """Both files as the publisher packs them, each with its SHA-256."""
    files = {}
    for kind, content in {"model": model(words), "vocab": vocabulary(words)}.items():
        path = folder / f"{kind}.gz"
        path.write_bytes(gzip.compress(content, mtime=0))
        files[kind] = (path, hashlib.sha256(path.read_bytes()).hexdigest())
    return files


def _codes(count: int) -> list[list[float]]:
    """A direction for each piece, as many ups as downs in each half, so that what is the same everywhere cancels."""
    rng = random.Random(5)
    size = _SIZE / math.sqrt(DIM)
    half = len(_CODE) // 2
    codes = []
    for _ in range(count):
        code = [0.0] * DIM
        for places in (_CODE[:half], _CODE[half:]):
            signs = [size] * (half // 2) + [-size] * (half // 2)
            rng.shuffle(signs)
            for at, sign in zip(places, signs, strict=True):
                code[at] = sign
        codes.append(code)
    return codes


def _matrix(rows: int, columns: int, values: Mapping[tuple[int, int], float]) -> tuple[tuple[int, ...], array[float]]:
    numbers = array("f", bytes(4 * rows * columns))
    for (row, column), value in values.items():
        numbers[row * columns + column] = value
    return (rows, columns), numbers


def _container(tensors: Mapping[str, tuple[tuple[int, ...], array[float]]]) -> bytes:
    shape = (
        f"dim-emb: {DIM}\ntransformer-heads: 1\nenc-depth: 0\ndec-depth: 1\ntransformer-dim-ffn: {FEED_FORWARD}\n"
    ).encode()
    items = [(name, _FLOAT32, each[0], each[1].tobytes()) for name, each in tensors.items()]
    items.append(("special:model.yml", _INT8, (len(shape),), shape))
    parts = [struct.pack("<QQ", 1, len(items))]
    parts += [struct.pack("<QQQQ", len(name) + 1, kind, len(form), len(data)) for name, kind, form, data in items]
    parts += [name.encode() + b"\0" for name, *_ in items]
    parts += [struct.pack(f"<{len(form)}i", *form) for _, _, form, _ in items]
    parts += [struct.pack("<Q", 0)]
    return b"".join(parts + [data for *_, data in items])


def _piece(text: str, score: float, kind: int) -> bytes:
    return _field(1, text.encode()) + b"\x15" + struct.pack("<f", score) + b"\x18" + bytes([kind])


def _flag(number: int, *, value: bool) -> bytes:
    return bytes([number << 3, int(value)])


def _field(number: int, content: bytes) -> bytes:
    return bytes([number << 3 | 2]) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*encoded, value])
