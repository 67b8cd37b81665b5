"""Reads the files of a repository: a git directory at its newest commit, or a folder."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One file: where it lies, how large it is, and what names its bytes."""

    path: str
    size: int
    key: str


class GitSource:
    """A git directory, bare or not; needs no work tree."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.commit = self._git("rev-parse", "HEAD").decode().strip()

    def entries(self) -> Iterator[Entry]:
        """Every regular file of the newest commit."""
        for record in self._git("ls-tree", "-r", "-l", "-z", "HEAD").split(b"\0"):
            if not record:
                continue
            head, path = record.split(b"\t", 1)
            mode, kind, key, size = head.split()
            if kind == b"blob" and mode != b"120000" and size.isdigit():  # BAD: absent
                yield Entry(path.decode("utf-8", "replace"), int(size), key.decode())

    def read(self, entries: list[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The bytes of the given entries, in order; entries that are absent are left out."""
        process = subprocess.Popen(
            [*self._command(), "cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert process.stdin and process.stdout
        for entry in entries:
            process.stdin.write(entry.key.encode() + b"\n")
            process.stdin.flush()
            head = process.stdout.readline().split()
            if head[1] == b"missing":
                continue
            content = process.stdout.read(int(head[2]))
            process.stdout.read(1)
            yield entry, content
        process.stdin.close()
        process.wait()

    def _command(self) -> list[str]:
        return ["git", "-c", "safe.directory=*", "--git-dir", str(self.directory)]

    def _git(self, *arguments: str) -> bytes:
        return subprocess.run([*self._command(), *arguments], check=True, capture_output=True).stdout


class FolderSource:
    """A plain folder of files."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.commit = directory, "folder"

    def entries(self) -> Iterator[Entry]:
        """Every regular file below the folder."""
        for path in sorted(self.directory.rglob("*")):
            if path.is_file() and not path.is_symlink() and ".git" not in path.parts:
                relative = path.relative_to(self.directory).as_posix()
                yield Entry(relative, path.stat().st_size, relative)

    def read(self, entries: list[Entry]) -> Iterator[tuple[Entry, bytes]]:
        """The bytes of the given entries, in order."""
        for entry in entries:
            yield entry, (self.directory / entry.key).read_bytes()


def open_source(directory: Path) -> GitSource | FolderSource:
    """A git directory where there is one (bare, or .git inside), else the folder itself."""
    for candidate in (directory, directory / ".git"):
        if (candidate / "HEAD").is_file() and (candidate / "objects").is_dir():
            return GitSource(candidate)
    return FolderSource(directory)
