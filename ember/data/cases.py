"""Makes rest-of-line cases from held-out repositories, for `npm run ember:evaluate`.

    python3 -m ember.data.cases --into ember/runs/held-out.jsonl

The rule: of every language the same number of cases, one of a file at most, the
files in the order of a hash of their path. In a file a line is drawn by a
seeded generator among those of 10 to 120 characters that are no comment; the
cursor stands behind a word or a sign of that line, at least one of which must
follow. What follows is the truth.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("typescript", "tsx", "javascript", "python", "go", "rust", "java", "c", "cpp", "csharp")
COMMENT = re.compile(r"\s*(//|#(?!include|define|if|endif)|\*|/\*|\"\"\")")
PIECE = re.compile(r"\w+|[^\w\s]")


def case_of(text: str, chance: random.Random) -> tuple[str, str, str] | None:
    """Prefix, middle and suffix of one case, or None where no line serves."""
    lines = text.split("\n")
    fitting = [
        number
        for number, line in enumerate(lines)
        if 10 <= len(line.strip()) and len(line) <= 120 and not COMMENT.match(line) and len(PIECE.findall(line)) > 2
    ]
    if not fitting:
        return None
    number = chance.choice(fitting)
    line = lines[number]
    at = chance.choice([match.end() for match in PIECE.finditer(line)][:-1])
    before, after = "\n".join([*lines[:number], line[:at]]), "\n".join(["", *lines[number + 1 :]])
    return before, line[at:].rstrip(), after


def cases(corpus: Path, per_language: int, seed: int) -> Iterator[dict[str, str]]:
    """Cases of all held-out repositories, language by language."""
    files: defaultdict[str, list[tuple[bytes, str, dict]]] = defaultdict(list)
    for path in sorted(corpus.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            record = json.loads(line)
            name = f"{path.stem}/{record['path']}"
            files[record["language"]].append((hashlib.sha1(name.encode()).digest(), name, record))
    chance = random.Random(seed)
    for language in LANGUAGES:
        made = 0
        for _, name, record in sorted(files[language], key=lambda row: row[0]):
            case = case_of(record["text"], chance)
            if case and made < per_language:
                made += 1
                prefix, middle, suffix = case
                yield {
                    "id": name, "lang": language, "path": record["path"],
                    "prefix": prefix, "middle": middle, "suffix": suffix,
                }  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("ember/corpus/held-out"))
    parser.add_argument("--per-language", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--into", type=Path, required=True)
    options = parser.parse_args()
    made = list(cases(options.corpus, options.per_language, options.seed))
    options.into.write_text("".join(json.dumps(case) + "\n" for case in made))
    print(f"{len(made)} cases")


if __name__ == "__main__":
    main()
