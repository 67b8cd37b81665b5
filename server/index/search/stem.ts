/** Shorter stems begin words of all kinds. */
const shortest = 4;

/**
 * What an English word begins with in all its forms, so that it can be searched for by its beginning:
 * `closing`, `closed` and `closes` give `clos`. A word that has no ending of these stays as it is.
 */
export function stemOf(word: string): string {
  const ending = /(?:ations?|ings?|ers?|ors?|ions?|ments?|ies|ied|es|ed|s|e|y)$/.exec(word)?.[0];
  if (ending === undefined || /ss$|\d|_/.test(word)) return word;
  const stem = word.slice(0, -ending.length);
  const single = /([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
  return single.length >= shortest ? single : word;
}
