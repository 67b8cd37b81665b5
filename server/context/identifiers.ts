/** The names in a text, in order, without short ones and the commonest words of programs. */
export function identifiersIn(text: string): string[] {
  return (text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? []).filter((name) => !common.has(name));
}

// Words that say nothing about what a piece of code is about, over the common languages.
const common = new Set(
  `and any async auto await bool boolean break case catch char class const continue def default del
  delete elif else end enum except export extends false final finally float fmt for foreach from
  func function global goto impl implements import include int interface internal its let long match
  module mut namespace new nil none None not null number object override package pass private
  protected pub public raise readonly ref require return self Self short static str string String
  struct super switch template then this throw throws trait true True try type typedef typeof undefined
  union unsigned use using val var virtual void where while with yield False`.split(/\s+/),
);
