"""Ember's tokenizer: byte-level BPE in 8-bit words, with special tokens at the end."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ember.tokenizer.bpe import Pair, tokens_of
from ember.tokenizer.pretokenize import word_pattern

SPECIAL = [
    "<|endoftext|>",
    "<|fim_prefix|>",
    "<|fim_suffix|>",
    "<|fim_middle|>",
    "<|fim_pad|>",
    "<|repo_name|>",
    "<|file_sep|>",
    "<|im_start|>",
    "<|im_end|>",
]
CACHED_WORDS = 500_000


class Tokenizer:
    """Text to ids and back. Special tokens are never made from text."""

    def __init__(self, pre: str, merges: list[Pair]) -> None:
        self.pre, self.merges = pre, merges
        self.pattern = word_pattern(pre)
        self.bytes, self.made = tokens_of(merges)
        self.ranks = {pair: rank for rank, pair in enumerate(merges)}
        self.special = {name: len(self.bytes) + index for index, name in enumerate(SPECIAL)}
        self.cache: dict[str, list[int]] = {}

    @property
    def size(self) -> int:
        """The number of ids."""
        return len(self.bytes) + len(SPECIAL)

    def encode(self, text: str) -> list[int]:
        """Ids of plain text."""
        result: list[int] = []
        cache = self.cache
        for word in self.pattern.findall(text):
            ids = cache.get(word)
            if ids is None:
                ids = self._word(word.encode())
                if len(cache) < CACHED_WORDS:
                    cache[word] = ids
            result += ids
        return result

    def encode_special(self, text: str) -> list[int]:
        """Ids of text in which the special tokens' names stand for these tokens."""
        result: list[int] = []
        for piece in re.split("(" + "|".join(map(re.escape, SPECIAL)) + ")", text):
            result += [self.special[piece]] if piece in self.special else self.encode(piece)
        return result

    def decode(self, ids: list[int]) -> str:
        """The text of ids; special tokens vanish, broken UTF-8 becomes the replacement mark."""
        return b"".join(self.bytes[i] for i in ids if i < len(self.bytes)).decode("utf-8", "replace")

    def _word(self, word: bytes) -> list[int]:
        ids = list(word)
        ranks = self.ranks
        while len(ids) > 1:
            best, place = None, -1
            for index in range(len(ids) - 1):
                rank = ranks.get((ids[index], ids[index + 1]))
                if rank is not None and (best is None or rank < best):
                    best, place = rank, index
            if best is None:
                break
            ids[place : place + 2] = [self.made[best]]
        return ids

    def save(self, path: Path) -> None:
        """Writes the pre-tokenizer's name and the merges as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"pre": self.pre, "merges": self.merges}, separators=(",", ":")))

    @staticmethod
    def load(path: Path) -> "Tokenizer":
        """Reads what save wrote."""
        stored = json.loads(path.read_text())
        return Tokenizer(stored["pre"], [(left, right) for left, right in stored["merges"]])
