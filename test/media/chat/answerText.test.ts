import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { openPart, type PartPage } from "./page.ts";

/** Markdown, and what a person sees of it. */
const hostile: [name: string, text: string, seen: RegExp][] = [
  ["a script", "Hi <script>window.harm = 1</script>", /<script>/],
  ["an event handler", '<img src=x onerror="window.harm = 1">', /<img src=x/],
  ["a frame", '<iframe src="https://example.com"></iframe>', /<iframe/],
  ["a link that runs", "[click](javascript:window.harm=1)", /^click$/],
  ["a link that hides what it runs", "[click](<java\tscript:window.harm=1>)", /click/],
  ["a link that runs, in capitals", "[click](JaVaScRiPt:window.harm=1)", /^click$/],
  ["a link of the editor's", "[click](command:workbench.action.quit)", /^click$/],
  ["a link that holds a page", "[click](data:text/html,<script>1</script>)", /click/],
  ["a picture from the network", "![a cat](https://example.com/cat.png)", /picture: a cat/],
  ["a picture in a link", "[![a cat](https://e.com/c.png)](https://e.com)", /picture: a cat/],
  ["text that is turned around", "if (a\u202e) {", /if \(a\[U\+202E\]\) \{/],
  ["code that is turned around", "```js\nif (a\u2066) {\n```", /\[U\+2066\]/],
  ["a name that is turned around", "```js\u202e\n1\n```", /\[U\+202E\]/],
  ["a style", '<p style="position:fixed">x</p>', /<p style/],
  ["a name of the page's own", '[x](https://e.com "a\\" onclick=\\"window.harm=1")', /^x$/],
  ["an unclosed fence", "Look:\n```html\n<script>window.harm = 1</script>", /<script>window/],
];

const streamed: [name: string, text: string][] = [
  ["paragraphs", "One\ntwo.\n\nThree **four** five.\n\nSix."],
  ["a list after a line", "Here:\n- one\n- two\n\n  still two\n- three\n\nEnd."],
  ["a lazy line", "- one\n**two** three\n\n> four\nfive\n\nsix"],
  ["loose lists", "1. one\n\n2. two\n\n   more\n\n- three\n\n* four\n\n**five** six\n\n10 seven"],
  ["headings of both kinds", "# One\n\nTwo\n===\n\nThree\n---\nfour"],
  ["code in a list", "1. one\n   ```ts\n   const a = 1;\n\n   const b = 2;\n   ```\n2. two\n"],
  ["a table", "Before\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nAfter"],
  ["a fence in a fence", "````md\n```ts\n1\n```\n````\nAfter\n"],
  ["an unclosed fence", "Before\n\n```ts\nconst a = 1;\n\nconst b = 2;"],
  ["line ends of Windows", "One\r\n\r\n- two\r\n- three\r\n\r\n```\r\nfour\r\n```\r\nfive"],
  [
    "an address at the end",
    "See [a] and\n\n[b].\n\n[a]: https://a.example\n[b]: https://b.example\n",
  ],
];

describe("the text of an answer", function () {
  this.timeout(60_000);
  let part: PartPage;

  before(async () => {
    part = await openPart(`
      import { createAnswerText } from "./answerText.ts";
      const texts = new Proxy({}, { get: (_, key) => key === "image" ? "picture: {0}" : String(key) + " {0}" });
      const runs = [];
      const part = {
        runs,
        make() {
          const made = createAnswerText({ texts, run: (action, block) => runs.push({ action, block }) });
          document.body.replaceChildren(made.root);
          return made;
        },
      };
    `);
  });
  after(() => part?.close());

  for (const [name, text, seen] of hostile)
    it(`shows ${name} as harmless text`, async () => {
      const found = await part.page.evaluate<Seen>(`{
        const made = part.make();
        made.update(${JSON.stringify(text)}, true);
        ({
          text: made.root.innerText.trim(),
          tags: [...made.root.querySelectorAll("script, img, iframe, object, [style], [onclick], [onerror]")].length,
          addresses: [...made.root.querySelectorAll("a")].map((a) => a.getAttribute("href")),
          harm: window.harm,
        })
      }`);
      assert.match(found.text, seen);
      assert.equal(found.tags, 0);
      assert.ok(
        found.addresses.every((address) => address === "#"),
        String(found.addresses),
      );
      assert.equal(found.harm, undefined);
    });

  for (const [name, text] of streamed)
    it(`is the same drawn piece by piece as at once: ${name}`, async () => {
      const [atOnce, inPieces] = await part.page.evaluate<[string, string]>(`{
        const text = ${JSON.stringify(text)};
        const whole = part.make();
        whole.update(text, true);
        const grown = part.make();
        for (let end = 1; end <= text.length; end++) grown.update(text.slice(0, end), false);
        grown.update(text, true);
        [whole.root.innerHTML, grown.root.innerHTML]
      }`);
      assert.equal(inPieces, atOnce);
    });

  it("keeps the nodes of what has settled, and draws the last block alone", async () => {
    const kept = await part.page.evaluate<boolean[]>(`{
      const made = part.make();
      const text = "# One\\n\\nTwo.\\n\\n\`\`\`ts\\nconst a = 1;\\n\`\`\`\\n\\nThree";
      made.update(text, false);
      const before = [...made.root.children];
      made.update(text + " and more.\\n\\nFour", false);
      made.update(text + " and more.\\n\\nFour, five.", true);
      const after = [...made.root.children];
      before.map((node, index) => node === after[index])
    }`);
    assert.deepEqual(kept, [true, true, true, false]);
  });

  it("draws an open fence as code, and offers nothing for it before its end", async () => {
    const [open, closed] = await part.page.evaluate<[number, number]>(`{
      const made = part.make();
      const buttons = () => made.root.querySelectorAll("pre code").length
        && made.root.querySelectorAll("vscode-toolbar-button").length;
      made.update("\`\`\`ts\\nconst a", false);
      const open = buttons();
      made.update("\`\`\`ts\\nconst a\\n\`\`\`\\n", true);
      [open, buttons()]
    }`);
    assert.deepEqual([open, closed], [0, 4]);
  });

  it("does not flash a heading while a list begins", async () => {
    const tags = await part.page.evaluate<string[]>(`{
      const made = part.make();
      const text = "Here:\\n- one";
      for (let end = 1; end <= text.length; end++) made.update(text.slice(0, end), false);
      const seen = [];
      const other = part.make();
      for (let end = 1; end <= text.length; end++) {
        other.update(text.slice(0, end), false);
        seen.push(...[...other.root.children].map(({ tagName }) => tagName));
      }
      [...new Set(seen)]
    }`);
    assert.deepEqual(tags, ["P", "UL"]);
  });

  it("gives a block's code as it was written, with what was said above it", async () => {
    const [run] = await part.page.evaluate<{ action: string; block: object }[]>(`{
      const made = part.make();
      made.update("In \`src/a.ts\`:\\n\\n\`\`\`ts\\nif (a\\u202e) <b>\\n\`\`\`\\n", true);
      made.root.querySelectorAll("vscode-toolbar-button")[0].click();
      part.runs
    }`);
    assert.deepEqual(run, {
      action: "apply",
      block: { code: "if (a\u202e) <b>\n", info: "ts", above: "In `src/a.ts`:" },
    });
  });

  it("links to the web and into the workspace, by what the extension is to follow", async () => {
    const found = await part.page.evaluate<(string | null)[]>(`{
      const made = part.make();
      const text = "[a](src/a.ts:12) [b](books.ts:3) https://example.com/x [c](vbscript:x)";
      made.update(text + " \`src/c.ts:7\` \`a.b\` \`http://e.com:80\`", true);
      [...made.root.querySelectorAll("a")].map((a) => a.dataset.address)
    }`);
    assert.deepEqual(found, ["src/a.ts:12", "books.ts:3", "https://example.com/x", "src/c.ts:7"]);
  });

  it("takes a line of a megabyte without a noticeable wait", async () => {
    const found = await part.page.evaluate<{ length: number; ms: number }>(`{
      const made = part.make();
      const text = "Hello.\\n\\n" + "*a [b](c) ".repeat(100_000);
      const begun = performance.now();
      for (let end = 200_000; end <= text.length; end += 200_000) made.update(text.slice(0, end), false);
      made.update(text, true);
      ({ length: made.root.textContent.length, ms: performance.now() - begun })
    }`);
    assert.ok(found.length > 1_000_000);
    assert.ok(found.ms < 20_000, `${found.ms}`);
  });
});

interface Seen {
  text: string;
  tags: number;
  addresses: (string | null)[];
  harm?: number;
}
