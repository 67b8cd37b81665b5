"""Which files are read, under which language."""

from __future__ import annotations

from pathlib import PurePosixPath

CODE: dict[str, str] = {
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
    ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript",
    ".py": "python", ".pyi": "python", ".go": "go", ".rs": "rust", ".java": "java",
    ".c": "c", ".h": "c", ".cc": "cpp", ".cpp": "cpp", ".cxx": "cpp", ".hpp": "cpp", ".hh": "cpp",
    ".cs": "csharp", ".vue": "vue", ".svelte": "svelte", ".kt": "kotlin", ".rb": "ruby", ".lua": "lua",
}  # fmt: skip
# Kept to a small share of each repository.
MARKUP: dict[str, str] = {
    ".html": "html", ".css": "css", ".scss": "css", ".less": "css", ".json": "json", ".yaml": "yaml",
    ".yml": "yaml", ".toml": "toml", ".md": "markdown", ".sh": "shell", ".bash": "shell", ".zsh": "shell",
    ".sql": "sql", ".proto": "proto",
}  # fmt: skip


def language_of(path: str) -> str | None:
    """The language of a path by its ending, or None when Ember does not read it."""
    ending = PurePosixPath(path).suffix.lower()
    return CODE.get(ending) or MARKUP.get(ending)


def is_markup(path: str) -> bool:
    """Whether the path counts against the markup share."""
    return PurePosixPath(path).suffix.lower() in MARKUP
