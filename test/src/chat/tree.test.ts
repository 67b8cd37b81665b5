import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Answer, ChatEntry, Conversation, Question } from "../../../server/protocol/chat.ts";
import { withEvent } from "../../../server/protocol/conversation.ts";
import {
  attachedFiles,
  interrupted,
  isWriting,
  pathOf,
  versionsOf,
  wasInterrupted,
} from "../../../src/chat/tree.ts";

const asked = (id: string, after?: string): Question => ({
  ...{ role: "user", id, at: 0, text: id, attachments: [] },
  ...(after !== undefined && { after }),
});
const answered = (id: string, after: string, more: Partial<Answer> = {}): Answer => ({
  ...{ role: "assistant", id, after, at: 0, text: "", thought: "", sources: [], notes: [] },
  state: { kind: "done" },
  ...more,
});
const of = (messages: ChatEntry[], shown?: string): Conversation => ({
  ...{ id: "c", title: "", messages },
  ...(shown !== undefined && { shown }),
});
const ids = (entries: readonly ChatEntry[]): string => entries.map(({ id }) => id).join(" ");

/** Two versions of the second question, two answers to the first of them. */
const tree = [
  asked("q1"),
  answered("a1", "q1"),
  asked("q2", "a1"),
  answered("a2", "q2"),
  answered("a3", "q2"),
  asked("q3", "a1"),
];

const paths: [name: string, conversation: Conversation, wanted: string][] = [
  ["to the last message where none is named", of(tree), "q1 a1 q3"],
  ["to the one that is shown", of(tree, "a2"), "q1 a1 q2 a2"],
  ["of a part, where a message is missing", of([answered("a", "gone")], "a"), "a"],
  ["of nothing", of([]), ""],
  ["once around a circle", of([asked("q", "a"), answered("a", "q")], "a"), "q a"],
];

describe("a conversation", () => {
  for (const [name, conversation, wanted] of paths)
    it(`has a path ${name}`, () => assert.equal(ids(pathOf(conversation)), wanted));

  it("has versions of questions and of answers", () => {
    const versions = (id: string): string => {
      const entry = tree.find((each) => each.id === id);
      return entry ? ids(versionsOf(of(tree), entry)) : "";
    };
    assert.deepEqual(["q1", "q2", "a3"].map(versions), ["q1", "q2 q3", "a2 a3"]);
  });

  it("grows by its events", () => {
    const begun = of([asked("q")]);
    const events = [
      { kind: "message", message: answered("a", "q", { state: { kind: "writing" } }) },
      { kind: "piece", message: "a", text: "Hm.", thought: true },
      { kind: "piece", message: "a", text: "Be" },
      { kind: "piece", message: "a", text: "cause." },
    ] as const;
    const grown = events.reduce((so, event) => withEvent(so, event), begun);
    const last = grown.messages.at(-1);
    assert.ok(last?.role === "assistant" && last.text === "Because." && last.thought === "Hm.");
    assert.equal(grown.shown, "a");
    assert.ok(isWriting(grown));
    const state = { kind: "done" } as const;
    const event = { conversation: "c", kind: "answer", message: "a", fields: { state } } as const;
    assert.ok(!isWriting(withEvent(grown, event)));
    assert.ok(!wasInterrupted(grown));
    assert.ok(wasInterrupted(interrupted(grown)));
  });

  it("keeps what it has where a message comes again", () => {
    const again = withEvent(of(tree), { kind: "message", message: asked("q1") });
    assert.equal(again.messages.length, tree.length);
  });

  it("knows the files beside its last question, each once", () => {
    const attachments = [
      { kind: "file", uri: "file:///a.ts" },
      { kind: "symbol", uri: "file:///a.ts", name: "a", firstLine: 0, lastLine: 1 },
      { kind: "folder", uri: "file:///b" },
      { kind: "problems", text: "a.ts:1: error" },
    ] as const;
    assert.deepEqual(attachedFiles(of([{ ...asked("q"), attachments }])), ["file:///a.ts"]);
  });
});
