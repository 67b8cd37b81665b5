"""Writes GGUF version 3, the file format of llama.cpp; numpy alone.

The format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

ALIGNMENT = 32
F32, F16, Q4_0, Q8_0 = 0, 1, 2, 8
U32, I32, FLOAT, BOOL, STRING, ARRAY = 4, 5, 6, 7, 8, 9

Value = bool | int | float | str | Sequence[str] | Sequence[int]


@dataclass(frozen=True)
class Tensor:
    """A tensor as it is stored: its shape in rows before columns, its type, its bytes."""

    shape: tuple[int, ...]
    kind: int
    content: bytes


def write_gguf(path: Path, metadata: Mapping[str, Value], tensors: Mapping[str, Tensor]) -> None:
    """Writes a whole file; the order of the mappings is kept."""
    with open(path, "wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(metadata)))
        for key, value in metadata.items():
            _string(file, key)
            _value(file, value)
        offset = 0
        for name, tensor in tensors.items():
            _string(file, name)
            file.write(struct.pack("<I", len(tensor.shape)))
            file.write(struct.pack(f"<{len(tensor.shape)}Q", *reversed(tensor.shape)))
            file.write(struct.pack("<IQ", tensor.kind, offset))
            offset += len(tensor.content) + -len(tensor.content) % ALIGNMENT
        file.write(b"\0" * (-file.tell() % ALIGNMENT))
        for tensor in tensors.values():
            file.write(tensor.content + b"\0" * (-len(tensor.content) % ALIGNMENT))


def plain(values: np.ndarray, kind: int) -> Tensor:
    """A tensor stored as float32 or float16."""
    return Tensor(values.shape, kind, values.astype(np.float32 if kind == F32 else np.float16).tobytes())


def quantized(values: np.ndarray) -> Tensor:
    """A matrix stored as Q8_0: blocks of 32 signed bytes behind one float16 scale."""
    assert values.shape[-1] % 32 == 0, "Q8_0 takes rows of a multiple of 32"
    blocks = values.astype(np.float32).reshape(-1, 32)
    scales = np.abs(blocks).max(axis=1, keepdims=True) / 127
    inverse = np.divide(1.0, scales, out=np.zeros_like(scales), where=scales > 0)
    packed = np.empty(len(blocks), dtype=[("scale", "<f2"), ("values", "i1", 32)])
    packed["scale"] = scales[:, 0]
    packed["values"] = np.rint(blocks * inverse)
    return Tensor(values.shape, Q8_0, packed.tobytes())


def quantized4(values: np.ndarray) -> Tensor:
    """A matrix stored as Q4_0: blocks of 32 numbers of 4 bits behind one float16 scale, the first
    sixteen in the low halves of the bytes; -8 stands for the number farthest from zero."""
    assert values.shape[-1] % 32 == 0, "Q4_0 takes rows of a multiple of 32"
    blocks = values.astype(np.float32).reshape(-1, 32)
    farthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=1)[:, None], axis=1)
    scales = farthest / -8
    inverse = np.divide(1.0, scales, out=np.zeros_like(scales), where=scales != 0)
    nibbles = np.clip(np.floor(blocks * inverse + 8.5), 0, 15).astype(np.uint8)
    packed = np.empty(len(blocks), dtype=_Q4)
    packed["scale"] = scales[:, 0]
    packed["values"] = nibbles[:, :16] | nibbles[:, 16:] << 4
    return Tensor(values.shape, Q4_0, packed.tobytes())


_Q4 = np.dtype([("scale", "<f2"), ("values", "u1", 16)])


def dequantized(tensor: Tensor) -> np.ndarray:
    """The float32 values of a tensor of any kind that this file writes."""
    if tensor.kind == Q4_0:
        packed = np.frombuffer(tensor.content, dtype=_Q4)
        nibbles = np.concatenate([packed["values"] & 15, packed["values"] >> 4], axis=1)
        values = (nibbles.astype(np.float32) - 8) * packed["scale"].astype(np.float32)[:, None]
        return values.reshape(tensor.shape)
    if tensor.kind != Q8_0:
        kind = np.float32 if tensor.kind == F32 else np.float16
        return np.frombuffer(tensor.content, dtype=kind).astype(np.float32).reshape(tensor.shape)
    packed = np.frombuffer(tensor.content, dtype=[("scale", "<f2"), ("values", "i1", 32)])
    return (packed["scale"].astype(np.float32)[:, None] * packed["values"]).reshape(tensor.shape)


def _string(file: BinaryIO, text: str) -> None:
    raw = text.encode()
    file.write(struct.pack("<Q", len(raw)) + raw)


def _value(file: BinaryIO, value: Value) -> None:
    if isinstance(value, bool):
        file.write(struct.pack("<IB", BOOL, value))
    elif isinstance(value, int):
        file.write(struct.pack("<II", U32, value))
    elif isinstance(value, float):
        file.write(struct.pack("<If", FLOAT, value))
    elif isinstance(value, str):
        file.write(struct.pack("<I", STRING))
        _string(file, value)
    else:
        of_strings = isinstance(value[0], str)
        file.write(struct.pack("<IIQ", ARRAY, STRING if of_strings else I32, len(value)))
        for item in value:
            if isinstance(item, str):
                _string(file, item)
            else:
                file.write(struct.pack("<i", item))
