"""Compiles and binds kernels.c, the fused CPU kernels of a training step."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import torch

SOURCE = Path(__file__).with_name("kernels.c")
FLAGS = ["-O3", "-march=native", "-ffast-math", "-fopenmp", "-shared", "-fPIC"]


@lru_cache(maxsize=1)
def library() -> ctypes.CDLL | None:
    """The compiled kernels, or None where there is no C compiler or EMBER_KERNELS=off."""
    compiler = shutil.which("cc")
    if compiler is None or os.environ.get("EMBER_KERNELS") == "off":
        return None
    key = hashlib.sha256(SOURCE.read_bytes() + " ".join(FLAGS).encode()).hexdigest()[:16]
    built = Path(tempfile.gettempdir()) / f"ember-kernels-{os.getuid()}-{key}.so"
    if not built.exists():
        part = built.with_suffix(f".{os.getpid()}")
        subprocess.run([compiler, *FLAGS, "-o", part, SOURCE, "-lm"], check=True)
        part.rename(built)
    return ctypes.CDLL(str(built))


def call(name: str, *arguments: torch.Tensor | int | float) -> None:
    """Calls one kernel: tensors go as pointers, int as long, float as float."""
    loaded = library()
    assert loaded is not None
    getattr(loaded, name)(*[_argument(value) for value in arguments])


def _argument(value: torch.Tensor | int | float) -> object:
    if isinstance(value, torch.Tensor):
        assert value.is_contiguous(), "a kernel takes contiguous tensors"
        return ctypes.c_void_p(value.data_ptr())
    return ctypes.c_long(value) if isinstance(value, int) else ctypes.c_float(value)
