import { candidatesOf } from "../../../server/echo/answer.ts";
import { echoLines } from "../../../server/echo/lines.ts";
import type { EchoQuery } from "../../../server/echo/place.ts";
import { createEchoStore } from "../../../server/echo/store.ts";
import type { Explainer, Place } from "./completer.ts";

/** A probability that no further line reaches: the bench looks at the cursor's line alone. */
const never = 1.1;

/** Ingle's own echo, with every change taken in before the next question. */
export function echo(): Explainer {
  let latest = "";
  // In an editor the file of the cursor is open, and the text of open files is kept.
  const store = createEchoStore({ keeps: (uri) => uri === latest });
  return {
    update(path, languageId, text) {
      const uri = uriOf(path);
      if (text === undefined) return store.remove(uri);
      latest = uri;
      store.put({ uri, languageId, text });
    },
    settle() {
      while (store.step()) {
        // A step is as much as the server does at once.
      }
    },
    answer: (at) => echoLines(queryOf(at), store, never),
    explain: (at) => candidatesOf(queryOf(at), store).candidates,
  };
}

function queryOf({ path, languageId, prefix, suffix }: Place): EchoQuery {
  return { uri: uriOf(path), languageId, prefix, suffix };
}

function uriOf(path: string): string {
  return `file:///project/${path}`;
}
