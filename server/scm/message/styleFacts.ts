import type { CommitStyle } from "./style.ts";

/** Subjects are this long at most, however long a repository's are. */
const longestSubject = 72;

/** What a repository's messages have in common, in sentences that a model is to follow. */
export function styleFacts(style: CommitStyle): string[] {
  const limit = `The first line has at most ${subjectLimit(style)} characters.`;
  if (style.count < 3) return [limit, "The first line is in the imperative, without a full stop."];
  const facts = [limit];
  if (style.language !== undefined) facts.push(`It is written in ${style.language}.`);
  if (style.prefix === "conventional")
    facts.push(
      `It begins with a type, as in Conventional Commits. Seen here: ${style.prefixes.join(", ")}.`,
    );
  if (style.prefix === "area")
    facts.push(
      `It begins with the part that changed and a colon. Seen here: ${style.prefixes.join(", ")}.`,
    );
  if (style.prefix === "ticket")
    facts.push(
      "It begins with the number of its ticket, where the branch or the person names one.",
    );
  if (style.prefix === "none") facts.push("It has no type, tag or number in front.");
  if (style.emoji) facts.push("It begins with an emoji.");
  const verb = {
    imperative: 'The verb is in the imperative ("Add", "Fix").',
    past: 'The verb is in the past ("Added", "Fixed").',
    present: 'The verb is in the third person ("Adds", "Fixes").',
    unknown: "",
  }[style.mood];
  if (verb !== "") facts.push(verb);
  if (style.language === undefined || latin.has(style.language))
    facts.push(
      style.capital
        ? "Its words begin with a capital letter."
        : "Its words begin with a small letter.",
    );
  facts.push(style.fullStop ? "It ends with a full stop." : "It ends without a full stop.");
  facts.push(
    style.bodies < 0.2
      ? "There is nothing but the first line."
      : style.bodies > 0.8
        ? "Below an empty line, a short paragraph says why."
        : "Where the reason is not plain, an empty line and a short paragraph say why.",
  );
  return facts;
}

/** Characters that the first line may have here. */
export function subjectLimit({ count, subjectLength }: CommitStyle): number {
  if (count < 3) return longestSubject;
  return Math.max(longestSubject, subjectLength);
}

const latin = new Set(["English", "German", "French", "Spanish", "Portuguese"]);
