import { scanBrackets } from "../../text/brackets.ts";
import { textFilter } from "./filter.ts";

/** A control token of any family, written out as text: `<|endoftext|>`, `<｜fim▁end｜>`, `</s>`. */
const token = /<[|｜][\w▁ -]{2,40}[|｜]>|<\/s>|\[(?:PREFIX|SUFFIX|MIDDLE)\]|\ufffd/;
/** The fence with which a chat model ends its code. */
const fence = /^\s*```/m;

/** Cuts before what belongs to the model, not to the file; a string may hold such marks rightly. */
export const controlTokens = textFilter("holds the model's own marks", (text, { cursor }) => {
  const prose = cursor.languageId === "markdown" || cursor.languageId === "mdx";
  const mark = text.search(token);
  const quoted = mark >= 0 && isInString(cursor.lineBefore + text.slice(0, mark));
  const ends = [quoted ? -1 : mark, prose ? -1 : text.search(fence)].filter((end) => end >= 0);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends)).trimEnd();
});

function isInString(before: string): boolean {
  return scanBrackets(before).quote !== undefined;
}
