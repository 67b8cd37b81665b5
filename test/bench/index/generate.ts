import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { randomNumbers } from "../random.ts";

/** What a generated workspace holds. */
export interface Generated {
  files: number;
  bytes: number;
  /** Names of functions that it declares, some of each hundred files. */
  names: string[];
}

/**
 * Writes a workspace of so many files of about so many bytes: code in six languages and some
 * Markdown, with names made of the words of programs, some of them very frequent, as in real code.
 */
export function generateWorkspace(
  folder: string,
  { files, fileBytes }: { files: number; fileBytes: number },
): Generated {
  const random = randomNumbers(7);
  const writer = createWriter(random);
  const names: string[] = [];
  let bytes = 0;
  for (let at = 0; at < files; at += 1) {
    const { extension, declare } = languages[at % languages.length] ?? languages[0];
    const path = join(
      folder,
      `package${at % 97}`,
      `${writer.words(1)}${at % 13}`,
      `${writer.words(2).replaceAll(" ", "_")}_${at}.${extension}`,
    );
    let text = "";
    while (text.length < fileBytes * (0.5 + random())) {
      const name = writer.name();
      if (at % 100 === 0 && names.length < 2_000) names.push(name);
      text += declare(name, writer);
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    bytes += text.length;
  }
  return { files, bytes, names };
}

interface Writer {
  name(): string;
  words(count: number): string;
  /** Statements, each on a line, with this indentation and this end. */
  statements(indentation: string, end: string): string;
}

interface Language {
  extension: string;
  declare(name: string, writer: Writer): string;
}

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const snake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const languages: [Language, ...Language[]] = [
  {
    extension: "ts",
    declare: (name, { words, statements }) =>
      `/** ${words(9)}. */\nexport function ${name}(input: string, count: number): number {\n${statements("  ", ";")}  return count;\n}\n\n`,
  },
  {
    extension: "py",
    declare: (name, { words, statements }) =>
      `def ${snake(name)}(value, count=0):\n    """${words(8)}."""\n${statements("    ", "")}    return count\n\n\n`,
  },
  {
    extension: "go",
    declare: (name, { words, statements }) =>
      `// ${capital(name)} ${words(7)}.\nfunc ${capital(name)}(value string, count int) int {\n${statements("\t", "")}\treturn count\n}\n\n`,
  },
  {
    extension: "java",
    declare: (name, { words, statements }) =>
      `/** ${words(8)}. */\nclass ${capital(name)} {\n    int ${name}(String value, int count) {\n${statements("        ", ";")}        return count;\n    }\n}\n\n`,
  },
  {
    extension: "rs",
    declare: (name, { words, statements }) =>
      `/// ${words(8)}.\npub fn ${snake(name)}(value: &str, count: usize) -> usize {\n${statements("    ", ";")}    count\n}\n\n`,
  },
  {
    extension: "cpp",
    declare: (name, { words, statements }) =>
      `// ${words(8)}.\nint ${name}(const std::string& value, int count) {\n${statements("  ", ";")}  return count;\n}\n\n`,
  },
  {
    extension: "md",
    declare: (name, { words }) =>
      `## ${words(3)}\n\n${Array.from({ length: 6 }, () => `${capital(words(12))}.`).join("\n")}\n\nSee \`${name}\`.\n\n`,
  },
];

function createWriter(random: () => number): Writer {
  // The lower its place, the more often a word is taken: roughly as Zipf has it.
  const word = (): string => vocabulary[Math.floor(vocabulary.length * random() ** 2.2)] ?? "value";
  const words = (count: number): string => Array.from({ length: count }, word).join(" ");
  const name = (): string => {
    const parts = Array.from({ length: 2 + Math.floor(random() * 2) }, word);
    return parts.map((part, at) => (at === 0 ? part : capital(part))).join("");
  };
  return {
    name,
    words,
    statements: (indentation, end) =>
      Array.from({ length: 4 + Math.floor(random() * 14) }, () => {
        const call = `${name()}(${word()}, "${words(2)}", ${Math.floor(random() * 1000)})`;
        return `${indentation}${random() < 0.5 ? `${word()}.` : ""}${call}${end}\n`;
      }).join(""),
  };
}

const vocabulary = makeVocabulary();

/** Words of programs, and words that sound like them: real projects have thousands. */
function makeVocabulary(): string[] {
  const known =
    `value get set list item name key data user file path read write node index parse query
    result error state open close send request response config option event handler create update
    delete find search cache client server token buffer stream line text count size limit order
    filter sort merge split join map reduce render layout view model store load save retry timeout
    session account address amount balance batch border branch bridge bucket build bundle button
    channel chunk cluster column command commit compile connect context copy cursor decode deploy
    device diff digest domain draft encode engine entry export fetch field flag flush folder format
    frame graph group hash header hook host image import input insert invoice iterator job label
    layer ledger level link lock log loop match member memory message method metric module monitor
    network notify object offset output owner packet page panel parent patch payment permission plan
    plugin policy pool port price process product profile proxy queue range rate record region`.split(
      /\s+/,
    );
  const heads = ["ac", "be", "cor", "dy", "el", "fu", "gra", "hy", "in", "ju", "ka", "lo", "me"];
  const tails = [
    "bar",
    "cle",
    "dor",
    "fen",
    "gram",
    "lin",
    "met",
    "nor",
    "pex",
    "rin",
    "sto",
    "vex",
  ];
  const made = heads.flatMap((head) =>
    tails.flatMap((middle) => tails.map((tail) => head + middle + tail)),
  );
  return [...known, ...made];
}
