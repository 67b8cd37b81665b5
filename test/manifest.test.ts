import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";

interface Setting {
  scope?: string;
  markdownDescription?: string;
}

const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
const manifest = read("package.json");
const texts: Record<string, string> = read("package.nls.json");
const settings: Record<string, Setting> = manifest.contributes.configuration.properties;
const sources = (readdirSync("src", { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts"))
  .map((file) => ({ file, text: readFileSync(join("src", file), "utf8") }));

describe("the extension's manifest", () => {
  it("has at most 20 settings, each explained", () => {
    const names = Object.keys(settings);
    assert.ok(names.length <= 20, `${names.length}`);
    for (const name of names) assert.ok(settings[name]?.markdownDescription, name);
  });

  it("lets no repository point Ingle at a model, a binary or a host", () => {
    for (const [name, { scope }] of Object.entries(settings)) {
      if (/^ingle\.(model|engine)\./.test(name)) assert.equal(scope, "machine", name);
    }
  });

  it("takes no key of the editor's, except where an edit of Ingle's own waits for it", () => {
    const free = ["ctrl+k i"];
    for (const { key, when, command } of manifest.contributes.keybindings)
      assert.ok(free.includes(key) || /\bingle\.edit\b/.test(when), `${command}: ${key}`);
  });

  it("offers nothing twice in one place", () => {
    const menus: Record<string, { command?: string; when?: string }[]> = manifest.contributes.menus;
    for (const [menu, items] of Object.entries(menus)) {
      const offers = items.map(({ command, when }) => `${menu}: ${command} when ${when}`);
      assert.deepEqual(offers, [...new Set(offers)]);
    }
    const keys = manifest.contributes.keybindings.map(
      ({ command, key }: { command: string; key: string }) => `${key}: ${command}`,
    );
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  it("runs where the files are", () => {
    assert.deepEqual(manifest.extensionKind, ["workspace"]);
  });

  it("has a text for every placeholder, and no text without one", () => {
    const used = [...JSON.stringify(manifest).matchAll(/%([\w.]+)%/g)].map(([, key]) => key);
    assert.deepEqual(new Set(used), new Set(Object.keys(texts)));
  });

  it("contributes exactly the commands that the source registers", () => {
    const contributed = manifest.contributes.commands.map(
      ({ command }: { command: string }) => command,
    );
    const registered = sources
      .filter(({ file }) => file.endsWith("register.ts"))
      .flatMap(({ text }) => [...text.matchAll(/"(ingle\.\w+)":/g)].map(([, name]) => name));
    assert.deepEqual(new Set(registered), new Set(contributed));
  });

  it("shows pictures that exist", () => {
    for (const { steps } of manifest.contributes.walkthroughs) {
      for (const { media } of steps) assert.ok(existsSync(media.svg), media.svg);
    }
  });

  it("has every text of the source that can be translated in its bundle", () => {
    const bundle = Object.keys(read("l10n/bundle.l10n.json"));
    const used = sources.flatMap(({ text }) =>
      [...text.matchAll(/l10n\.t\(\s*(["'`])((?:\\.|(?!\1).)*)\1/g)].map(([, , key]) => key),
    );
    assert.deepEqual(new Set(bundle), new Set(used));
  });
});
