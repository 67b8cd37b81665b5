/** `PRAGMA application_id` of every index: "Ingl" in ASCII. */
export const applicationId = 0x496e676c;

/** `PRAGMA user_version`: raised with every change below, or of what is written into the tables. */
export const schemaVersion = 1;

/**
 * The tables of an index. It holds no copy of the source: `chunk_text` and `symbol_text` are
 * contentless, and keep the words of a text but not the text.
 *
 * - `file.path` is relative to the workspace folder, with `/`. `hash` is of its text; `mtime`, in
 *   milliseconds, is null where the text came from an open document and not from the disk. A file is
 *   `waiting` until what is on the disk has been taken in; its chunks are then those of before. One
 *   that is `skipped` has a `reason`, a clause, and no chunks.
 * - `chunk`: lines are zero-based, both inclusive. `scope` has the names around it, the outermost
 *   first, one a line. `hash` is of its text: chunks of the same hash share a vector.
 * - `chunk_text`: rowid is `chunk.id`. `words` is the chunk's text, whose names stay whole; `parts`
 *   has the words of its compound names. `name` (with the scope) and `path` hold both kinds.
 * - `symbol`: `kind` is function, type or value. Its place is that of its name. `chunk` is where it
 *   is declared. `symbol_text.name` (rowid is `symbol.id`) has the name and its parts.
 * - `import`: `specifier` is the path, relative as `file.path` but without its ending, where the
 *   imported file was looked for first; `target` is null where there is none. A folder is imported as
 *   several files.
 * - `vector`: of the embedding model that `meta` names with the key `vectors`. `embedding` holds
 *   32-bit floats, little-endian, of length 1.
 */
export const schema = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  language TEXT NOT NULL,
  size INTEGER NOT NULL,
  mtime REAL,
  hash BLOB,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'indexed', 'skipped')),
  reason TEXT
) STRICT;
CREATE INDEX file_waiting ON file (id) WHERE state = 'waiting';
CREATE INDEX file_skipped ON file (id) WHERE state = 'skipped';
CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('function', 'type', 'section', 'text')),
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  first_line INTEGER NOT NULL,
  last_line INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX chunk_by_file ON chunk (file, first_line);
CREATE VIRTUAL TABLE chunk_text USING fts5 (
  name, path, words, parts,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);
CREATE TABLE symbol (
  id INTEGER PRIMARY KEY,
  file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  chunk INTEGER NOT NULL REFERENCES chunk ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  line INTEGER NOT NULL,
  character INTEGER NOT NULL
) STRICT;
CREATE INDEX symbol_by_file ON symbol (file);
CREATE INDEX symbol_by_chunk ON symbol (chunk);
CREATE INDEX symbol_by_name ON symbol (lower(name));
CREATE VIRTUAL TABLE symbol_text USING fts5 (
  name,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 tokenchars '_'"
);
CREATE TABLE import (
  file INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
  specifier TEXT NOT NULL,
  target INTEGER REFERENCES file ON DELETE SET NULL
) STRICT;
CREATE INDEX import_by_file ON import (file);
CREATE INDEX import_by_target ON import (target);
CREATE INDEX import_unresolved ON import (specifier) WHERE target IS NULL;
CREATE TABLE vector (
  chunk INTEGER PRIMARY KEY REFERENCES chunk ON DELETE CASCADE,
  embedding BLOB NOT NULL
) STRICT;
`;
