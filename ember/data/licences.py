"""Names the licence of a repository from its licence files; only permissive ones pass."""

from __future__ import annotations

import re

FILE_NAME = re.compile(r"(licen[cs]e|copying|unlicense)([-._].*)?", re.IGNORECASE)

# Phrases that only the licence's own text holds, after whitespace is folded.
PERMISSIVE: list[tuple[str, str]] = [
    ("Apache-2.0", "apache license version 2.0"),
    ("MIT", "permission is hereby granted, free of charge, to any person obtaining a copy"),
    ("PSF-2.0", "python software foundation license version 2"),
    ("ISC", "permission to use, copy, modify, and/or distribute this software for any purpose"),
    ("ISC", "permission to use, copy, modify, and distribute this software for any purpose"),
    ("BSD-3-Clause", "may be used to endorse or promote products derived from"),
    ("BSD-2-Clause", "redistributions in binary form must reproduce the above copyright notice"),
    ("BSL-1.0", "boost software license - version 1.0"),
    ("Unlicense", "this is free and unencumbered software released into the public domain"),
    ("CC0-1.0", "cc0 1.0 universal"),
]
REFUSED = (
    "gnu general public license",
    "gnu lesser general public license",
    "gnu affero general public license",
    "mozilla public license",
    "eclipse public license",
    "business source license",
    "server side public license",
    "elastic license",
    "non-commercial",
)


def licence_of(text: str) -> str | None:
    """The SPDX name of one licence text, or None when it is unknown or not permissive."""
    folded = re.sub(r"[\s,*#/]+", " ", text.lower()).replace("license version 2 ", "license version 2")
    if any(name in folded for name in REFUSED):
        return None
    for name, phrase in PERMISSIVE:
        if re.sub(r"[\s,*#/]+", " ", phrase) in folded:
            return name
    return None


def repository_licence(files: dict[str, str]) -> str | None:
    """The licence that a repository's top-level licence files (name: text) grant.

    Several files are a choice (LICENSE-MIT beside LICENSE-APACHE): one
    permissive one is enough, and all of those are named.
    """
    found = {licence_of(text) for name, text in files.items() if FILE_NAME.fullmatch(name)}
    return " OR ".join(sorted(name for name in found if name)) or None
