import hljs from "highlight.js/lib/common";

/** Characters from which on code is drawn plainly: colours would cost more than they tell. */
const mostCharacters = 40_000;

/** Code as HTML with its words in classes of highlight.js; undefined where its language is unknown. */
export function highlighted(code: string, info: string): string | undefined {
  const language = languageOf(info);
  if (code.length > mostCharacters || !hljs.getLanguage(language)) return undefined;
  // A line that long is no code that anybody reads.
  if (/[^\n]{5000}/.test(code)) return undefined;
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}

/** The first word behind a fence: `ts src/a.ts` and `ts:src/a.ts` are TypeScript. */
export function languageOf(info: string): string {
  return /^[\w+#-]+/.exec(info.trim())?.[0].toLowerCase() ?? "";
}
