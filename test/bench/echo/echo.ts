import { candidatesOf } from "../../../server/echo/candidates.ts";
import { echoLines } from "../../../server/echo/lines.ts";
import { occurrencesOf } from "../../../server/echo/occurrences.ts";
import type { EchoQuery } from "../../../server/echo/place.ts";
import { type AskedStore, createEchoStore, type StoredText } from "../../../server/echo/store.ts";
import type { Explainer, Place } from "./completer.ts";
import { createHashedStore } from "./hashed.ts";

/** A probability that no further line reaches: the bench looks at the cursor's line alone. */
const never = 1.1;

/** Ingle's own echo, with every change taken in before the next question. */
export function echo(): Explainer {
  return echoOver(({ keeps }) => {
    const store = createEchoStore({ keeps });
    return {
      store,
      settle() {
        while (store.step()) {
          // A step is as much as the server does at once.
        }
      },
    };
  });
}

/** The same over the other kind of index. */
export function hashedEcho(): Explainer {
  return echoOver(({ keeps }) => ({ store: createHashedStore({ keeps }), settle() {} }));
}

interface Filled {
  store: AskedStore & { put(file: StoredText): void; remove(uri: string): void };
  settle(): void;
}

function echoOver(create: (options: { keeps(uri: string): boolean }) => Filled): Explainer {
  let latest = "";
  // In an editor the file of the cursor is open, and the text of open files is kept.
  const { store, settle } = create({ keeps: (uri) => uri === latest });
  return {
    update(path, languageId, text) {
      const uri = uriOf(path);
      if (text === undefined) return store.remove(uri);
      latest = uri;
      store.put({ uri, languageId, text });
    },
    settle,
    answer: (at) => echoLines(queryOf(at), store, never),
    match: (at) => void occurrencesOf(queryOf(at), store),
    explain: (at) => candidatesOf(queryOf(at), store).candidates,
  };
}

function queryOf({ path, languageId, prefix, suffix }: Place): EchoQuery {
  return { uri: uriOf(path), languageId, prefix, suffix };
}

function uriOf(path: string): string {
  return `file:///project/${path}`;
}
