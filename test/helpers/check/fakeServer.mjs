/**
 * A language server that finds the word WRONG, and misbehaves as its arguments say:
 * `node fakeServer.mjs MODE FOLDER`. The folder tells one such process from another. Node's own modules
 * alone, so that it runs as it lies here.
 */
import { spawn } from "node:child_process";

const [mode = "push", folder = ""] = process.argv.slice(2);
/** @type {Map<string, { version: number, text: string }>} */
const texts = new Map();
let changes = 0;
/** @type {string[]} */
const answers = [];
let heard = Buffer.alloc(0);

if (mode === "crash") {
  console.error("fake: there is no licence for this machine");
  process.exit(3);
}
if (mode === "garbage") process.stdout.write("Welcome to fake!\r\n\r\nHow are you?\r\n\r\n");
if (mode === "endless garbage") forever(() => "x".repeat(65_536));
if (mode === "stubborn") {
  process.on("SIGTERM", () => {});
  // What it has started lives on by itself, and so does it.
  spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "fake-grandchild", folder], {
    stdio: "ignore",
  });
  setInterval(() => {}, 1_000);
}

process.stdin.on("data", (chunk) => {
  heard = Buffer.concat([heard, chunk]);
  for (;;) {
    const end = heard.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(heard.toString("utf8", 0, end))?.[1]);
    if (heard.length < end + 4 + length) return;
    const message = JSON.parse(heard.toString("utf8", end + 4, end + 4 + length));
    heard = heard.subarray(end + 4 + length);
    hear(message);
  }
});
if (mode !== "stubborn") process.stdin.on("end", () => process.exit(0));

function hear(/** @type {any} */ { id, method, params, result }) {
  if (mode === "hang") return;
  if (method === undefined) return answered(id, result);
  if (method === "initialize")
    return say({ id, result: { capabilities: capabilities(), serverInfo: { version: "1.2.3" } } });
  if (method === "initialized") return begin();
  if (method === "shutdown") return mode === "stubborn" ? undefined : say({ id, result: null });
  if (method === "exit") return mode === "stubborn" ? undefined : process.exit(0);
  if (method === "textDocument/didOpen") return changed(params.textDocument, params.textDocument);
  if (method === "textDocument/didChange")
    return changed(params.textDocument, params.contentChanges[0]);
  if (method === "textDocument/didClose") return void texts.delete(params.textDocument.uri);
  if (method === "textDocument/documentSymbol" && mode === "slow references") return;
  if (method === "textDocument/diagnostic") return pulled(id, params.textDocument.uri);
  if (id !== undefined) say({ id, result: null });
}

function capabilities() {
  return ["pull", "silent pull", "failing pull"].includes(mode)
    ? { diagnosticProvider: { interFileDependencies: false, workspaceDiagnostics: false } }
    : {};
}

/** Asks everything that a server may ask; what was answered becomes what it finds. */
function begin() {
  if (mode !== "asks") return;
  say({
    id: "a",
    method: "workspace/configuration",
    params: { items: [{ section: "fake.level" }] },
  });
  say({ id: "b", method: "workspace/applyEdit", params: { edit: { changes: {} } } });
  say({ id: "c", method: "client/registerCapability", params: { registrations: [] } });
  say({ id: "d", method: "window/showMessageRequest", params: { type: 1, message: "?" } });
}

function answered(/** @type {string} */ id, /** @type {unknown} */ result) {
  answers.push(`${id}=${JSON.stringify(result)}`);
}

/**
 * @param {{ uri: string, version: number }} document
 * @param {{ text: string }} content
 */
function changed({ uri, version }, { text }) {
  changes += 1;
  texts.set(uri, { version, text });
  if (mode === "crash at the change" && changes > 1) process.exit(9);
  if (mode === "garbage at the change" && changes > 1)
    return void process.stdout.write("Traceback (most recent call last):\r\n\r\n");
  if (mode === "flood at the change" && changes > 1)
    return forever(() =>
      framed({ method: "window/logMessage", params: { type: 4, message: "!" } }),
    );
  if (mode === "silent") return;
  const found = faultsIn(text);
  if (mode === "asks") {
    const words = () => (found.length > 0 ? [`${found[0]} ${answers.join(" ")}`] : []);
    setTimeout(() => publish(uri, version, words()), 200);
  } else if (mode === "of an old version first") {
    publish(uri, version - 1, found.length > 0 ? [] : ["0 This is old."]);
    setTimeout(() => publish(uri, version, found), 400);
  } else if (mode === "in two steps") {
    publish(uri, version, []);
    setTimeout(() => publish(uri, version, found), 100);
  } else if (mode !== "pull")
    publish(uri, mode === "without versions" ? undefined : version, found);
}

function pulled(/** @type {number} */ id, /** @type {string} */ uri) {
  if (mode === "silent pull") return;
  if (mode === "failing pull") return say({ id, error: { code: -32603, message: "internal" } });
  say({
    id,
    result: { kind: "full", items: faultsIn(texts.get(uri)?.text ?? "").map(diagnostic) },
  });
}

function faultsIn(/** @type {string} */ text) {
  return text.split("\n").flatMap((line, index) => (line.includes("WRONG") ? [`${index}`] : []));
}

/**
 * @param {string} uri
 * @param {number | undefined} version
 * @param {string[]} found
 */
function publish(uri, version, found) {
  say({
    method: "textDocument/publishDiagnostics",
    params: {
      uri: named(uri),
      ...(version !== undefined && { version }),
      diagnostics: found.map(diagnostic),
    },
  });
}

/** `what` is a line, and what is said of it. */
function diagnostic(/** @type {string} */ what) {
  const [, number, words] = /^(\d*) ?(.*)$/.exec(what) ?? [];
  const line = Number(number);
  return {
    range: { start: { line, character: 0 }, end: { line, character: 5 } },
    severity: 1,
    message: words || "This is wrong.",
  };
}

/** The URI as other programs may write it. */
function named(/** @type {string} */ uri) {
  return mode === "other escapes" ? uri.replace(/a\.py$/, "%61.py") : uri;
}

function say(/** @type {object} */ message) {
  process.stdout.write(framed({ jsonrpc: "2.0", ...message }));
}

function framed(/** @type {object} */ message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** Writes as fast as it is read. */
function forever(/** @type {() => string} */ make) {
  const more = () => {
    while (process.stdout.write(make()));
  };
  process.stdout.on("drain", more);
  more();
}
