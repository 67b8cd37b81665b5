import { randomUUID } from "node:crypto";
import type { Files } from "../context/files.ts";
import { projectRules } from "../context/projectRules.ts";
import type { GenerationEnd } from "../engine/engine.ts";
import type { Guard } from "../guard/guard.ts";
import type { IndexResult, IndexState } from "../index/workspaceIndex.ts";
import type { Answering } from "../models/answering.ts";
import { chatInstructions, summaryInstruction } from "../prompt/chat.ts";
import { type ChatMaterial, type ChatRoom, type FittedChat, fitChat } from "../prompt/fitChat.ts";
import type {
  Answer,
  AnswerState,
  ChatEvent,
  ChatQuestionParams,
  ContextMeter,
  Conversation,
  Question,
} from "../protocol/chat.ts";
import { pathTo } from "../protocol/conversation.ts";
import { type Attached, readAttachments } from "./attached.ts";
import { knownCommands } from "./commands.ts";
import { type Happening, titleOf } from "./conversation.ts";
import type { Conversations } from "./conversations.ts";
import { type FoundPart, readFound } from "./found.ts";
import { messagesOf } from "./messages.ts";
import { countedMeter, meterOf } from "./meter.ts";
import { notesOf } from "./notes.ts";
import { pastOf } from "./past.ts";
import { searchAnswer } from "./searchAnswer.ts";

/** What answering needs from the server around it. */
export interface AnswerOptions {
  conversations: Conversations;
  /** Undefined where no model can answer: then a search does. */
  answering(): Promise<Answering | undefined>;
  folders(): readonly string[];
  files: Pick<Files, "read">;
  guard: Pick<Guard, "mayRead">;
  pathOf(uri: string): string;
  search(
    query: { text: string; limit: number; near?: string },
    signal: AbortSignal,
  ): Promise<IndexResult[]>;
  indexState(): IndexState;
  onEvent(event: ChatEvent): void;
}

/** Answers questions, and writes down what is said as it is said. */
export interface Answers {
  /** Resolves with the end of the answer; never rejects. Aborting stops it and keeps what is written. */
  ask(params: ChatQuestionParams, signal: AbortSignal): Promise<AnswerState>;
  /** What a question would take of the context. */
  meter(params: ChatQuestionParams, signal: AbortSignal): Promise<ContextMeter | undefined>;
  /** Whether this answer is being written now. */
  isWriting(answer: string): boolean;
}

/** Parts of the project that are looked at for a question, and tokens of an answer, at most. */
const mostFound = 12;
const longestAnswer = 4096;
/** Contexts of answers that are remembered, so that a prompt that goes on begins as the one before. */
const mostContexts = 200;

