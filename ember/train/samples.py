"""Turns files into training samples in the form of the prompt that Ember reads.

The extension asks with

    [<|repo_name|>NAME\\n] [<|file_sep|>OTHER/PATH\\nTEXT]... <|file_sep|>PATH\\n
    <|fim_suffix|>SUFFIX<|fim_prefix|>PREFIX<|fim_middle|>

and Ember answers with the middle and <|endoftext|>. Each part is tokenised on
its own, cut anywhere between two characters, so that a cursor inside a word is
nothing unusual.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from ember.tokenizer.tokenizer import Tokenizer

PLAIN = 0.08  # share of files read from begin to end
PREFIX_FIRST = 0.25  # share of infillings in the other order
PATHLESS, NAMED, WITH_OTHERS = 0.1, 0.2, 0.3
# Middles: to the end of the line, whole lines, a block by indentation, any span.
MIDDLES = (("rest", 0.68), ("lines", 0.12), ("block", 0.12), ("span", 0.08))
# Lines and blocks mostly begin after their indentation, as editors place the cursor.
INDENTED = 0.75
# How often a cursor at a word's edge may stand at the end of its line.
COMPLETE = 0.25
OPENERS = ("{", "(", "[", ":", "=>")
LONGEST_MIDDLE = 400  # characters
CHARACTERS_PER_TOKEN = 3.0


@dataclass(frozen=True)
class Source:
    """A file of the corpus beside its repository's name."""

    repository: str
    path: str
    text: str


@dataclass(frozen=True)
class Sample:
    """Token ids, and the index where the middle begins (the length for plain files)."""

    tokens: list[int]
    middle: int


