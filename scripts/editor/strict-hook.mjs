// Loaded by `node --import` into the VS Code server, whose extension host inherits the flag.
//
// code-server answers yes whenever VS Code asks whether an extension may use a proposed API. A
// stock, stable VS Code says yes only to what it ships, and a run here should show the same.

// @ts-expect-error The editor's own Node has it; the types are those of Node 20.
import { registerHooks } from "node:module";

/** @typedef {{ source: string | Uint8Array }} Loaded */

const ASKING = "CANNOT use API proposal";
const YES = "{return!0}";

registerHooks({
  /**
   * @param {string} url
   * @param {unknown} context
   * @param {(url: string, context: unknown) => Loaded} nextLoad
   */
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith("/extensionHostProcess.js")) return loaded;
    return { ...loaded, source: restoreCheck(Buffer.from(loaded.source).toString()) };
  },
});

function restoreCheck(/** @type {string} */ source) {
  // The message stands in the function that throws; the one that it asks stands right before it.
  const yes = source.lastIndexOf(YES, source.indexOf(ASKING));
  const [, extension, proposal] = /\(([\w$]+),([\w$]+)\)$/.exec(source.slice(yes - 80, yes)) ?? [];
  if (!extension)
    throw new Error("strict-hook: this VS Code asks about proposed APIs in another way");
  const check = `{return ${extension}.isBuiltin&&${extension}.enabledApiProposals?.includes(${proposal})===true}`;
  return source.slice(0, yes) + check + source.slice(yes + YES.length);
}
