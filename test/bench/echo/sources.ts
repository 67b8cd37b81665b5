import { languageOf } from "../../../server/text/languageOf.ts";

const endings = [
  ...["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "py", "go", "rs", "java", "kt"],
  ...["c", "h", "cc", "cpp", "hpp", "cs", "rb", "php"],
];
const vendored =
  /(^|\/)(node_modules|vendor|vendored|third_party|thirdparty|deps|dist|build|out|target)\//;
const generated = /\.min\.|\.pb\.go$|_pb2\.py$|\.generated\.|\.g\.cs$|\.Designer\.cs$/;
const largest = 200_000;
const longestLine = 2_000;

/** Git's pathspecs of the files that may be source. */
export const sourcePaths: readonly string[] = endings.map((ending) => `*.${ending}`);

/** The language of a source file that a person writes; undefined for what is no such file, by its path. */
export function sourceLanguage(path: string): string | undefined {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  if (!endings.includes(ending) || vendored.test(path) || generated.test(path)) return undefined;
  return languageOf(path);
}

/**
 * A file's content as text with LF line ends; undefined where it is no source as a person writes it:
 * huge, binary or minified.
 */
export function sourceText(content: string): string | undefined {
  if (content.length > largest || content.includes("\0")) return undefined;
  const text = content.replaceAll("\r\n", "\n");
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    if (end - start > longestLine) return undefined;
    start = end + 1;
  }
  return text.length - start <= longestLine ? text : undefined;
}
