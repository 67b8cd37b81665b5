"""The loss of the rest of the line, by language: how surprised the weights are by what stood there.

    python3 -m ember.evaluate.loss --cases ember/runs/held-out.jsonl [WEIGHTS]

The prompt is the one that the server writes (suffix first), cut to a part of
the context. Bits for each byte compare weights with different vocabularies;
nats for each token are what training logs.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch

from ember.export.weights import read_weights
from ember.tokenizer.tokenizer import Tokenizer
from ember.train.batches import batch_of
from ember.train.model import Decoder
from ember.train.samples import Sample

SUFFIX_TOKENS, PREFIX_TOKENS = 200, 480


@dataclass
class Surprise:
    """Summed over cases; the end mark counts as a token and as no byte."""

    cases: int = 0
    nats: float = 0.0
    tokens: int = 0
    bytes: int = 0

    def add(self, nats: float, tokens: int, size: int) -> None:
        """Takes in one case."""
        self.cases, self.nats = self.cases + 1, self.nats + nats
        self.tokens, self.bytes = self.tokens + tokens, self.bytes + size

    @property
    def cells(self) -> tuple[str, str, str]:
        """Cases, nats a token and bits a byte, as a table shows them."""
        bits = self.nats / math.log(2) / max(1, self.bytes)
        return str(self.cases), f"{self.nats / max(1, self.tokens):.2f}", f"{bits:.2f}"


def sample_of(case: dict[str, str], tokenizer: Tokenizer) -> Sample:
    """The prompt of a case and its true answer."""
    marks, encode = tokenizer.special, tokenizer.encode
    suffix = encode(case["suffix"][: SUFFIX_TOKENS * 8])[:SUFFIX_TOKENS]
    prefix = encode(case["prefix"][-PREFIX_TOKENS * 8 :])[-PREFIX_TOKENS:]
    prompt = [
        *(marks["<|file_sep|>"], *encode(case["path"] + "\n")),
        *(marks["<|fim_suffix|>"], *suffix, marks["<|fim_prefix|>"], *prefix, marks["<|fim_middle|>"]),
    ]
    middle = encode(case["middle"])[: PREFIX_TOKENS // 4]
    return Sample([*prompt, *middle, marks["<|endoftext|>"]], len(prompt))


@torch.no_grad()
def surprise_of(model: Decoder, tokenizer: Tokenizer, case: dict[str, str]) -> tuple[float, int]:
    """Nats of a case's middle, summed, and how many tokens these are."""
    sample = sample_of(case, tokenizer)
    losses = model(batch_of([[sample]], len(sample.tokens), tokenizer, 1.0))[1][0]
    middle = losses[sample.middle - 1 : len(sample.tokens) - 1]
    return middle.sum().item(), len(middle)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="?", default=Path("ember/release/ember.gguf"))
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, default=Path("ember/release/tokenizer.json"))
    options = parser.parse_args()
    shape, weights = read_weights(options.weights)
    model, tokenizer = Decoder(shape, torch.float32), Tokenizer.load(options.tokenizer)
    model.load_state_dict(weights)
    languages: defaultdict[str, Surprise] = defaultdict(Surprise)
    for case in map(json.loads, options.cases.read_text().splitlines()):
        nats, tokens = surprise_of(model, tokenizer, case)
        for name in (case["lang"], "all"):
            languages[name].add(nats, tokens, len(case["middle"].encode()))
    print("| language | cases | nats a token | bits a byte |\n| --- | ---: | ---: | ---: |")
    for name, row in sorted(languages.items(), key=lambda item: item[0] == "all"):
        print(f"| {' | '.join((name, *row.cells))} |")


if __name__ == "__main__":
    main()
