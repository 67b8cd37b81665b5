"""Trains byte-level BPE: counts pairs once, then updates only the words a merge touches."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict

Pair = tuple[int, int]


def train_merges(words: Counter[bytes], size: int) -> list[Pair]:
    """The pairs to merge, best first, until there are `size` tokens in all.

    Ids below 256 are bytes; a merge makes the next id, or the one that the same
    bytes already have (see `tokens_of`). Ties go to the smaller pair, so that
    the result depends on the counts alone.
    """
    sequences = [list(word) for word in words]
    counts = list(words.values())
    pairs: Counter[Pair] = Counter()
    where: defaultdict[Pair, set[int]] = defaultdict(set)
    for index, sequence in enumerate(sequences):
        for pair in zip(sequence, sequence[1:]):
            pairs[pair] += counts[index]
            where[pair].add(index)
    queue = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(queue)
    result: list[Pair] = []
    texts = [bytes([value]) for value in range(256)]
    ids = {text: number for number, text in enumerate(texts)}
    while queue and len(texts) < size:
        count, pair = heapq.heappop(queue)
        if pairs[pair] != -count:
            continue  # a count from before a later merge
        result.append(pair)
        made = _token(pair, texts, ids)
        changed: set[Pair] = set()
        for index in where.pop(pair):
            sequence = sequences[index]
            for old in zip(sequence, sequence[1:]):
                pairs[old] -= counts[index]
                changed.add(old)
            sequence = sequences[index] = _merged(sequence, pair, made)
            for new in zip(sequence, sequence[1:]):
                pairs[new] += counts[index]
                where[new].add(index)
                changed.add(new)
        pairs[pair] = 0
        for other in changed:
            if pairs[other] > 0:
                heapq.heappush(queue, (-pairs[other], other))
    return result


def tokens_of(merges: list[Pair]) -> tuple[list[bytes], list[int]]:
    """The bytes of every token, and the id that each merge makes."""
    texts = [bytes([value]) for value in range(256)]
    ids = {text: number for number, text in enumerate(texts)}
    return texts, [_token(pair, texts, ids) for pair in merges]


def _token(pair: Pair, texts: list[bytes], ids: dict[bytes, int]) -> int:
    text = texts[pair[0]] + texts[pair[1]]
    if text not in ids:
        ids[text] = len(texts)
        texts.append(text)
    return ids[text]


def _merged(sequence: list[int], pair: Pair, made: int) -> list[int]:
    result, index = [], 0
    while index < len(sequence):
        if index + 1 < len(sequence) and (sequence[index], sequence[index + 1]) == pair:
            result.append(made)
            index += 2
        else:
            result.append(sequence[index])
            index += 1
    return result
