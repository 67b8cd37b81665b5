/**
 * The path that a code block is for, as its info string (`ts src/a.ts`, `ts:src/a.ts`,
 * `title="src/a.ts"`), the line above it (`**src/a.ts**`, `In src/a.ts:`) or a comment in its first
 * line names it; undefined where none does.
 */
export function pathFor({
  info,
  above,
  code,
}: {
  info: string;
  above: string;
  code: string;
}): string | undefined {
  const named = /(?:title|file(?:name)?|path)\s*=\s*["']?([^"'\s}]+)/i.exec(info)?.[1];
  const firstLine = code.trimStart().split("\n", 1)[0] ?? "";
  const comment = /^(?:\/\/|#|--|\/\*|<!--)\s*(?:file(?:name)?:\s*)?(\S+)\s*(?:\*\/|-->)?$/i.exec(
    firstLine,
  )?.[1];
  const afterColon = /^\w[\w+#-]*:(\S+)/.exec(info)?.[1];
  const inCode = [...above.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  const words = [...info.split(/\s+/).slice(1), ...inCode, ...above.split(/[\s*_()[\]]+/)];
  return [named, afterColon, comment, ...words].map(cleaned).find(looksLikePath);
}

function cleaned(word: string | undefined): string {
  return (word ?? "").replace(/^["'`]+|["'`:,.;]+$/g, "").replace(/[:#]L?\d+(?:-L?\d+)?$/, "");
}

/** With an ending of letters, or folders before it; an address of the web is none. */
function looksLikePath(word: string): boolean {
  return (
    /^(?:[\w.@~+-]+[\\/])*[\w.@+-]*\.[a-z]\w{0,7}$/i.test(word) && !/^(?:https?:|\d+\.)/i.test(word)
  );
}
