import type { Answering } from "../../models/answering.ts";
import { nameMessages } from "../../prompt/names.ts";
import type { NamesOutcome, RefactorParams, SuggestedName } from "../../protocol/refactor.ts";
import type { NamedSymbol } from "../../syntax/symbol.ts";
import { styleFor } from "../../text/nameStyle.ts";
import { type OpenedText, openedText, type PlaceOptions } from "../place.ts";
import { writeAnswer } from "../write.ts";
import { fittingNames, type NamePlace, namesIn } from "./fitting.ts";
import { readNames } from "./readNames.ts";
import { namesSaid } from "./said.ts";

/** What naming needs from the server around it. */
export interface NamingOptions extends PlaceOptions {
  /** Undefined where no model can answer. */
  answering(): Promise<Answering | undefined>;
  pathOf(uri: string): string;
}

/** So many names are suggested at most. */
const most = 8;
/** Tokens of an answer: names are short. */
const maxTokens = 120;
const longestDeclaration = 60;
const mostUses = 12;

/**
 * Suggests names for the symbol at a place: what the code says already is told at once, then what the
 * chat model says as it writes. Never rejects.
 */
export async function suggestNames(
  params: RefactorParams,
  options: NamingOptions,
  { signal, tell }: { signal: AbortSignal; tell(names: SuggestedName[]): void },
): Promise<NamesOutcome> {
  const opened = await openedText(params, options, signal);
  if (opened.kind === "refused") return opened;
  const symbol = options.syntax.symbol(opened.document, opened.offset, 0) ?? wordAt(opened);
  if (!symbol)
    return { kind: "refused", reason: "There is no name at the cursor.", remedy: "Put it on one." };
  const place = placeOf(symbol, opened, options);
  const said = fittingNames(namesSaid(symbol), place).map(
    (name): SuggestedName => ({ name, by: "code" }),
  );
  if (said.length > 0) tell(said);
  const model = await options.answering();
  if (!model) return { kind: "names", names: said };

  const { text } = opened;
  const lines = text.split("\n");
  const messages = nameMessages({
    ...{ name: symbol.name, kind: symbol.kind, count: most },
    ...{ languageId: opened.document.languageId, path: options.pathOf(opened.document.uri) },
    declaration: declarationText(symbol, lines),
    uses: usesOf(symbol, lines),
  });
  let names = said;
  const take = (answer: string, complete: boolean): void => {
    const fitting = fittingNames(readNames(answer, { complete }), place);
    const written = fitting.map((name): SuggestedName => ({ name, by: "model" }));
    const next = withoutDoubles([...written, ...said]).slice(0, most);
    if (next.length === names.length && next.every(({ name }, at) => name === names[at]?.name))
      return;
    names = next;
    tell(names);
  };
  const written = await writeAnswer(model, {
    ...{ messages, maxTokens, signal },
    onText: (answer) => take(answer, false),
  });
  take(written.text, written.complete);
  return { kind: "names", names, model: model.name };
}

function placeOf(
  symbol: NamedSymbol,
  { document, text }: OpenedText,
  { syntax }: Pick<NamingOptions, "syntax">,
): NamePlace {
  const outline = syntax.outline(document, 0) ?? [];
  const siblings = flat(outline)
    .filter(({ kind }) => kind === symbol.kind)
    .map(({ name }) => name);
  const { languageId } = document;
  const style = styleFor({ kind: symbol.kind, current: symbol.name, siblings, languageId });
  return { languageId, current: symbol.name, style, taken: namesIn(text) };
}

interface Nested {
  name: string;
  kind: string;
  within: readonly Nested[];
}

function flat(outline: readonly Nested[]): Nested[] {
  return outline.flatMap((each) => [each, ...flat(each.within)]);
}

/** Without a grammar a name is a word, and nothing more is known of it. */
function wordAt({ text, offset }: OpenedText): NamedSymbol | undefined {
  const before = /[\p{L}\p{N}_$]*$/u.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_$]*/u.exec(text.slice(offset, offset + 200))?.[0] ?? "";
  const name = before + after;
  return /^[\p{L}_$]/u.test(name) ? { name, kind: "value" } : undefined;
}

function declarationText({ declaration }: NamedSymbol, lines: readonly string[]): string {
  if (!declaration) return "";
  const last = Math.min(declaration.lastLine, declaration.firstLine + longestDeclaration - 1);
  return lines.slice(declaration.firstLine, last + 1).join("\n");
}

function usesOf({ name, declaration }: NamedSymbol, lines: readonly string[]): string[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped(name)}(?![\\p{L}\\p{N}_$])`, "u");
  return lines
    .filter(
      (line, at) =>
        word.test(line) &&
        !(declaration && at >= declaration.firstLine && at <= declaration.lastLine),
    )
    .slice(0, mostUses)
    .map((line) => line.trim());
}

function withoutDoubles(names: readonly SuggestedName[]): SuggestedName[] {
  const seen = new Set<string>();
  return names.filter(({ name }) => {
    const isNew = !seen.has(name);
    seen.add(name);
    return isNew;
  });
}

function escaped(name: string): string {
  return name.replaceAll("$", "\\$");
}
