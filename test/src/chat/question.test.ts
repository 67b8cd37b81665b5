import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ChatCommand } from "../../../server/protocol/chat.ts";
import type { Attached } from "../../../src/chat/messages.ts";
import { questionParams, readQuestion } from "../../../src/chat/question.ts";

const commands: ChatCommand[] = [
  { name: "fix", description: "", wants: ["selection", "problems"] },
  { name: "commit", description: "", wants: ["diff"] },
];
const chip = (attached: Attached) => ({ attached, label: "", title: "", icon: "" });

const rows: [text: string, chips: Attached[], wanted: object][] = [
  [" Why? ", [], { text: "Why?", attached: [] }],
  [
    "/fix this, please",
    [],
    { text: "this, please", command: "fix", attached: [{ kind: "problems" }] },
  ],
  ["/commit", [], { text: "", command: "commit", attached: [{ kind: "diff" }] }],
  ["/commit", [{ kind: "diff" }], { text: "", command: "commit", attached: [{ kind: "diff" }] }],
  ["/unknown thing", [], { text: "/unknown thing", attached: [] }],
  ["/fixed", [], { text: "/fixed", attached: [] }],
  ["say /fix", [], { text: "say /fix", attached: [] }],
];

describe("what a person has written", () => {
  for (const [text, chips, wanted] of rows)
    it(`is read: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readQuestion(text, chips.map(chip), commands), wanted);
    });

  it("goes to the server without fields that say nothing", () => {
    const parts = { text: "Why?", attachments: [], after: undefined, conversation: undefined };
    assert.deepEqual(questionParams(parts), { text: "Why?", attachments: [] });
    assert.deepEqual(questionParams({ ...parts, after: null }).after, null);
  });
});
