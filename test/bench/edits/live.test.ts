import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { EditCase } from "./case.ts";
import { runLive } from "./live.ts";
import type { Came, Pipeline } from "./pipeline.ts";
import { fromRecording, fromServer, recording, type Source } from "./sources.ts";

const one: EditCase = {
  ...{ name: "one", set: "own", languageId: "python", path: "one.py", before: "", after: "" },
  ...{ text: "def f():\n    return 1\n", instruction: "two", wanted: "def f():\n    return 2\n" },
  tests: "assert f() == 2\n",
};

/** Proposes what it is answered, and asks once more where that holds "wrong". */
const pipeline: Pipeline = {
  open: async () => {},
  close: async () => {},
  async propose(_one, answerer, how): Promise<Came> {
    const question = { messages: [], maxTokens: 100 };
    const first = await answerer({ ...question, round: 0 });
    const isWrong = first.answer.includes("wrong") && how?.checks !== "none";
    const second = isWrong ? await answerer({ ...question, round: 1 }) : undefined;
    const faults = isWrong && second?.answer === "" ? [fault] : [];
    const document = second?.answer === "" ? first.answer : (second ?? first).answer;
    const checker = { kind: "unchecked", reason: "Nothing checks it." } as const;
    const checks = { syntax: "kept", checker, repaired: isWrong, faults } as const;
    return {
      rounds: isWrong ? 2 : 1,
      proposal: { document, checks: { ...checks, faults: [...faults] } },
    };
  },
};
const start = { line: 0, character: 0 };
const fault = {
  ...{ uri: "file:///one.py", range: { start, end: start }, message: "No such name." },
  severity: "error" as const,
};

function saying(...answers: string[]): Source & { asked: number } {
  const source = {
    asked: 0,
    async answer() {
      source.asked += 1;
      return { answer: answers[source.asked - 1] ?? "" };
    },
    close: async () => {},
  };
  return source;
}

const rest = {
  pipeline,
  runs: async (program: string) => program.includes("return 2"),
  said: (): void => {},
};

describe("a model's answers to edits, measured", () => {
  it("a good first answer is asked for once, and its tests pass", async () => {
    const source = saying(one.wanted);
    const [measured] = await runLive([one], { ...rest, source });
    assert.equal(source.asked, 1);
    assert.deepEqual(
      [measured?.unchecked.passes, measured?.checked.passes, measured?.repaired.passes],
      [true, true, true],
    );
  });

  it("a wrong one is repaired from the same first answer", async () => {
    const source = saying("wrong = f\n", one.wanted);
    const [measured] = await runLive([one], { ...rest, source });
    assert.equal(source.asked, 2);
    assert.deepEqual(
      [measured?.unchecked.passes, measured?.checked.passes, measured?.repaired.passes],
      [false, false, true],
    );
    assert.equal(measured?.checked.came.proposal?.checks.faults.length, 1);
  });

  it("what was recorded is answered again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "ingle-recorded-"));
    const file = join(folder, "answers.jsonl");
    try {
      const source = recording(saying("wrong = f\n", one.wanted), file);
      const live = await runLive([one], { ...rest, source });
      const again = await runLive([one], { ...rest, source: fromRecording(file) });
      assert.deepEqual(again, live);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a server is asked for an answer as a whole", async () => {
    let asked: Record<string, unknown> = {};
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request) text += chunk;
      asked = JSON.parse(text) as Record<string, unknown>;
      const choices = [{ message: { content: "No." }, finish_reason: "length" }];
      response.end(JSON.stringify({ choices }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const messages = [{ role: "user", content: "Two." }] as const;
      const question = { messages, maxTokens: 9, round: 0 };
      const answer = await fromServer(`http://127.0.0.1:${port}`).answer(one, question);
      assert.deepEqual(answer, { answer: "No.", cutOff: true });
      assert.deepEqual([asked.messages, asked.max_tokens, asked.stream], [messages, 9, false]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
