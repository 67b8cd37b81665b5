"""Cuts text into the words that BPE may not merge across, as llama.cpp does.

Each pattern is one that llama.cpp knows under the same name
(`tokenizer.ggml.pre`). Python's `re` has no Unicode categories, so that the
letter and number classes are spelled out from `unicodedata`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

# White space in llama.cpp's tables; Python's \s holds four control characters more.
SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

PATTERNS: dict[str, str] = {
    "gpt-2": r"'s|'t|'re|'ve|'m|'ll|'d| ?[{L}]+| ?[{N}]+| ?[^{S}{L}{N}]+|[{S}]+(?![^{S}])|[{S}]+",
    "qwen2": (
        r"'[sStTmMdD]|'[rR][eE]|'[vV][eE]|'[lL][lL]|[^\r\n{L}{N}]?[{L}]+|[{N}]| ?[^{S}{L}{N}]+[\r\n]*"
        r"|[{S}]*[\r\n]+|[{S}]+(?![^{S}])|[{S}]+"
    ),
}


def word_pattern(name: str) -> re.Pattern[str]:
    """The pattern of a pre-tokenizer by llama.cpp's name; its matches cover any text."""
    text = PATTERNS[name]
    for key, value in (("{L}", _category("L")), ("{N}", _category("N")), ("{S}", SPACE)):
        text = text.replace(key, value)
    return re.compile(text)


@lru_cache
def _category(initial: str) -> str:
    """A character class body of all code points whose category begins so."""
    ranges: list[list[int]] = []
    for point in range(sys.maxunicode + 1):
        if unicodedata.category(chr(point))[0] == initial:
            if ranges and ranges[-1][1] == point - 1:
                ranges[-1][1] = point
            else:
                ranges.append([point, point])
    return "".join(f"\\U{a:08x}-\\U{b:08x}" if a != b else f"\\U{a:08x}" for a, b in ranges)
