import assert from "node:assert/strict";
import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createGuard, type Verdict, type WorkspaceGuard } from "../../../server/guard/guard.ts";

interface Workspace {
  /** Paths and contents, relative to the folder that holds the roots. */
  files: Record<string, string>;
  links?: Record<string, string>;
  roots?: string[];
  allowed?: string[];
  refused?: Record<string, RegExp>;
}

const rows: Record<string, Workspace> = {
  "a plain file": { files: {}, allowed: ["w/a.ts", "w/deep/er/b.ts", "w/not-there/yet.ts"] },
  "a secret's name": { files: {}, refused: { "w/.env": /holds secrets \(\.env\)/ } },
  "a file outside every root": {
    files: { "w/.gitignore": "*\n" },
    allowed: ["other/a.ts"],
    refused: { "other/id_rsa": /holds secrets/ },
  },
  ".gitignore at the root": {
    files: { "w/.gitignore": "dist/\n*.log\n!keep.log\n/only-here.ts\n# note\n\n" },
    allowed: ["w/src/a.ts", "w/keep.log", "w/a/only-here.ts", "w/dist.ts"],
    refused: {
      "w/dist/a.js": /^it is ignored by \.gitignore \(dist\/\)\.$/,
      "w/a/dist/b/c.js": /\(dist\/\)/,
      "w/x.log": /\(\*\.log\)/,
      "w/only-here.ts": /\(\/only-here\.ts\)/,
    },
  },
  ".gitignore below the root": {
    files: { "w/.gitignore": "*.gen.ts\n", "w/api/.gitignore": "!good.gen.ts\nsecret/\n" },
    allowed: ["w/api/good.gen.ts", "w/secret/a.ts"],
    refused: {
      "w/good.gen.ts": /ignored by \.gitignore/,
      "w/api/bad.gen.ts": /ignored by \.gitignore/,
      "w/api/secret/a.ts": /ignored by api\/\.gitignore/,
    },
  },
  "a folder ignored above an exception": {
    files: { "w/.gitignore": "build/\n!build/keep.ts\n", "w/build/.gitignore": "!keep.ts\n" },
    refused: { "w/build/keep.ts": /\(build\/\)/ },
  },
  "the other ignore files": {
    files: { "w/.ingleignore": "a.ts\n", "w/.cursorignore": "b.ts\n", "w/.aiexclude": "c.ts\n" },
    allowed: ["w/d.ts"],
    refused: {
      "w/a.ts": /ignored by \.ingleignore/,
      "w/b.ts": /ignored by \.cursorignore/,
      "w/sub/c.ts": /ignored by \.aiexclude/,
    },
  },
  "one family cannot bring back what another ignores": {
    files: { "w/.gitignore": "a.ts\n", "w/.ingleignore": "!a.ts\n" },
    refused: { "w/a.ts": /\.gitignore/ },
  },
  ".git/info/exclude": {
    files: { "w/.git/info/exclude": "mine/\n*.tmp\n", "w/.gitignore": "!b.tmp\n" },
    allowed: ["w/b.tmp"],
    refused: { "w/mine/a.ts": /ignored by \.git\/info\/exclude/, "w/a.tmp": /exclude/ },
  },
  "a linked worktree": {
    files: {
      "w/.git": "gitdir: ../main/.git/worktrees/w\n",
      "main/.git/worktrees/w/commondir": "../..\n",
      "main/.git/info/exclude": "mine/\n",
    },
    refused: { "w/mine/a.ts": /ignored by \.\.\/main\/\.git\/info\/exclude/ },
  },
  "rules above the root, up to the repository's top": {
    files: { ".gitignore": "*\n", "w/.git/HEAD": "", "w/.gitignore": "gen/\n" },
    roots: ["w/packages/a"],
    allowed: ["w/packages/a/b.ts"],
    refused: { "w/packages/a/gen/c.ts": /ignored by \.\.\/\.\.\/\.gitignore/ },
  },
  "a root that is itself ignored": {
    files: { "w/.git/HEAD": "", "w/.gitignore": "play/\n*.log\n", "w/play/.gitignore": "x.ts\n" },
    roots: ["w/play"],
    allowed: ["w/play/a.ts", "w/play/b/c.ts"],
    refused: { "w/play/x.ts": /ignored by \.gitignore \(x\.ts\)/ },
  },
  "several roots, one in the other": {
    files: { "w/.gitignore": "a.ts\n", "v/.gitignore": "b.ts\n", "w/in/.ingleignore": "c.ts\n" },
    roots: ["w", "v", "w/in"],
    allowed: ["w/b.ts", "v/a.ts", "w/c.ts"],
    refused: { "w/a.ts": /gitignore/, "v/b.ts": /gitignore/, "w/in/c.ts": /ingleignore/ },
  },
  "other cases of a name": {
    files: { "w/.gitignore": "Private/\n" },
    refused: { "w/private/a.ts": /Private/, "w/.Env": /holds secrets/ },
  },
  "CRLF and a byte order mark": {
    files: { "w/.gitignore": "\ufeffa.ts\r\nb.ts\r\n" },
    refused: { "w/a.ts": /\(a\.ts\)/, "w/b.ts": /\(b\.ts\)/ },
  },
  "a link to a secret": {
    files: { "home/.ssh/id_rsa": "key", "home/token.txt": "t" },
    links: { "w/notes.txt": "home/.ssh/id_rsa", "w/inner/more.txt": "home/token.txt" },
    refused: { "w/notes.txt": /a link, and .*\.ssh/, "w/inner/more.txt": /leads out of/ },
  },
  "a linked folder": {
    files: {
      "elsewhere/a.ts": "",
      "v/b.ts": "",
      "w/real/c.ts": "",
      "w/hidden/d.ts": "",
      "w/.gitignore": "hidden/\n",
    },
    links: { "w/out": "elsewhere", "w/to-v": "v", "w/same": "w/real", "w/open": "w/hidden" },
    roots: ["w", "v"],
    allowed: ["w/to-v/b.ts", "w/same/c.ts"],
    refused: {
      "w/out/a.ts": /leads out of/,
      "w/out/not-yet.ts": /leads out of/,
      "w/open/d.ts": /\(hidden\/\)/,
    },
  },
  "a root that is a link": {
    files: { "real/a.ts": "", "real/.gitignore": "b.ts\n" },
    links: { w: "real" },
    allowed: ["w/a.ts"],
    refused: { "w/b.ts": /gitignore/ },
  },
  "links in a circle": { files: {}, links: { "w/x": "w/y", "w/y": "w/x" }, allowed: ["w/x/a.ts"] },
  "an ignore file that is a folder": { files: { "w/.gitignore/a": "" }, allowed: ["w/b.ts"] },
  "a hostile pattern": {
    files: { "w/.gitignore": `${"**/a/".repeat(30)}b\n!${"**/a/".repeat(30)}b\n` },
    allowed: [`w/${"a/".repeat(40)}c`],
  },
  "odd patterns": {
    files: { "w/.gitignore": `[\n\\\n!\n/\n**\\\n${"x".repeat(100_000)}\n\u0000\n` },
    allowed: ["w/a.ts"],
  },
};

