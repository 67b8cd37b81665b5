/** Into which language comments are to be translated, by its English name, and why. */
export interface Translation {
  into: string;
  /** They are in another language than English, in which code is most often commented. */
  isForeign: boolean;
}

/**
 * What a translation of comments would be: into English where they are in another language, into the
 * editor's language where they are in English; undefined where there is nothing to translate.
 */
export function translationOf(comments: string, locale: string): Translation | undefined {
  if (!/\p{L}{2}/u.test(comments)) return undefined;
  if (isForeign(comments)) return { into: "English", isForeign: true };
  const [language = "en"] = locale.toLowerCase().split(/[-_]/);
  if (language === "en" || language === "") return undefined;
  const name = nameOf(locale) ?? nameOf(language);
  return name === undefined ? undefined : { into: name, isForeign: false };
}

/** Frequent short words by language; those that English shares tell nothing and are left out. */
const english = wordSet(
  "the is of and to that are this it be not with for if when returns from has",
);
const others = wordSet(
  [
    "der die das und ist nicht wird mit für ein eine werden auf dem den von zum zur hier wenn alle nur",
    "le les des est une et dans pour qui que pas sur avec cette ici du ne aux si",
    "el los las es una y en para que no con por se del esta aquí cuando",
    "il lo gli della che non di per con una è sono questo qui quando",
    "os as do da é uma não para com em por se isto aqui quando",
    "het een van is niet dit wordt voor met zijn hier",
    "jest nie się na dla tego oraz przez",
    "och är inte för att som här när",
  ].join(" "),
  "no is as do per se",
);

function isForeign(comments: string): boolean {
  const letters = comments.match(/\p{L}/gu)?.length ?? 0;
  const latin = comments.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (letters - latin > letters / 3) return true;
  const words = comments.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (among: ReadonlySet<string>): number =>
    words.filter((word) => among.has(word)).length;
  return count(others) > count(english);
}

function wordSet(words: string, except = ""): ReadonlySet<string> {
  const without = new Set(except.split(" "));
  return new Set(words.split(" ").filter((word) => !without.has(word)));
}

function nameOf(locale: string): string | undefined {
  try {
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(locale);
    return name === locale ? undefined : name;
  } catch {
    return undefined;
  }
}
