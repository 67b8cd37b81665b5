import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createEngineProcess } from "../../../server/engine/process.ts";
import type { ChatAnswer } from "../../helpers/httpServer.ts";
import type { EditCase } from "./case.ts";
import type { Question } from "./pipeline.ts";

/** Whose answers are measured. */
export interface Source {
  answer(one: EditCase, question: Question): Promise<ChatAnswer>;
  close(): Promise<void>;
}

/** A model in a file, in an engine of its own. */
export function fromModel(modelPath: string, contextSize: number): Source {
  const engine = createEngineProcess({
    ...{ entry: join("dist", "engine", "engine.mjs"), modelPath, purpose: "chat", gpu: "auto" },
    ...{ contextSize, idleMs: 600_000, log: () => {} },
  });
  const never = new AbortController().signal;
  return {
    async answer(_one, { messages, maxTokens }) {
      let answer = "";
      for await (const event of engine.chat({ messages, maxTokens }, never)) {
        if (event.kind === "piece" && !event.thought) answer += event.text;
        if (event.kind !== "end") continue;
        if (event.stopReason === "failed") throw new Error(event.failure);
        return { answer, cutOff: event.stopReason === "length" };
      }
      return { answer };
    },
    close: () => engine.dispose(),
  };
}

/** A server on this machine with OpenAI's interface. */
export function fromServer(url: string): Source {
  return {
    async answer(_one, { messages, maxTokens }) {
      const response = await fetch(new URL("/v1/chat/completions", url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ messages, max_tokens: maxTokens, temperature: 0, stream: false }),
      });
      if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
      const { choices } = (await response.json()) as {
        choices: { message: { content: string | null }; finish_reason: string }[];
      };
      const [choice] = choices;
      return {
        answer: choice?.message.content ?? "",
        cutOff: choice?.finish_reason === "length",
      };
    },
    close: async () => {},
  };
}

interface Recorded extends ChatAnswer {
  case: string;
  round: number;
}

/** Answers that were recorded, by case and round; a case without one is answered with nothing. */
export function fromRecording(file: string): Source {
  const known = new Map(
    readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map((line) => JSON.parse(line) as Recorded)
      .map((recorded) => [`${recorded.case}#${recorded.round}`, recorded] as const),
  );
  return {
    answer: async ({ name }, { round }) => known.get(`${name}#${round}`) ?? { answer: "" },
    close: async () => {},
  };
}

/** The same answers, each of them kept in a file, one a line. */
export function recording(source: Source, file: string): Source {
  writeFileSync(file, "");
  return {
    async answer(one, question) {
      const answer = await source.answer(one, question);
      const recorded: Recorded = { case: one.name, round: question.round, ...answer };
      appendFileSync(file, `${JSON.stringify(recorded)}\n`);
      return answer;
    },
    close: () => source.close(),
  };
}
