import { fileURLToPath, pathToFileURL } from "node:url";
import type { WorkspaceFolder, WorkspaceFoldersChangeEvent } from "vscode-languageserver/node";

/** The folders of the workspace. */
export interface Roots {
  /** Absolute paths; only folders on a disk. */
  readonly folders: readonly string[];
  /** The URIs of all of them. */
  readonly uris: readonly string[];
  set(folders: readonly WorkspaceFolder[]): void;
  change(event: WorkspaceFoldersChangeEvent): void;
  /** A document's path in its folder with `/`, or its last segment where it is in none. */
  relative(uri: string): string;
  /** The same for somebody who is in the file `from`: with its folder's name where that is another. */
  relativeFrom(uri: string, from: string): string;
  /** The innermost folder that holds an absolute path; undefined where none does. */
  folderOf(path: string): string | undefined;
  /** The name of the folder that a document is in; undefined where it is in none. */
  nameOf(uri: string): string | undefined;
}

/** Creates the roots of one client's workspace. */
export function createRoots(): Roots {
  let known: WorkspaceFolder[] = [];

  function folderOf(uri: string): WorkspaceFolder | undefined {
    return known
      .filter((folder) => uri.startsWith(withSlash(folder.uri)))
      .sort((a, b) => b.uri.length - a.uri.length)[0];
  }

  function relative(uri: string): string {
    const path = withoutFragment(uri);
    const folder = folderOf(path);
    return decode(
      folder ? path.slice(withSlash(folder.uri).length) : path.slice(path.search(/[^/:]*$/)),
    );
  }

  return {
    get folders() {
      return known.flatMap(({ uri }) => (uri.startsWith("file:") ? [fileURLToPath(uri)] : []));
    },
    get uris() {
      return known.map(({ uri }) => uri);
    },
    set(folders) {
      known = [...folders];
    },
    change({ added, removed }) {
      const gone = new Set(removed.map(({ uri }) => uri));
      known = [...known.filter(({ uri }) => !gone.has(uri)), ...added];
    },
    relative,
    relativeFrom(uri, from) {
      const folder = folderOf(uri);
      const own = folder === undefined || folder === folderOf(from);
      return own ? relative(uri) : `${folder.name}/${relative(uri)}`;
    },
    folderOf(path) {
      const folder = folderOf(pathToFileURL(path).href);
      return folder && fileURLToPath(folder.uri);
    },
    nameOf: (uri) => folderOf(uri)?.name,
  };
}

function withSlash(uri: string): string {
  return uri.endsWith("/") ? uri : `${uri}/`;
}

/** A notebook cell is named by its notebook. */
function withoutFragment(uri: string): string {
  const hash = uri.indexOf("#");
  return hash < 0 ? uri : uri.slice(0, hash);
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