class Sampler:
    """Makes samples of at most `longest` tokens; the same seed makes the same ones."""

    def __init__(self, tokenizer: Tokenizer, longest: int, seed: int) -> None:
        self.tokenizer, self.longest = tokenizer, longest
        self.chance = random.Random(seed)

    def sample(self, source: Source, others: list[Source]) -> Sample | None:
        """One sample of a file; `others` are files of the same repository, None if too short."""
        if len(source.text) < 40:
            return None
        if self.chance.random() < PLAIN:
            return self._plain(source)
        return self._infill(source, others)

    def _plain(self, source: Source) -> Sample:
        room = int(self.longest * CHARACTERS_PER_TOKEN)
        begin = line_begin(source.text, self.chance.randrange(max(1, len(source.text) - room // 2)))
        ids = self._head(source, []) + self.tokenizer.encode(source.text[begin : begin + room])
        if begin + room >= len(source.text):
            ids.append(self.tokenizer.special["<|endoftext|>"])
        ids = ids[: self.longest]
        return Sample(ids, len(ids))

    def _infill(self, source: Source, others: list[Source]) -> Sample | None:
        text, chance = source.text, self.chance
        begin, end = choose_middle(text, chance)
        room = self.longest * CHARACTERS_PER_TOKEN * chance.uniform(0.3, 1.0)
        after = int(room * chance.choice((0.0, 0.1, 0.2, 0.3, 0.3)))
        before = int(room) - after
        suffix = text[end : end + after]
        if end + after < len(text) and "\n" in suffix:
            suffix = suffix[: suffix.rindex("\n") + 1]
        prefix = text[line_begin(text, max(0, begin - before)) : begin]
        ids = self._head(source, others)
        marks, encode = self.tokenizer.special, self.tokenizer.encode
        suffix_part = [marks["<|fim_suffix|>"], *encode(suffix)]
        prefix_part = [marks["<|fim_prefix|>"], *encode(prefix)]
        if chance.random() < PREFIX_FIRST:
            ids += prefix_part + suffix_part
        else:
            ids += suffix_part + prefix_part
        ids.append(marks["<|fim_middle|>"])
        middle = [*encode(text[begin:end]), marks["<|endoftext|>"]]
        if len(ids) + len(middle) > self.longest:
            return None
        return Sample(ids + middle, len(ids))

    def _head(self, source: Source, others: list[Source]) -> list[int]:
        marks, encode, chance = self.tokenizer.special, self.tokenizer.encode, self.chance
        ids: list[int] = []
        if chance.random() < PATHLESS:
            return ids
        if chance.random() < NAMED:
            ids += [marks["<|repo_name|>"], *encode(source.repository + "\n")]
        if others and chance.random() < WITH_OTHERS:
            room = self.longest // 3
            for other in chance.sample(others, min(len(others), chance.randint(1, 2))):
                part = excerpt(other.text, int(room * CHARACTERS_PER_TOKEN * chance.uniform(0.2, 0.7)), chance)
                ids += [marks["<|file_sep|>"], *encode(f"{other.path}\n{part}")]
        return [*ids, marks["<|file_sep|>"], *encode(source.path + "\n")]


def choose_middle(text: str, chance: random.Random) -> tuple[int, int]:
    """Where a middle begins and ends, by the shares in MIDDLES."""
    kind = chance.choices([name for name, _ in MIDDLES], [share for _, share in MIDDLES])[0]
    for _ in range(8):
        at = chance.randrange(len(text))
        if kind == "span":
            return at, min(len(text), at + int(chance.expovariate(1 / 60)) + 1)
        begin, end = line_begin(text, at), line_end(text, at)
        if not text[begin:end].strip():
            continue
        if kind == "rest":
            return rest_of_line(text, begin, end, chance), end
        opened = end
        if kind == "lines":
            for _ in range(chance.randint(0, 3)):
                end = line_end(text, min(end + 1, len(text)))
        else:
            end = block_end(text, begin, end)
        if kind == "block" and opens_block(text[begin:opened]) and chance.random() < 0.5:
            begin = opened
        elif chance.random() < INDENTED:
            begin += len(text[begin:end]) - len(text[begin:end].lstrip(" \t"))
        if begin < end <= begin + LONGEST_MIDDLE:
            return begin, end
    return at, line_end(text, at)


def rest_of_line(text: str, begin: int, end: int, chance: random.Random) -> int:
    """A cursor in a line: at a word's edge, after its indentation, or anywhere."""
    indent = begin + len(text[begin:end]) - len(text[begin:end].lstrip())
    draw = chance.random()
    if draw < 0.15:
        return indent
    if draw < 0.65:
        edges = [match.end() for match in re.finditer(r"\w+|[^\w\s]", text[begin:end])]
        # At a line's end the answer is nothing: a little of that teaches to stop, more of it makes
        # nothing the likeliest answer of an unsure model. After an opener a block is asked for.
        ended = not opens_block(text[begin:end]) and chance.random() < COMPLETE
        return begin + chance.choice(edges if ended or len(edges) == 1 else edges[:-1])
    return chance.randint(indent, end)


def opens_block(line: str) -> bool:
    """Whether an indented block is expected below a line."""
    return line.rstrip().endswith(OPENERS)


def block_end(text: str, begin: int, end: int) -> int:
    """The end of the lines that are indented deeper than the one given, itself included."""
    indent = len(text[begin:end]) - len(text[begin:end].lstrip())
    last = end
    while end < len(text):
        start, end = end + 1, line_end(text, end + 1)
        line = text[start:end]
        if line.strip():
            if len(line) - len(line.lstrip()) <= indent:
                break
            last = end
        if last - begin > LONGEST_MIDDLE:
            break
    return last


def excerpt(text: str, size: int, chance: random.Random) -> str:
    """Whole lines of a file: mostly from its begin, else from anywhere."""
    begin = 0 if chance.random() < 0.6 else line_begin(text, chance.randrange(len(text)))
    return text[begin : line_end(text, min(len(text), begin + size))].rstrip("\n") + "\n"


def line_begin(text: str, at: int) -> int:
    """The index of the first character of the line that holds `at`."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """The index of the line break at or after `at`, or the text's end."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found
