"""Reads a released GGUF back into the weights that training works on."""

from __future__ import annotations

from pathlib import Path

import torch

from ember.export.gguf import dequantized
from ember.export.read import read_gguf
from ember.train.config import Shape

Weights = dict[str, torch.Tensor]


def released(path: Path) -> tuple[Shape, Weights]:
    """The shape and the dequantized weights of a file that export.py wrote."""
    values, tensors = read_gguf(path)
    stored = {name: torch.from_numpy(dequantized(tensor).copy()) for name, tensor in tensors.items()}

    def whole(name: str) -> int:
        value = values[f"llama.{name}"]
        assert isinstance(value, int)
        return value

    def real(name: str) -> float:
        value = values[f"llama.{name}"]
        assert isinstance(value, float)
        # Stored as float32; six digits give back the number that was meant.
        return float(f"{value:.6g}")

    shape = Shape(
        vocabulary=whole("vocab_size"),
        width=whole("embedding_length"),
        layers=whole("block_count"),
        heads=whole("attention.head_count"),
        hidden=whole("feed_forward_length"),
        context=whole("context_length"),
        rope_base=real("rope.freq_base"),
        norm_epsilon=real("attention.layer_norm_rms_epsilon"),
    )
    weights = {"embedding": stored["token_embd.weight"], "norm": stored["output_norm.weight"]}
    for layer in range(shape.layers):
        mine, theirs = f"layers.{layer}.", f"blk.{layer}."
        weights[mine + "attention_norm"] = stored[theirs + "attn_norm.weight"]
        weights[mine + "qkv"] = torch.cat([stored[f"{theirs}attn_{name}.weight"] for name in "qkv"])
        weights[mine + "attention_out"] = stored[theirs + "attn_output.weight"]
        weights[mine + "feed_norm"] = stored[theirs + "ffn_norm.weight"]
        weights[mine + "gate_up"] = torch.cat([stored[f"{theirs}ffn_{name}.weight"] for name in ("gate", "up")])
        weights[mine + "down"] = stored[theirs + "ffn_down.weight"]
    return shape, weights


def read_weights(path: Path) -> tuple[Shape, Weights]:
    """The shape and weights of a checkpoint (.pt) or of a release (.gguf)."""
    if path.suffix == ".gguf":
        return released(path)
    state = torch.load(path, map_location="cpu")
    return Shape(**state["shape"]), state["model"]
