/** The words of a question that a person would search for, in lower case: no short and no common ones. */
export function searchWords(question: string): string[] {
  const words = question.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
  return [...new Set(words)].filter((word) => !common.has(word));
}

const common = new Set(
  `the and for with from that this when into are not but has have had was were its can all any use
  uses used using also only than then does will should would could which what where how who why out
  our your their them they there here been being both each other some such more most very just about
  after before over under again if it is in on of to as at by be an or no`.split(/\s+/),
);
