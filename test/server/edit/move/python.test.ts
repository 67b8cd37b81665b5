import { describe } from "mocha";
import { type MoveRow, testMoves } from "./rows.ts";

const rows: MoveRow[] = [
  {
    what: "a function in a package that imports with dots",
    project: {
      "pkg/__init__.py": "",
      "pkg/a.py": `"""About a."""

import os
from . import files
from .names import LIMIT, other

KEPT = other


# Loads it.
@cached
def load(name: str) -> str:
    return files.read(os.path.join("x", name))[:LIMIT]


def cached(f):
    return f


def save(name):
    os.remove(name)
`,
      "pkg/files.py": "def read(path):\n    return path\n",
      "pkg/names.py": "LIMIT = 1\nother = 2\n",
      "pkg/store.py": `from .names import other


def go():
    return other


if __name__ == "__main__":
    go()
`,
      "pkg/user.py": `from .a import load, save

save(load("x"))
`,
      "main.py": `from pkg.a import load
from pkg import a

load("x")
a.load("y")
a.save("z")
`,
    },
    move: { name: "load", from: "pkg/a.py", to: "pkg/store.py" },
    after: {
      "pkg/a.py": `"""About a."""

import os
from .names import other

KEPT = other


def cached(f):
    return f


def save(name):
    os.remove(name)
`,
      "pkg/store.py": `from .names import LIMIT, other
import os
from . import files
from .a import cached


def go():
    return other


# Loads it.
@cached
def load(name: str) -> str:
    return files.read(os.path.join("x", name))[:LIMIT]


if __name__ == "__main__":
    go()
`,
      "pkg/user.py": `from .a import save
from .store import load

save(load("x"))
`,
      "main.py": `from pkg.store import load
from pkg import a

load("x")
load("y")
a.save("z")
`,
    },
  },
  {
    what: "a class to a new file, by absolute imports",
    project: {
      "app/models.py": `from dataclasses import dataclass

__all__ = ["Book", "Loan"]


@dataclass
class Book:
    title: str


@dataclass
class Loan:
    book: "Book"
`,
      "app/desk.py": "from app.models import Book, Loan\n\nx = Book\ny = Loan\n",
      "app/old.py": "import app.models\n\nx = app.models.Book\n",
    },
    move: { name: "Book", from: "app/models.py", to: "app/book.py" },
    after: {
      "app/models.py": `from dataclasses import dataclass
from app.book import Book

__all__ = ["Book", "Loan"]


@dataclass
class Loan:
    book: "Book"
`,
      "app/book.py": `from dataclasses import dataclass


@dataclass
class Book:
    title: str
`,
      "app/desk.py":
        "from app.models import Loan\nfrom app.book import Book\n\nx = Book\ny = Loan\n",
      "app/old.py": "import app.models\nfrom app.book import Book\n\nx = Book\n",
    },
  },
  {
    what: "a constant of a package, which goes on having it",
    project: {
      "pkg/__init__.py": "ONE = 1\nTWO = 2\n",
      "main.py": "from pkg import ONE\n",
    },
    move: { name: "ONE", from: "pkg/__init__.py", to: "pkg/one.py" },
    after: {
      "pkg/__init__.py": "from pkg.one import ONE\n\nTWO = 2\n",
      "pkg/one.py": "ONE = 1\n",
    },
  },
  {
    what: "those who import everything",
    project: {
      "a.py": "def one():\n    pass\n\n\ndef two():\n    pass\n",
      "c.py": "from a import *\n\none()\ntwo()\n",
      "d.py": "from a import *\n\ntwo()\n",
    },
    move: { name: "one", from: "a.py", to: "b.py" },
    after: {
      "a.py": "def two():\n    pass\n",
      "b.py": "def one():\n    pass\n",
      "c.py": "from a import *\nfrom b import one\n\none()\ntwo()\n",
    },
  },
];

const refusals: MoveRow[] = [
  { what: "what is bound under a condition", project: { "a.py": "if x:\n    def one(): pass\n" } },
  {
    what: "what uses a name that is bound under a condition",
    project: {
      "a.py": "try:\n    import y\nexcept ImportError:\n    y = None\n\ndef one(): y()\n",
    },
  },
  {
    what: "what may use a name of everything",
    project: { "a.py": "from x import *\n\ndef one(): thing()\n" },
  },
  {
    what: "what assigns to a name of the file",
    project: { "a.py": "n = 1\n\ndef one():\n    global n\n    n = 2\n" },
  },
].map((row) => ({ ...row, move: { name: "one", from: "a.py", to: "b.py" }, after: undefined }));

describe("a declaration of Python moves", () => testMoves([...rows, ...refusals]));
