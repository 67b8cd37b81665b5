"""Packs samples into rows without cutting any, and makes batches of rows."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from ember.tokenizer.tokenizer import Tokenizer
from ember.train.model import Batch
from ember.train.samples import Sample, Sampler, Source

OPEN_ROWS = 12  # rows that wait for a sample that fits


@dataclass(frozen=True)
class Feed:
    """What a run trains on."""

    corpus: Path
    tokenizer: Path
    rows: int
    time: int
    seed: int
    middle_weight: float = 2.0


class Batches(IterableDataset):
    """An endless stream of batches; each worker draws its own samples."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.sources = read_corpus(feed.corpus)

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        seed = self.feed.seed * 1000 + (worker.id if worker else 0)
        tokenizer = Tokenizer.load(self.feed.tokenizer)
        sampler = Sampler(tokenizer, self.feed.time, seed)
        packed = pack(stream(self.sources, sampler, seed), self.feed.time)
        while True:
            rows = [next(packed) for _ in range(self.feed.rows)]
            yield batch_of(rows, self.feed.time, tokenizer, self.feed.middle_weight)


def loader(feed: Feed, workers: int) -> Iterator[Batch]:
    """Batches made by processes of their own."""
    return iter(DataLoader(Batches(feed), batch_size=None, num_workers=workers, prefetch_factor=4))


def read_corpus(folder: Path) -> dict[str, list[Source]]:
    """Every file of one part of the corpus, by repository."""
    result: dict[str, list[Source]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        name = path.stem.split("+", 1)[1]
        with open(path) as file:
            records = [json.loads(line) for line in file]
        result[path.stem] = [Source(name, record["path"], record["text"]) for record in records]
    return result


def stream(sources: dict[str, list[Source]], sampler: Sampler, seed: int) -> Iterator[Sample]:
    """Samples without end: every file in turn, as often as its length asks for, shuffled."""
    chance = random.Random(seed)
    step = sampler.longest * 3
    visits = [
        (source, files) for files in sources.values() for source in files for _ in range(1 + len(source.text) // step)
    ]
    while True:
        chance.shuffle(visits)
        for source, files in visits:
            sample = sampler.sample(source, neighbours(source, files))
            if sample:
                yield sample


def neighbours(source: Source, files: list[Source]) -> list[Source]:
    """Files that an editor might have open beside this one: same ending, nearby folder first."""
    ending = source.path.rsplit(".", 1)[-1]
    folder = source.path.rsplit("/", 1)[0]
    near = [f for f in files if f is not source and f.path.startswith(folder) and f.path.endswith(ending)]
    return near[:20] or [f for f in files[:20] if f is not source and f.path.endswith(ending)]


def pack(samples: Iterable[Sample], time: int) -> Iterator[list[Sample]]:
    """Rows of samples that together have at most `time` tokens."""
    rows: list[list[Sample]] = [[] for _ in range(OPEN_ROWS)]
    used = [0] * OPEN_ROWS
    for sample in samples:
        size = len(sample.tokens)
        fitting = [index for index in range(OPEN_ROWS) if used[index] + size <= time]
        if not fitting:
            fullest = max(range(OPEN_ROWS), key=used.__getitem__)
            yield rows[fullest]
            rows[fullest], used[fullest] = [], 0
            fitting = [fullest]
        chosen = max(fitting, key=used.__getitem__)
        rows[chosen].append(sample)
        used[chosen] += size
    yield from (row for row in rows if row)


def batch_of(rows: list[list[Sample]], time: int, tokenizer: Tokenizer, middle_weight: float) -> Batch:
    """The arrays of packed rows; weights sum to 1, and special marks but the end are not learned."""
    shape = (len(rows), time)
    tokens = np.full(shape, tokenizer.special["<|fim_pad|>"], dtype=np.int64)
    targets, weights = tokens.copy(), np.zeros(shape, dtype=np.float32)
    first = np.tile(np.arange(time, dtype=np.int32), (len(rows), 1))
    end = tokenizer.special["<|endoftext|>"]
    for row, samples in enumerate(rows):
        at = 0
        for sample in samples:
            size = len(sample.tokens)
            tokens[row, at : at + size] = sample.tokens
            targets[row, at : at + size - 1] = sample.tokens[1:]
            weights[row, at : at + size - 1] = 1.0
            weights[row, at + sample.middle - 1 : at + size - 1] = middle_weight
            first[row, at : at + size] = at
            at += size
    weights[(targets > end) & (weights > 0)] = 0.0
    positions = np.arange(time, dtype=np.int32)[None] - first
    weights /= max(weights.sum(), 1e-9)
    return Batch(*map(torch.from_numpy, (tokens, targets, weights, positions, first)))
