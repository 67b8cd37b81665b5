/** Whether a word, in lower case, stands in every question and says nothing of what is asked. */
export function isCommonWord(word: string): boolean {
  return common.has(word) || word.length === 1;
}

const common = new Set(
  `a about all also am an and any are as at be been being but by can could did do does doing done each
  either else every few for from had has have having how i if in instead into is it its itself just
  like made make makes many may me might more most much must my no not of off on one only or other our
  out over own same shall she should so some such than that the their them then there these they this
  those through to too until up upon us use used uses using very via was way we were what whatever when
  where whether which while who whom whose why will with within without would you your
  code find show where's what's how's tell explain please`.split(/\s+/),
);
