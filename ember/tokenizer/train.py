"""Trains the tokenizer on a sample of the corpus and measures it.

python3 -m ember.tokenizer.train --vocabulary 8192 --pre gpt-2
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from ember.tokenizer.bpe import train_merges
from ember.tokenizer.pretokenize import word_pattern
from ember.tokenizer.tokenizer import SPECIAL, Tokenizer

# Words seen less often than this cannot shape an 8-32 k vocabulary.
RAREST = 4


def sample_texts(corpus: Path, share: float, seed: int) -> list[str]:
    """A random share of all files of one part of the corpus."""
    chance = random.Random(seed)
    texts = []
    for path in sorted(corpus.glob("*.jsonl")):
        with open(path) as file:
            texts += [json.loads(line)["text"] for line in file if chance.random() < share]
    return texts


def train(texts: list[str], pre: str, vocabulary: int) -> Tokenizer:
    """A tokenizer of `vocabulary` ids in all, special ones included."""
    words: Counter[str] = Counter()
    pattern = word_pattern(pre)
    for text in texts:
        words.update(pattern.findall(text))
    counted = Counter({word.encode(): count for word, count in words.items() if count >= RAREST and len(word) > 1})
    return Tokenizer(pre, train_merges(counted, vocabulary - len(SPECIAL)))


def main() -> None:
    """Command line: trains, saves, prints bytes per token on other files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("ember/corpus/train"))
    parser.add_argument("--vocabulary", type=int, default=8192)
    parser.add_argument("--pre", default="gpt-2")
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--into", type=Path, default=Path("ember/release/tokenizer.json"))
    options = parser.parse_args()
    tokenizer = train(sample_texts(options.corpus, options.share, 1), options.pre, options.vocabulary)
    tokenizer.save(options.into)
    texts = sample_texts(options.corpus, 0.005, 2)
    tokens = sum(len(tokenizer.encode(text)) for text in texts)
    size = sum(len(text.encode()) for text in texts)
    print(f"{options.pre} {tokenizer.size} ids: {size / tokens:.3f} bytes per token over {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
