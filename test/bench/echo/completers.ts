import type { Completer } from "./completer.ts";
import { echo, hashedEcho } from "./echo.ts";
import { naiveSearch } from "./naive.ts";
import { ngramModel } from "./ngram.ts";

/** All that the bench compares, by the names that stand in its tables and curves. */
export const completers: readonly { name: string; create(): Completer }[] = [
  { name: "echo", create: echo },
  { name: "echo, hashed", create: hashedEcho },
  { name: "naive search", create: naiveSearch },
  { name: "n-gram", create: ngramModel },
];
