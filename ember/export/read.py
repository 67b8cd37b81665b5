"""Reads back a GGUF file that gguf.py wrote: for tests, and to train on from a release."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

from ember.export.gguf import ALIGNMENT, ARRAY, BOOL, F16, F32, FLOAT, I32, STRING, U32, Tensor

BYTES_OF = {F32: (1, 4), F16: (1, 2), 8: (32, 34)}  # type: values and bytes of a block


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, form: str) -> tuple:
        values = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def string(self) -> str:
        (size,) = self.take("Q")
        self.at += size
        return self.raw[self.at - size : self.at].decode()

    def value(self, kind: int) -> object:
        if kind == STRING:
            return self.string()
        if kind == ARRAY:
            of, count = self.take("IQ")
            return [self.value(of) for _ in range(count)]
        return self.take({U32: "I", I32: "i", FLOAT: "f", BOOL: "?"}[kind])[0]


def read_gguf(path: Path) -> tuple[dict[str, object], dict[str, Tensor]]:
    """The metadata and the stored tensors of a file."""
    reader = _Reader(path.read_bytes())
    magic, version, tensors, values = reader.take("4sIQQ")
    if (magic, version) != (b"GGUF", 3):
        raise ValueError(f"{path} is no GGUF file of version 3")
    metadata = {reader.string(): reader.value(reader.take("I")[0]) for _ in range(values)}
    heads = []
    for _ in range(tensors):
        name = reader.string()
        (dimensions,) = reader.take("I")
        shape = tuple(reversed(reader.take(f"{dimensions}Q")))
        heads.append((name, shape, *reader.take("IQ")))
    base = reader.at + -reader.at % ALIGNMENT
    result = {}
    for name, shape, kind, offset in heads:
        per, size = BYTES_OF[kind]
        length = int(np.prod(shape)) // per * size
        result[name] = Tensor(shape, kind, reader.raw[base + offset : base + offset + length])
    return metadata, result