describe("createGuard", () => {
  let base: string;
  let log: string[];
  let time: number;
  beforeEach(() => {
    base = realpathSync(mkdtempSync(join(tmpdir(), "ingle-guard-")));
    log = [];
    time = 0;
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  function write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(base, path)), { recursive: true });
      writeFileSync(join(base, path), text);
    }
  }

  function guardOf(roots: readonly string[] = ["w"]): WorkspaceGuard {
    return createGuard({
      roots: roots.map((root) => join(base, root)),
      log: (message) => log.push(message),
      now: () => time,
    });
  }

  function reason(verdict: Verdict): string {
    return verdict.allowed ? "allowed" : verdict.reason;
  }

  for (const [name, row] of Object.entries(rows))
    it(`judges ${name}`, () => {
      write({ "w-sibling/file": "", ...row.files });
      for (const [link, target] of Object.entries(row.links ?? {})) {
        mkdirSync(dirname(join(base, link)), { recursive: true });
        symlinkSync(join(base, target), join(base, link));
      }
      const guard = guardOf(row.roots);
      for (const path of row.allowed ?? [])
        assert.equal(reason(guard.mayRead({ fsPath: join(base, path) })), "allowed", path);
      for (const [path, expected] of Object.entries(row.refused ?? {})) {
        assert.match(reason(guard.mayRead({ fsPath: join(base, path) })), expected, path);
        const uri = pathToFileURL(join(base, path)).href;
        assert.match(reason(guard.mayRead({ uri })), expected, uri);
      }
    });

  it("takes URIs of every kind", () => {
    write({ "w/.gitignore": "hidden*\n" });
    const at = (path: string): string => pathToFileURL(join(base, path)).pathname;
    const uris: [uri: string, expected: RegExp][] = [
      ["untitled:Untitled-1", /^allowed$/],
      ["untitled:.env", /holds secrets/],
      [`untitled:${at("w/hidden.ts")}`, /gitignore/],
      [`vscode-notebook-cell:${at("w/a.ipynb")}#W0sZmlsZQ%3D%3D`, /^allowed$/],
      [`vscode-notebook-cell:${at("w/hidden.ipynb")}#W0sZmlsZQ%3D%3D`, /gitignore/],
      [`git:${at("w/hidden.ts")}?%7B%22ref%22%3A%22HEAD%22%7D`, /gitignore/],
      [`file://${at("w")}/hid%64en.ts`, /gitignore/],
      [`file://${at("w")}/%2Eenv`, /holds secrets/],
      [`file://${at("w")}/a%2Fb.ts`, /cannot be understood/],
      [`file://${at("w")}/a%00.ts`, /cannot be understood/],
      ["vscode-remote://ssh-remote%2Bhost/home/me/.env", /holds secrets/],
      ["vscode-vfs://github/acme/tables/src/a.ts", /^allowed$/],
      ["vscode-vfs://github/acme/%zz", /cannot be understood/],
      ["/no/scheme.ts", /is no URI/],
      ["", /is no URI/],
    ];
    const guard = guardOf();
    for (const [uri, expected] of uris) assert.match(reason(guard.mayRead({ uri })), expected, uri);
  });

  it("takes a Windows path as a name, on any system", () => {
    const guard = guardOf();
    assert.match(reason(guard.mayRead({ fsPath: "C:\\Users\\me\\.env" })), /holds secrets/);
    assert.equal(reason(guard.mayRead({ fsPath: "C:\\Users\\me\\a.ts" })), "allowed");
  });

  it("logs each refusal once, and no permission", () => {
    write({ "w/.gitignore": "a.ts\n" });
    const guard = guardOf();
    for (const name of ["a.ts", "a.ts", "b.ts"]) {
      time += 10_000;
      guard.mayRead({ fsPath: join(base, "w", name) });
    }
    guard.mayConnect({ host: "example.com", port: 443 });
    guard.mayConnect(new URL("https://example.com/v1"));
    guard.mayConnect({ host: "127.0.0.1" });
    assert.deepEqual(log, [
      `${join(base, "w/a.ts")} is not read: it is ignored by .gitignore (a.ts).`,
      "No connection to example.com: only connections within this machine are allowed.",
    ]);
  });

  it("answers again without the disk, for two seconds", () => {
    write({ "w/.gitignore": "a.ts\n" });
    const guard = guardOf();
    const file = { fsPath: join(base, "w/a.ts") };
    assert.match(reason(guard.mayRead(file)), /gitignore/);
    rmSync(join(base, "w"), { recursive: true });
    time = 1999;
    assert.match(reason(guard.mayRead(file)), /gitignore/);
    time = 2000;
    assert.equal(reason(guard.mayRead(file)), "allowed");
  });

  it("sees a reported change at once", () => {
    write({ "w/.gitignore": "a.ts\n", "w/a.ts": "" });
    const guard = guardOf();
    const file = { fsPath: join(base, "w/a.ts") };
    assert.match(reason(guard.mayRead(file)), /gitignore/);
    write({ "w/.gitignore": "b.ts\n" });
    guard.fileChanged({ uri: pathToFileURL(join(base, "w/.gitignore")).href });
    assert.equal(reason(guard.mayRead(file)), "allowed");
    renameSync(join(base, "w/a.ts"), join(base, "w/b.ts"));
    symlinkSync("/etc/hosts", join(base, "w/a.ts"));
    assert.equal(reason(guard.mayRead(file)), "allowed");
    guard.fileChanged(file);
    assert.match(reason(guard.mayRead(file)), /leads out of/);
  });

  it("judges by the new roots when the roots change", () => {
    write({ "w/.gitignore": "a.ts\n" });
    const guard = guardOf([]);
    const file = { fsPath: join(base, "w/a.ts") };
    assert.equal(reason(guard.mayRead(file)), "allowed");
    guard.setRoots([join(base, "w")]);
    assert.match(reason(guard.mayRead(file)), /gitignore/);
  });

  const targets: [url: string, allowed: boolean][] = [
    ["http://127.0.0.1:8080/completion", true],
    ["http://[::1]:8080/", true],
    ["http://LOCALHOST/", true],
    ["http://2130706433/", true],
    ["http://127.0.0.1@example.com/", false],
    ["http://127.0.0.1.example.com/", false],
    ["http://0.0.0.0:8080/", false],
    ["http://[::ffff:127.0.0.1]/", false],
    ["http://192.168.0.7:8080/", false],
  ];
  for (const [url, allowed] of targets)
    it(`${allowed ? "opens" : "refuses"} ${url}`, () => {
      assert.equal(guardOf().mayConnect(new URL(url)).allowed, allowed);
    });
});
