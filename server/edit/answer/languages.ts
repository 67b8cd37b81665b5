import { familyOf } from "../../text/families.ts";
import { isTrivial, shareIn } from "./textLines.ts";

/** Files in which other languages stand, or words. */
const mixed = new Set([
  ...["markdown", "plaintext", "html", "vue", "svelte", "php", "mdx", "restructuredtext", "latex"],
  ...["asciidoc", "astro", "jinja", "handlebars", "erb", "razor", "ejs"],
]);

/** Words behind a fence, and the language that they mean; the others are their own names. */
const byInfo: Record<string, string> = {
  ...{ py: "python", python3: "python", py3: "python", pycon: "python" },
  ...{ ts: "typescript", js: "javascript", jsx: "javascript", tsx: "typescript" },
  ...{ node: "javascript", mjs: "javascript", golang: "go", rs: "rust", rb: "ruby" },
  ...{ "c++": "cpp", cc: "cpp", h: "c", hpp: "cpp", cs: "csharp", "c#": "csharp" },
  ...{ sh: "shellscript", bash: "shellscript", shell: "shellscript", zsh: "shellscript" },
  ...{ console: "shellscript", kt: "kotlin", yml: "yaml", ps1: "powershell" },
};

/** What lines of a language look like that those of others do not, by its family. */
const looks: Record<string, readonly RegExp[]> = {
  python: [
    /^\s*(?:async )?def \w+\(.*:\s*(?:#.*)?$/,
    /^\s*class \w+.*:\s*$/,
    /^\s*(?:if|elif|for|while|with|try|except|else|finally)\b.*:\s*(?:#.*)?$/,
    /^\s*from \S+ import /,
    /\bself\.\w/,
    /^\s*import \w+(?: as \w+)?\s*$/,
  ],
  typescript: [
    /^\s*(?:export )?(?:default )?(?:async )?function\b.*\{\s*$/,
    /^\s*(?:export )?(?:const|let|var) [\w{[].*=/,
    /[)\w] => /,
    /[!=]==/,
    /\bconsole\.log\(/,
    /^\s*(?:import|export) .* from ["']/,
    /^\s*(?:export )?interface \w+/,
  ],
  go: [/^func\b/, /:= /, /^package \w+$/, /\bfmt\.\w/, /\bif err != nil\b/],
  rust: [
    /^\s*(?:pub )?fn \w+/,
    /\blet mut\b/,
    /^\s*impl\b/,
    /\b(?:println|format|vec|assert)!/,
    /^\s*use \w+::/,
  ],
  java: [
    /^\s*(?:public|private|protected) (?:static |final )*[\w<>[\], ]+\(.*\{\s*$/,
    /\bSystem\.out\b/,
    /^\s*(?:public|private) (?:final )?class\b/,
    /^import (?:static )?[\w.]+;$/,
  ],
  csharp: [
    /^\s*(?:public|private|internal|protected) .*\{?\s*$/,
    /^using [\w.]+;$/,
    /\bConsole\.\w/,
  ],
  c: [
    /^\s*#\s*include\b/,
    /\bstd::/,
    /\bprintf\(/,
    /^\s*(?:int|void|char|float|double|auto) \*?\w+.*[;{]$/,
  ],
  ruby: [/^\s*def \w+[^:{]*$/, /^\s*end$/, /\bputs\b/, /\.each do\b/],
  shellscript: [
    /^#!\/bin/,
    /^\s*(?:fi|done|esac)$/,
    /\bthen$/,
    /^\s*echo\b/,
    /\$\{\w+/,
    /^\s*(?:\$ )?(?:pip3?|npm|npx|yarn|cargo|git|cd|sudo|apt-get|brew|docker|python3?|node) [\w./-]/,
  ],
  html: [/^\s*<\/?(?:div|span|html|body|head|p|ul|li|script|table)\b/i],
  css: [/^\s*[.#]?[\w-]+ \{$/, /^\s*[\w-]+: [^;]+;$/],
  sql: [/^\s*(?:select|insert into|update|create table|delete from)\b/i],
};

/** The language that the words behind a fence name; undefined where they name none that is known. */
export function languageOfInfo(info: string): string | undefined {
  const word = /^[{.\s]*([\w+#-]+)/.exec(info)?.[1]?.toLowerCase() ?? "";
  const language = familyOf(byInfo[word] ?? word);
  return language in looks ? language : undefined;
}

/**
 * Whether an answer is plainly in another language than the file's. What the fence says is not enough
 * for it where the lines look right: small models write any word there.
 */
export function isOtherLanguage(
  lines: readonly string[],
  { info, languageId, region }: { info: string; languageId: string; region: readonly string[] },
): boolean {
  const own = familyOf(languageId);
  if (mixed.has(languageId) || shareIn(lines, region) >= sharedEnough) return false;
  const ownLines = own in looks ? linesLike(lines, own) : 0;
  if (ownLines > 0) return false;
  const said = languageOfInfo(info);
  const others = Object.keys(looks).filter((each) => each !== own);
  if (said !== undefined && said !== own && linesLike(lines, said) > 0) return true;
  if (!(own in looks)) return false;
  return others.some((each) => linesLike(lines, each) >= Math.min(2, toldLines(lines)));
}

const sharedEnough = 0.3;

function linesLike(lines: readonly string[], family: string): number {
  const patterns = looks[family] ?? [];
  return lines.filter((line) => patterns.some((each) => each.test(line))).length;
}

function toldLines(lines: readonly string[]): number {
  return Math.max(1, lines.filter((line) => !isTrivial(line)).length);
}
