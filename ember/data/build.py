"""Builds the corpus: repositories in, one JSON-lines file per repository and a manifest out.

    python3 -m ember.data.build --repositories ROOT --avoid CASES.jsonl... --into ember/corpus

ROOT holds one folder per repository, named OWNER+NAME: a git directory, a
clone, a folder of files, or a folder whose `repo` entry is one of these.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from ember.data.filters import normalised, path_reason, text_reason
from ember.data.languages import is_markup, language_of
from ember.data.licences import FILE_NAME, repository_licence
from ember.data.sketch import OVERLAP, ngrams, near_duplicates, sketch
from ember.data.source import open_source

CODE_LIMIT, MARKUP_LIMIT = 4_000_000, 300_000  # bytes of one repository
OVERLAPPING = 2  # benchmark n-grams that refuse a file

# Whole repositories kept out of training, for evaluation.
HELD_OUT = frozenset(
    """colinhacks/zod pmndrs/zustand tj/commander.js encode/httpx spf13/cobra BurntSushi/ripgrep
    google/gson DaveGamble/cJSON fmtlib/fmt serilog/serilog""".split()
)


@dataclass
class Document:
    """One file that passed every filter."""

    path: str
    language: str
    text: str
    digest: str
    sketch: np.ndarray


@dataclass
class Repository:
    """What was read of one repository."""

    name: str
    commit: str
    licence: str | None
    documents: list[Document] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)


def read_repository(directory: Path, avoid: np.ndarray) -> Repository:
    """All documents of one repository that pass the filters, up to its byte limits."""
    name = directory.name.replace("+", "/", 1)
    source = open_source(directory / "repo" if (directory / "repo").is_dir() else directory)
    entries = list(source.entries())
    notices = [e for e in entries if "/" not in e.path and FILE_NAME.fullmatch(e.path) and e.size < 200_000]
    texts = {e.path: raw.decode("utf-8", "replace") for e, raw in source.read(notices)}
    result = Repository(name, source.commit, repository_licence(texts))
    if result.licence is None:
        return result
    wanted = []
    for entry in entries:
        if language_of(entry.path) is None:
            continue
        reason = path_reason(entry.path, entry.size)
        if reason:
            result.refused[reason] += 1
        else:
            wanted.append(entry)
    wanted.sort(key=lambda entry: hashlib.sha1(entry.path.encode()).digest())
    left = {True: MARKUP_LIMIT, False: CODE_LIMIT}
    for entry, raw in source.read(wanted):
        markup = is_markup(entry.path)
        if left[markup] < entry.size:
            result.refused["repository limit"] += 1
            continue
        text = normalised(raw)
        reason = "not UTF-8" if text is None else text_reason(text)
        if reason is None and np.isin(ngrams(text or "", OVERLAP), avoid).sum() >= OVERLAPPING:
            reason = "benchmark overlap"
        if reason is not None or text is None:
            result.refused[reason or "not UTF-8"] += 1
            continue
        left[markup] -= entry.size
        digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()
        result.documents.append(Document(entry.path, language_of(entry.path) or "", text, digest, sketch(text)))
    return result


def deduplicate(repositories: list[Repository]) -> None:
    """Drops exact and near copies over all repositories; the first one read stays."""
    documents = [(repository, document) for repository in repositories for document in repository.documents]
    near = near_duplicates(np.stack([document.sketch for _, document in documents]))
    seen: set[str] = set()
    for repository in repositories:
        repository.documents = []
    for (repository, document), is_near in zip(documents, near):
        if document.digest in seen:
            repository.refused["exact copy"] += 1
        elif is_near:
            repository.refused["near copy"] += 1
        else:
            seen.add(document.digest)
            repository.documents.append(document)


def write(repositories: list[Repository], into: Path) -> dict:
    """Writes train/ and held-out/ and returns the manifest."""
    manifest = []
    for repository in repositories:
        part = "held-out" if repository.name in HELD_OUT else "train"
        languages: dict[str, list[int]] = {}
        for document in repository.documents:
            row = languages.setdefault(document.language, [0, 0])
            row[0] += 1
            row[1] += len(document.text.encode())
        manifest.append({
            "repository": repository.name, "commit": repository.commit, "licence": repository.licence,
            "part": part if repository.licence else "refused", "refused": dict(repository.refused),
            "languages": {name: {"files": files, "bytes": size} for name, (files, size) in sorted(languages.items())},
        })  # fmt: skip
        if repository.documents:
            (into / part).mkdir(parents=True, exist_ok=True)
            with open(into / part / f"{repository.name.replace('/', '+')}.jsonl", "w") as file:
                for document in repository.documents:
                    file.write(json.dumps({"path": document.path, "language": document.language, "text": document.text}))
                    file.write("\n")
    return {"totals": totals(manifest), "repositories": manifest}


def totals(manifest: list[dict]) -> dict:
    """Repositories, files and bytes by part and by language."""
    result: dict[str, dict] = {}
    for part in ("train", "held-out"):
        rows = [row for row in manifest if row["part"] == part]
        bytes_of: Counter[str] = Counter()
        files = 0
        for row in rows:
            for language, share in row["languages"].items():
                bytes_of[language] += share["bytes"]
                files += share["files"]
        result[part] = {
            "repositories": len(rows), "files": files, "bytes": sum(bytes_of.values()),
            "bytesByLanguage": dict(bytes_of.most_common()),
        }  # fmt: skip
    return result


def manifest_text(manifest: dict) -> str:
    """JSON with one line for each repository, so that two builds can be compared."""
    rows = ",\n".join("  " + json.dumps(row, separators=(",", ":")) for row in manifest["repositories"])
    return f'{{"totals": {json.dumps(manifest["totals"])},\n "repositories": [\n{rows}\n]}}\n'


def benchmark_ngrams(paths: list[Path]) -> np.ndarray:
    """The n-grams of every case: all texts of a case file's records, joined as the program reads."""
    parts = [np.empty(0, dtype=np.uint64)]
    for path in paths:
        for line in path.read_text().splitlines():
            record = json.loads(line)
            values = [record[key] for key in ("prefix", "middle", "suffix") if key in record] or list(record.values())
            parts.append(ngrams("".join(value for value in values if isinstance(value, str)), OVERLAP))
    return np.unique(np.concatenate(parts))


def main() -> None:
    """Command line of the builder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repositories", type=Path, required=True)
    parser.add_argument("--avoid", type=Path, nargs="*", default=[], help="benchmark case files (JSON lines)")
    parser.add_argument("--into", type=Path, default=Path("ember/corpus"))
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    avoid = benchmark_ngrams(options.avoid)
    folders = [path for path in sorted(options.repositories.iterdir()) if path.is_dir() and "+" in path.name]
    folders.sort(key=lambda path: path.name.replace("+", "/", 1) not in HELD_OUT)  # held-out copies win
    repositories: list[Repository] = []
    with ProcessPoolExecutor(options.processes) as pool:
        for repository in pool.map(partial(read_repository, avoid=avoid), folders):
            size = sum(len(document.text) for document in repository.documents) / 1e6
            print(f"{repository.name}: {repository.licence}, {len(repository.documents)} files, {size:.1f} MB", flush=True)
            repositories.append(repository)
    deduplicate(repositories)
    manifest = write(repositories, options.into)
    (options.into / "manifest.json").write_text(manifest_text(manifest))
    print(json.dumps(manifest["totals"], indent=1))


if __name__ == "__main__":
    main()
