"""Exports a checkpoint to GGUF, with the tokenizer and all that llama.cpp asks for.

    python3 -m ember.export.export ember/runs/NAME/final.pt --into ember/release/ember.gguf --type q8_0
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from ember.export.gguf import F16, F32, Tensor, Value, plain, quantized, quantized4, write_gguf
from ember.tokenizer.tokenizer import SPECIAL, Tokenizer
from ember.train.config import Shape

CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] "
    "+ '<|im_end|>' + '\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
FILE_TYPES = {"f16": 1, "q4_0": 2, "q8_0": 7}
NORMAL, CONTROL = 1, 3  # kinds of token
SUMMARY = (
    "Trained from nothing on permissively licensed source code (MIT, Apache-2.0, BSD, ISC and the like) of public "
    "repositories; ember/release/manifest.json in the Ingle repository names each of them."
)


def metadata(shape: Shape, tokenizer: Tokenizer, kind: str) -> dict[str, Value]:
    """All keys of the file, in the order in which they are written."""
    special = tokenizer.special
    return {
        "general.architecture": "llama",
        "general.type": "model",
        "general.name": "Ember",
        "general.description": SUMMARY,
        "general.license": "apache-2.0",
        "general.file_type": FILE_TYPES[kind],
        "general.quantization_version": 2,
        "llama.context_length": shape.context,
        "llama.embedding_length": shape.width,
        "llama.block_count": shape.layers,
        "llama.feed_forward_length": shape.hidden,
        "llama.attention.head_count": shape.heads,
        "llama.attention.head_count_kv": shape.heads,
        "llama.attention.layer_norm_rms_epsilon": shape.norm_epsilon,
        "llama.rope.dimension_count": shape.head_size,
        "llama.rope.freq_base": shape.rope_base,
        "llama.vocab_size": shape.vocabulary,
        "tokenizer.ggml.model": "gpt2",
        "tokenizer.ggml.pre": tokenizer.pre,
        "tokenizer.ggml.tokens": [visible(text) for text in tokenizer.bytes] + SPECIAL,
        "tokenizer.ggml.token_type": [NORMAL] * len(tokenizer.bytes) + [CONTROL] * len(SPECIAL),
        "tokenizer.ggml.merges": [
            f"{visible(tokenizer.bytes[left])} {visible(tokenizer.bytes[right])}" for left, right in tokenizer.merges
        ],
        "tokenizer.ggml.bos_token_id": special["<|endoftext|>"],
        "tokenizer.ggml.eos_token_id": special["<|endoftext|>"],
        "tokenizer.ggml.eot_token_id": special["<|im_end|>"],
        "tokenizer.ggml.padding_token_id": special["<|fim_pad|>"],
        "tokenizer.ggml.fim_pre_token_id": special["<|fim_prefix|>"],
        "tokenizer.ggml.fim_suf_token_id": special["<|fim_suffix|>"],
        "tokenizer.ggml.fim_mid_token_id": special["<|fim_middle|>"],
        "tokenizer.ggml.fim_pad_token_id": special["<|fim_pad|>"],
        "tokenizer.ggml.fim_rep_token_id": special["<|repo_name|>"],
        "tokenizer.ggml.fim_sep_token_id": special["<|file_sep|>"],
        "tokenizer.ggml.add_bos_token": False,
        "tokenizer.ggml.add_eos_token": False,
        "tokenizer.chat_template": CHAT_TEMPLATE,
    }


def tensors(state: dict[str, torch.Tensor], shape: Shape, kind: str) -> dict[str, Tensor]:
    """The weights under llama.cpp's names; the output matrix is absent, so that the embedding serves."""

    def matrix(values: np.ndarray) -> Tensor:
        if kind == "f16":
            return plain(values, F16)
        return quantized(values) if kind == "q8_0" else quantized4(values)

    def weight(name: str) -> np.ndarray:
        return state[name].float().numpy()

    result = {"token_embd.weight": matrix(weight("embedding")), "output_norm.weight": plain(weight("norm"), F32)}
    for layer in range(shape.layers):
        mine, theirs = f"layers.{layer}.", f"blk.{layer}."
        result[theirs + "attn_norm.weight"] = plain(weight(mine + "attention_norm"), F32)
        for name, part in zip("qkv", np.split(weight(mine + "qkv"), 3)):
            result[f"{theirs}attn_{name}.weight"] = matrix(part)
        result[theirs + "attn_output.weight"] = matrix(weight(mine + "attention_out"))
        result[theirs + "ffn_norm.weight"] = plain(weight(mine + "feed_norm"), F32)
        for name, part in zip(("gate", "up"), np.split(weight(mine + "gate_up"), 2)):
            result[f"{theirs}ffn_{name}.weight"] = matrix(part)
        result[theirs + "ffn_down.weight"] = matrix(weight(mine + "down"))
    return result


def visible(text: bytes) -> str:
    """GPT-2's printable stand-in for each byte, as llama.cpp stores tokens."""
    return "".join(BYTE_MARKS[value] for value in text)


def _byte_marks() -> list[str]:
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    marks, spare = [], 256
    for value in range(256):
        marks.append(chr(value if value in printable else spare))
        spare += value not in printable
    return marks


BYTE_MARKS = _byte_marks()


def main(argv: list[str] | None = None) -> None:
    """Command line: writes the file, and ember.json beside it when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--type", choices=FILE_TYPES, default="q8_0")
    parser.add_argument("--tokenizer", type=Path, default=Path("ember/release/tokenizer.json"))
    parser.add_argument("--describe", action="store_true", help="also write ember.json")
    parser.add_argument("--after", type=Path, help="ember.json of the weights that the run began from")
    options = parser.parse_args(argv)
    state = torch.load(options.checkpoint, map_location="cpu")
    shape, tokenizer = Shape(**state["shape"]), Tokenizer.load(options.tokenizer)
    write_gguf(options.into, metadata(shape, tokenizer, options.type), tensors(state["model"], shape, options.type))
    if options.describe:
        before = json.loads(options.after.read_text())["training"] if options.after else {"tokens": 0, "minutes": 0.0}
        described = {
            "name": "Ember", "parameters": shape.parameters, "context": shape.context, "licence": "Apache-2.0",
            "sha256": hashlib.sha256(options.into.read_bytes()).hexdigest(), "bytes": options.into.stat().st_size,
            "training": {
                "tokens": before["tokens"] + state["tokens"],
                "minutes": round(before["minutes"] + state["seconds"] / 60, 1),
                "summary": SUMMARY,
            },
        }  # fmt: skip
        options.into.with_suffix(".json").write_text(json.dumps(described, indent=2) + "\n")


if __name__ == "__main__":
    main()
