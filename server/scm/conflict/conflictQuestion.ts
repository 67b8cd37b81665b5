import { beginningOf } from "../../diff/diffText.ts";
import type { Guard } from "../../guard/guard.ts";
import { holdsSecret } from "../../guard/secretText.ts";
import type { Answering } from "../../models/answering.ts";
import { fenced } from "../../prompt/chat.ts";
import { scmInstructions } from "../../prompt/scm.ts";
import type { ConflictOutcome, ConflictParams, ConflictSide } from "../../protocol/scm.ts";
import { languageOf } from "../../text/languageOf.ts";
import { noModel, roomOf } from "../ask.ts";

interface ConflictOptions {
  guard: Pick<Guard, "mayRead">;
  answering(): Promise<Answering | undefined>;
  pathOf(uri: string): string;
}

const answerTokens = 1_024;
const mostCommits = 5;

/**
 * The question about a conflict that chat is asked, with both sides, what they come from, and their
 * commits. Where they do not fit, each part keeps its beginning.
 */
export async function conflictQuestion(
  { uri, firstLine, lastLine, ours, theirs, base }: ConflictParams,
  { guard, answering, pathOf }: ConflictOptions,
): Promise<ConflictOutcome> {
  const path = pathOf(uri);
  const verdict = guard.mayRead({ uri });
  if (!verdict.allowed)
    return {
      kind: "refused",
      cause: "guard",
      reason: `${path} may not be read: ${verdict.reason}`,
    };
  const model = await answering();
  if (!model) return noModel();
  const room = (roomOf(model, answerTokens) * 0.6) / 3;
  const language = languageOf(uri);
  const block = (title: string, text: string): string => {
    const { text: shown, whole } = beginningOf(withoutSecrets(text), room);
    const lines = shown.trim() === "" && whole ? "(no lines)" : fenced(shown, language);
    return `${title}:\n${lines}${whole ? "" : "\n(the rest is left out)"}`;
  };
  const side = (who: string, { name, text, commits }: ConflictSide): string => {
    const told = commits.slice(0, mostCommits).map((commit) => `- ${commit.trim().slice(0, 300)}`);
    const messages =
      told.length === 0 ? "" : `\nCommits there that changed the file:\n${told.join("\n")}`;
    return block(`${who} (${name})`, text) + messages;
  };
  return {
    kind: "question",
    text: `Explain the merge conflict in \`${path}\`, lines ${firstLine + 1} to ${lastLine + 1}. ${scmInstructions.conflict}`,
    attached: [
      side("One side, which is checked out", ours),
      side("The other side, which comes in", theirs),
      ...(base === undefined ? [] : [block("What both come from", base)]),
    ].join("\n\n"),
  };
}

function withoutSecrets(text: string): string {
  return text
    .split("\n")
    .map((line) => (holdsSecret(line) ? "[a line that looks like a secret was left out]" : line))
    .join("\n");
}
