import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
} from "vscode-languageserver/node";
import { type Client, startClient } from "../../server/cli/client.ts";
import {
  type IndexAction,
  type IndexStatus,
  indexActionNotification,
  indexStatusNotification,
  type SkippedFile,
  skippedFilesRequest,
} from "../../server/protocol/messages.ts";
import { eventually } from "../helpers/eventually.ts";

describe("the server's index", () => {
  const top = mkdtempSync(join(tmpdir(), "ingle-index-"));
  const folder = join(top, "folder");
  let client: Client;
  let status: IndexStatus | undefined;

  const options = (index: object = {}): object => ({
    storage: join(top, "storage"),
    engine: { gpu: "off" },
    index,
  });
  const files = (): number | undefined => (status?.kind === "ready" ? status.files : undefined);

  async function configure(index: object): Promise<void> {
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: options(index),
    });
  }

  async function act(action: IndexAction): Promise<void> {
    await client.connection.sendNotification(indexActionNotification, { action });
  }

  async function write(name: string, text: string): Promise<void> {
    writeFileSync(join(folder, name), text);
    await client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: pathToFileURL(join(folder, name)).href, type: FileChangeType.Created }],
    });
  }

  beforeEach(async () => {
    rmSync(top, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "a.ts"), "let a;\n");
    writeFileSync(join(folder, "b.log"), "b\n");
    writeFileSync(join(folder, "c.png"), "c\n");
    client = await startClient({
      server: resolve("dist/server.js"),
      folder,
      initializationOptions: options({ exclude: ["**/*.log"] }),
    });
    client.connection.onNotification(indexStatusNotification, (next: IndexStatus) => {
      status = next;
    });
    await eventually(() => files() === 1);
  });
  afterEach(async () => {
    await client.close();
    rmSync(top, { recursive: true, force: true });
  });

  it("tells how far it is, and what it has left out", async () => {
    const skipped = await client.connection.sendRequest<SkippedFile[]>(skippedFilesRequest);
    assert.deepEqual(skipped, [
      { uri: pathToFileURL(join(folder, "c.png")).href, reason: "it is no text" },
    ]);
    await write("d.ts", "let d;\n");
    await eventually(() => files() === 2);
  });

  it("leaves out what new options exclude", async () => {
    await configure({ exclude: [] });
    await eventually(() => files() === 2);
    await configure({ exclude: ["*.ts"] });
    await eventually(() => status?.kind === "ready" && status.skipped === 1 && files() === 1);
  });

  it("rests on battery, and where a person stops it, and begins again where one wants that", async () => {
    await configure({ exclude: ["**/*.log"], battery: true });
    for (let at = 0; at < 40; at += 1) await write(`${at}.py`, "a = 1\n");
    await eventually(() => status?.kind === "paused" && status.why === "battery");
    await configure({ exclude: ["**/*.log"] });
    await eventually(() => files() === 41);
    await act("cancel");
    for (let at = 0; at < 40; at += 1) await write(`${at}.rs`, "fn a() {}\n");
    await eventually(() => status?.kind === "paused" && status.why === "cancelled");
    await act("resume");
    await eventually(() => files() === 81);
    await act("cancel");
    for (let at = 0; at < 40; at += 1) await write(`${at}.go`, "package a\n");
    await eventually(() => status?.kind === "paused");
    await act("rebuild");
    await eventually(() => files() === 121);
  });
});
