/** All that could go into the prompt of an answer; texts as the model would read them. */
export interface ChatMaterial {
  instructions: string;
  /** The project's own rules, the most general first. */
  rules: readonly string[];
  /** Of the turns that are not in `past` any more. */
  summary?: string;
  /** The conversation, the oldest turn first. */
  past: readonly PastTurn[];
  attachments: readonly { label: string; text: string }[];
  /** Beside the question, as data URLs. */
  pictures?: readonly string[];
  /** What a search found, the best first. */
  snippets: readonly string[];
  question: string;
}

/** A question that was asked and its answer; `context` is what stood in front of the question. */
export interface PastTurn {
  context: string;
  /** Data URLs. */
  pictures?: readonly string[];
  question: string;
  answer: string;
}

/** The room for it, in tokens; `answer` of them are kept free. */
export interface ChatRoom {
  size: number;
  answer: number;
  charactersPerToken: number;
}

/** What goes into the prompt, within the room. */
export interface FittedChat {
  system: string;
  past: readonly PastTurn[];
  /** What stands in front of the question. */
  context: string;
  question: string;
  /** Beside it, as data URLs. */
  pictures: readonly string[];
  /** How many of the snippets are in it: the first so many. */
  snippets: number;
  /** Turns at the beginning that did not fit even without their context. */
  dropped: number;
  /** Turns whose context was left out. */
  stripped: number;
  tokens: Record<
    | "instructions"
    | "rules"
    | "summary"
    | "conversation"
    | "attachments"
    | "workspace"
    | "question",
    number
  >;
  /** What was cut, and how much of it is left, from 0 to 1. */
  cut: readonly { what: "question" | "rules" | "attachment"; label: string; left: number }[];
}

/** Shares of the room; what a part leaves over goes to those behind it. */
const shares = { question: 0.6, rules: 0.15, attachments: 0.6, snippets: 0.25 };
/** For the words that a template puts around each message. */
const tokensAround = 8;
/** What a picture takes: 256 to 1 300 by model and size, so a middle that errs on the large side. */
const pictureTokens = 1_000;

/**
 * Fits a conversation into a model's context, by one rule: the question first, then instructions,
 * rules and attachments up to their shares; a quarter of the room for what the search found; then the
 * past from the newest turn back. When that does not fit, the oldest turns lose their context first,
 * and then the oldest turns are dropped, to be summarized. What is left goes to further snippets.
 */
export function fitChat(
  material: ChatMaterial,
  { size, answer, charactersPerToken }: ChatRoom,
): FittedChat {
  const lengthOf = (tokens: number): number => Math.max(0, Math.floor(tokens * charactersPerToken));
  const tokensOf = (text: string): number => Math.ceil(text.length / charactersPerToken);
  const cut: { what: "question" | "rules" | "attachment"; label: string; left: number }[] = [];
  const total = Math.max(0, size - answer - tokensAround * 2);
  let left = total;

  function take(text: string): string {
    left -= tokensOf(text);
    return text;
  }
  function fitted(
    what: "question" | "rules" | "attachment",
    label: string,
    text: string,
    tokens: number,
  ): string {
    const shown = beginning(text, lengthOf(Math.min(left, tokens)));
    if (shown.length < text.length) cut.push({ what, label, left: shown.length / text.length });
    return take(shown);
  }

  const question = fitted("question", "", material.question, total * shares.question);
  const instructions = take(material.instructions);
  const summary = take(material.summary ?? "");
  const rules = fitted("rules", "", material.rules.join("\n\n"), total * shares.rules);

  const allowances = share(
    material.attachments.map(({ text }) => tokensOf(text)),
    Math.min(left, total * shares.attachments),
  );
  const attachments = material.attachments.map(({ label, text }, at) =>
    fitted("attachment", label, text, allowances[at] ?? 0),
  );
  const attached = attachments.filter((text) => text !== "");
  const pictures = (material.pictures ?? []).slice(0, Math.floor(left / pictureTokens));
  left -= pictures.length * pictureTokens;
  for (let lost = pictures.length; lost < (material.pictures ?? []).length; lost += 1)
    cut.push({ what: "attachment", label: "A picture", left: 0 });

  const kept: string[] = [];
  const addSnippets = (most: number): void => {
    let room = Math.min(left, most);
    for (const snippet of material.snippets.slice(kept.length)) {
      const tokens = tokensOf(snippet);
      if (tokens > room) break;
      room -= tokens;
      kept.push(take(snippet));
    }
  };
  addSnippets(total * shares.snippets);
  const found = kept.length;

  const turnTokens = (turn: PastTurn): number =>
    tokensOf(turn.context) +
    (turn.pictures?.length ?? 0) * pictureTokens +
    tokensOf(turn.question) +
    tokensOf(turn.answer) +
    tokensAround * 2;
  const past = [...material.past];
  const sum = (): number => past.reduce((tokens, turn) => tokens + turnTokens(turn), 0);
  let stripped = 0;
  for (let at = 0; at < past.length && sum() > left; at += 1) {
    const turn = past[at];
    if (!turn || (turn.context === "" && !turn.pictures?.length)) continue;
    past[at] = { ...turn, context: "", pictures: [] };
    stripped += 1;
  }
  let dropped = 0;
  while (past.length > 0 && sum() > left) {
    past.shift();
    dropped += 1;
  }
  const conversation = sum();
  left -= conversation;
  if (dropped === 0 && stripped === 0) addSnippets(left);

  const count = (texts: readonly string[]): number =>
    texts.reduce((tokens, text) => tokens + tokensOf(text), 0);
  return {
    system: [instructions, rules, summary].filter((text) => text !== "").join("\n\n"),
    past,
    context: [...attached, ...kept].join("\n\n"),
    question,
    pictures,
    snippets: Math.max(found, kept.length),
    dropped,
    stripped,
    tokens: {
      instructions: tokensOf(instructions),
      rules: tokensOf(rules),
      summary: tokensOf(summary),
      conversation,
      attachments: count(attached) + pictures.length * pictureTokens,
      workspace: count(kept),
      question: tokensOf(question),
    },
    cut,
  };
}

/** Divides tokens among texts: the short ones get what they need, the others the same each. */
function share(needs: readonly number[], tokens: number): number[] {
  const given = needs.map(() => 0);
  const order = needs.map((_, at) => at).sort((a, b) => (needs[a] ?? 0) - (needs[b] ?? 0));
  let left = tokens;
  for (const [rank, at] of order.entries()) {
    given[at] = Math.min(needs[at] ?? 0, left / (order.length - rank));
    left -= given[at] ?? 0;
  }
  return given;
}

/** At most so many characters of a text, up to the end of a line where there is one. */
function beginning(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const line = cut.lastIndexOf("\n");
  return line > length / 2 ? cut.slice(0, line) : cut;
}
