"""The baseline: the most frequent continuation of the last few words, to the end of the line.

    python3 -m ember.evaluate.ngram --cases FILE --into ember/runs/ngram.jsonl [--own 10]

For each case it looks through the corpus for places where the same five words
and signs stand before on the line, else four, and so on down to one; the rest
of the line that followed most often is the answer. With --own each line of the
case's own file before the cursor counts so often.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

LONGEST = 5
PIECE = re.compile(r"\w+|[^\w\s]")

Context = tuple[str, ...]


def contexts(pieces: list[str], at: int) -> Iterable[Context]:
    """The contexts before a place, longest first."""
    return (tuple(pieces[at - length : at]) for length in range(min(LONGEST, at), 0, -1))


class Baseline:
    """Counts only what the cases ask for, so that it needs little memory."""

    def __init__(self, prefixes: list[str], own_weight: int) -> None:
        self.own_weight = own_weight
        self.counts: dict[Context, Counter[str]] = {}
        self.keys: list[list[Context]] = []
        self.last: defaultdict[str, int] = defaultdict(int)
        for prefix in prefixes:
            pieces = PIECE.findall(prefix.rsplit("\n", 1)[-1])
            keys = list(contexts(pieces, len(pieces)))
            self.keys.append(keys)
            for key in keys:
                self.counts.setdefault(key, Counter())
                self.last[key[-1]] = max(self.last[key[-1]], len(key))

    def count(self, text: str) -> None:
        """Takes in every line of a file."""
        for line in text.split("\n"):
            self._add(line, 1, self.counts)

    def answer(self, case: int, prefix: str) -> str:
        """The answer to one case; empty where nothing like it was seen."""
        own: dict[Context, Counter[str]] = {key: Counter() for key in self.keys[case]}
        for line in prefix.split("\n")[:-1] if self.own_weight else []:
            self._add(line, self.own_weight, own)
        for key in self.keys[case]:
            found = self.counts[key] + own[key]
            if found:
                return min(found, key=lambda text: (-found[text], text))
        return ""

    def _add(self, line: str, weight: int, into: dict[Context, Counter[str]]) -> None:
        matches = list(PIECE.finditer(line))
        pieces = [match.group() for match in matches]
        for at, match in enumerate(matches, start=1):
            if pieces[at - 1] not in self.last:
                continue
            for key in contexts(pieces, at):
                if key in into:
                    into[key][line[match.end() :].rstrip()] += weight


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path("ember/corpus/train"))
    parser.add_argument("--every", type=int, default=4, help="counts every n-th file of the corpus")
    parser.add_argument("--own", type=int, default=0, help="weight of the lines before the cursor")
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    cases = [json.loads(line) for line in options.cases.read_text().splitlines()]
    baseline = Baseline([case["prefix"] for case in cases], options.own)
    number = 0
    for path in sorted(options.corpus.glob("*.jsonl")):
        with open(path) as file:
            for line in file:
                number += 1
                if number % options.every == 0:
                    baseline.count(json.loads(line)["text"])
    answers = [{"id": case["id"], "text": baseline.answer(at, case["prefix"])} for at, case in enumerate(cases)]
    options.into.write_text("".join(json.dumps(answer) + "\n" for answer in answers))
    print(f"{sum(bool(answer['text']) for answer in answers)} of {len(answers)} cases answered from {number} files")


if __name__ == "__main__":
    main()
