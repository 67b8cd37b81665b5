import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chatCommands } from "../../../server/prompt/chat.ts";
import { parsePromptFile } from "../../../server/prompt/promptFile.ts";

const rows: [name: string, content: string, text: string, description: string][] = [
  ["no head", "Do it.\n", "Do it.", ""],
  ["a head", "---\ndescription: Does it\nmode: agent\n---\nDo it.\n", "Do it.", "Does it"],
  [
    "a quoted description",
    '---\ndescription: "Does it: well"\n---\nDo it.',
    "Do it.",
    "Does it: well",
  ],
  ["line ends of Windows", "---\r\ndescription: Does it\r\n---\r\nDo it.\r\n", "Do it.", "Does it"],
  ["a byte order mark", "\uFEFF---\ndescription: Does it\n---\nDo it.", "Do it.", "Does it"],
  ["a head that never ends", "---\ndescription: x\nDo it.", "---\ndescription: x\nDo it.", ""],
  ["a rule in the text", "Do it.\n---\nThen rest.", "Do it.\n---\nThen rest.", ""],
  ["a list in the head", "---\ntools:\n  - search\n---\nDo it.", "Do it.", ""],
  ["nothing", "", "", ""],
];

describe("a prompt file", () => {
  for (const [name, content, text, description] of rows)
    it(`with ${name}`, () => {
      const prompt = parsePromptFile(content);
      assert.deepEqual([prompt.text, prompt.description], [text, description]);
    });

  it("of Ingle's own has a description and a text each", () => {
    assert.equal(chatCommands.size, 6);
    for (const [name, { text, description }] of chatCommands)
      assert.ok(text.length > 40 && description !== "", name);
  });
});
