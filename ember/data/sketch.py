"""Word n-gram hashes of a text: for near duplicates (MinHash) and for benchmark overlap."""

from __future__ import annotations

import re
import zlib

import numpy as np

WORD = re.compile(rb"\w+|[^\w\s]")
SHINGLE = 5  # words of a near-duplicate shingle
OVERLAP = 13  # words of a benchmark n-gram
BINS, BANDS = 64, 16  # MinHash values of a sketch, and how many groups of 4 are compared
MIX = np.uint64(0x9E3779B97F4A7C15)


def ngrams(text: str, length: int) -> np.ndarray:
    """A 64-bit hash of every run of `length` words; empty when there are fewer."""
    words = np.fromiter((zlib.crc32(word) for word in WORD.findall(text.encode())), dtype=np.uint64)
    if len(words) < length:
        return words[:0]
    count = len(words) - length + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(length):
        mixed = (mixed ^ words[offset : offset + count]) * MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed


def sketch(text: str) -> np.ndarray:
    """One-permutation MinHash: the smallest shingle hash of each of 64 bins."""
    hashes = ngrams(text, SHINGLE)
    bins = np.full(BINS, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(bins, (hashes >> np.uint64(58)).astype(np.int64), hashes)
    return bins


def near_duplicates(sketches: np.ndarray, threshold: float = 0.75) -> np.ndarray:
    """True for every row [files, 64] that an earlier kept row resembles at least so much."""
    seen: list[dict[bytes, int]] = [{} for _ in range(BANDS)]
    refused = np.zeros(len(sketches), dtype=bool)
    grouped = np.ascontiguousarray(sketches.reshape(len(sketches), BANDS, -1))
    for row in range(len(sketches)):
        keys = [grouped[row, band].tobytes() for band in range(BANDS)]
        candidates = {seen[band][key] for band, key in enumerate(keys) if key in seen[band]}
        if any((sketches[other] == sketches[row]).mean() >= threshold for other in candidates):
            refused[row] = True
            continue
        for band, key in enumerate(keys):
            seen[band].setdefault(key, row)
    return refused
