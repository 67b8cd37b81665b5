import { textFilter } from "./filter.ts";

/** A control token of any family, written out as text: `<|endoftext|>`, `<｜fim▁end｜>`, `</s>`. */
const token = /<[|｜][\w▁ -]{2,40}[|｜]>|<\/s>|\[(?:PREFIX|SUFFIX|MIDDLE)\]|\ufffd/;
/** The fence with which a chat model ends its code. */
const fence = /^\s*```/m;

/** Cuts before what belongs to the model, not to the file. */
export const controlTokens = textFilter("holds the model's own marks", (text, { cursor }) => {
  const prose = cursor.languageId === "markdown" || cursor.languageId === "mdx";
  const ends = [text.search(token), prose ? -1 : text.search(fence)].filter((end) => end >= 0);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends)).trimEnd();
});