/** Creates what answers the questions of one workspace. */
export function createAnswers(options: AnswerOptions): Answers {
  const { conversations, files, onEvent } = options;
  const writing = new Set<string>();
  const contexts = new Map<string, string>();
  /** What a token was in the last prompts of a model: better than any estimate from its vocabulary. */
  const measured = new Map<string, number>();

  function happen(id: string, happening: Happening, when?: "now" | "soon"): Promise<void> {
    if (happening.kind !== "begin" && happening.kind !== "shown")
      onEvent({ conversation: id, ...happening });
    return conversations.add(id, happening, when);
  }

  async function begun(
    params: ChatQuestionParams,
  ): Promise<{ conversation: Conversation; question: Question }> {
    const known =
      params.conversation === undefined ? undefined : await conversations.open(params.conversation);
    const title = titleOf(params.text) || `/${params.command ?? ""}`;
    const conversation = known ?? (await conversations.begin(title));
    if (!known) onEvent({ conversation: conversation.id, kind: "title", title });
    const again = conversation.messages.find(({ id }) => id === params.again);
    if (again?.role === "user") return { conversation, question: again };
    const wanted = params.after === undefined ? conversation.shown : params.after;
    const last = conversation.messages.find(({ id }) => id === wanted);
    // A question that was never answered is passed over.
    const before =
      last?.role === "user" ? conversation.messages.find(({ id }) => id === last.after) : last;
    const question: Question = {
      ...{ role: "user", id: randomUUID(), at: Date.now(), text: params.text },
      ...(before === undefined ? {} : { after: before.id }),
      ...(params.command === undefined ? {} : { command: params.command }),
      attachments: params.attachments ?? [],
    };
    await happen(conversation.id, { kind: "message", message: question });
    return { conversation, question };
  }

  /** The question as the model reads it: the prompt behind its command, then the person's own words. */
  async function wordsOf({ command, text }: Pick<Question, "command" | "text">): Promise<string> {
    if (command === undefined) return text;
    const known = await knownCommands(options.folders(), files);
    const prompt = known.find(({ name }) => name === command)?.text;
    return [prompt ?? `/${command}`, text].filter((each) => each !== "").join("\n\n");
  }

  const readsPictures = async () => (await options.answering())?.pictures === true;

  /** What was beside an earlier question, as far as it is still there. */
  async function picturesBeside({ attachments }: Question): Promise<readonly string[]> {
    const shown = attachments.filter(({ kind }) => kind === "picture");
    if (shown.length === 0 || !(await readsPictures())) return [];
    return (await readAttachments(shown, options)).pictures;
  }

  async function materialFor(
    path: ReturnType<typeof pathTo>,
    question: Pick<Question, "command" | "text" | "attachments">,
    signal: AbortSignal,
  ): Promise<{
    material: ChatMaterial;
    attached: Attached;
    found: FoundPart[];
    summarized: number;
  }> {
    const words = new Map<string, string>();
    const pictures = new Map<string, readonly string[]>();
    for (const message of path) {
      if (message.role !== "user") continue;
      words.set(message.id, await wordsOf(message));
      pictures.set(message.id, await picturesBeside(message));
    }
    const { turns, summary } = pastOf(path, {
      contextOf: (answer) => contexts.get(answer) ?? "",
      wordsOf: ({ id }) => words.get(id) ?? "",
      picturesOf: ({ id }) => pictures.get(id) ?? [],
    });
    const attached = await readAttachments(question.attachments, options);
    const mayShow = await readsPictures();
    if (attached.pictures.length > 0 && !mayShow)
      attached.notes.push("The picture was left out: the model that answers cannot read it.");
    const near = attached.sources[0]?.uri;
    const searches = attached.searches && question.text.trim() !== "";
    const query = { text: question.text, limit: mostFound, ...(near && { near }) };
    const results = searches ? await options.search(query, signal) : [];
    const found = await readFound(results, files);
    const rules = await projectRules(options.folders(), files);
    const material: ChatMaterial = {
      instructions: chatInstructions,
      rules: rules.map(({ text }) => text),
      ...(summary && { summary: `What was said before, in short: ${summary.text}` }),
      past: turns,
      attachments: attached.texts,
      pictures: mayShow ? attached.pictures : [],
      snippets: found.map(({ text }) => text),
      question: await wordsOf(question),
    };
    return { material, attached, found, summarized: summary?.turns ?? 0 };
  }

  function roomOf({ name, contextSize, charactersPerToken }: Answering): ChatRoom {
    const answer = Math.min(longestAnswer, Math.floor(contextSize / 4));
    return {
      size: contextSize,
      answer,
      charactersPerToken: measured.get(name) ?? charactersPerToken,
    };
  }

  /** Shortens the oldest turns, which do not fit any more; undefined where that failed. */
  async function summaryOf(
    material: ChatMaterial,
    turns: number,
    { model, signal }: { model: Answering; signal: AbortSignal },
  ): Promise<string | undefined> {
    const past = material.past.slice(0, turns).map((turn) => ({ ...turn, context: "" }));
    const fitted = fitChat(
      { ...material, rules: [], attachments: [], snippets: [], past, question: summaryInstruction },
      roomOf(model),
    );
    let text = "";
    for await (const event of model.engine.chat(
      { messages: messagesOf(fitted), maxTokens: Math.min(400, roomOf(model).answer) },
      signal,
    )) {
      if (event.kind === "piece" && !event.thought) text += event.text;
      if (event.kind === "end" && event.stopReason === "failed") return undefined;
    }
    return text.trim() === "" || signal.aborted ? undefined : text.trim();
  }

  async function write(
    conversation: Conversation,
    question: Question,
    answer: Answer,
    signal: AbortSignal,
  ): Promise<AnswerState> {
    const { id } = conversation;
    const tell = (fields: Partial<Omit<Answer, "id" | "role" | "after">>): Promise<void> =>
      happen(id, { kind: "answer", message: answer.id, fields });
    const path = pathTo(conversation, question.after);
    const { material, attached, found, summarized } = await materialFor(path, question, signal);
    if (signal.aborted) return { kind: "stopped" };

    const model = await options.answering();
    if (!model) {
      const sources = [...attached.sources, ...found.map(({ source }) => source)];
      await tell({ sources, notes: attached.notes });
      const text = searchAnswer(found, options.indexState());
      await happen(id, { kind: "piece", message: answer.id, text });
      return { kind: "done" };
    }

    let ready = material;
    let fitted = fitChat(material, roomOf(model));
    if (fitted.dropped > 0) {
      const turns = Math.max(fitted.dropped, Math.ceil(material.past.length / 2));
      const text = await summaryOf(material, turns, { model, signal });
      if (text !== undefined) {
        await tell({ summary: { turns: summarized + turns, text } });
        const summary = `What was said before, in short: ${text}`;
        ready = { ...material, summary, past: material.past.slice(turns) };
        fitted = fitChat(ready, roomOf(model));
      }
    }
    for (let attempt = 1; ; attempt += 1) {
      const room = roomOf(model);
      const meter = meterOf(fitted, room);
      const sources = [
        ...attached.sources,
        ...found.slice(0, fitted.snippets).map(({ source }) => source),
      ];
      await tell({
        sources,
        meter,
        model: model.name,
        notes: [...attached.notes, ...notesOf(fitted)],
      });
      remember(answer.id, fitted.context);
      const end = await stream(conversation.id, answer, { model, fitted, meter, signal });
      if (end.stopReason !== "prompt-too-long") return stateOf(end);
      // The estimate was wrong for this text; the engine has counted.
      const factor = (room.size - room.answer) / Math.max(1, end.promptTokens);
      measured.set(model.name, room.charactersPerToken * Math.min(0.9, factor));
      fitted = fitChat(ready, roomOf(model));
      if (attempt === 3)
        return { kind: "failed", reason: "The question is too long for this model." };
    }
  }

  async function stream(
    id: string,
    answer: Answer,
    given: { model: Answering; fitted: FittedChat; meter: ContextMeter; signal: AbortSignal },
  ): Promise<GenerationEnd> {
    const { model, fitted, meter, signal } = given;
    const messages = messagesOf(fitted);
    const request = { messages, maxTokens: meter.answer };
    for await (const event of model.engine.chat(request, signal)) {
      if (event.kind === "piece") {
        const { text, thought } = event;
        const piece = { kind: "piece" as const, message: answer.id, text };
        await happen(id, thought ? { ...piece, thought } : piece, "soon");
      } else if (event.kind === "prompt") {
        const length = messages.reduce((sum, { content }) => sum + content.length, 0);
        if (event.promptTokens > 200) measured.set(model.name, length / event.promptTokens);
        const counted = countedMeter(meter, event.promptTokens);
        await happen(id, { kind: "answer", message: answer.id, fields: { meter: counted } });
      } else if (event.kind === "end") return event;
    }
    return { stopReason: "cancelled" };
  }

  function remember(answer: string, context: string): void {
    contexts.set(answer, context);
    for (const oldest of contexts.keys()) {
      if (contexts.size <= mostContexts) break;
      contexts.delete(oldest);
    }
  }

  return {
    isWriting: (answer) => writing.has(answer),
    async meter(params, signal) {
      const model = await options.answering();
      if (!model) return undefined;
      const known =
        params.conversation === undefined
          ? undefined
          : await conversations.open(params.conversation);
      const path = known ? pathTo(known, params.after ?? known.shown) : [];
      const question = { attachments: [], ...params };
      const { material } = await materialFor(path, question, signal);
      const room = roomOf(model);
      return meterOf(fitChat(material, room), room);
    },
    async ask(params, signal) {
      const { conversation, question } = await begun(params);
      const answer: Answer = {
        ...{ role: "assistant", id: randomUUID(), after: question.id, at: Date.now() },
        ...{ text: "", thought: "", sources: [], notes: [], state: { kind: "writing" } },
      };
      writing.add(answer.id);
      const { id } = conversation;
      let state: AnswerState;
      try {
        // On disk before the first word is shown.
        await happen(id, { kind: "message", message: answer });
        state = await write(conversation, question, answer, signal);
        if (signal.aborted && state.kind !== "done") state = { kind: "stopped" };
        // Nobody stopped it: the server ends, with its window or by itself.
        else if (!signal.aborted && state.kind === "stopped") state = { kind: "interrupted" };
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        state = { kind: "failed", reason };
      }
      writing.delete(answer.id);
      await happen(id, { kind: "answer", message: answer.id, fields: { state } });
      return state;
    },
  };
}

function stateOf(end: Exclude<GenerationEnd, { stopReason: "prompt-too-long" }>): AnswerState {
  switch (end.stopReason) {
    case "end-of-text":
      return { kind: "done" };
    case "length":
      return { kind: "length" };
    case "cancelled":
      return { kind: "stopped" };
    case "failed":
      return { kind: "failed", reason: end.failure };
  }
}
