/**
 * A path as git writes it in a diff: as it is, or between quotes with the escapes of C, where bytes
 * that are not ASCII are octal numbers of their UTF-8.
 */
export function unquotedPath(written: string): string {
  if (!written.startsWith('"') || !written.endsWith('"') || written.length < 2) return written;
  const bytes: number[] = [];
  const inner = written.slice(1, -1);
  for (const [part] of inner.matchAll(/\\[0-7]{1,3}|\\.|[^\\]+/gsu)) {
    if (!part.startsWith("\\")) bytes.push(...Buffer.from(part));
    else if (/^\\[0-7]/.test(part)) bytes.push(Number.parseInt(part.slice(1), 8) & 0xff);
    else bytes.push(...Buffer.from(escapes[part.slice(1)] ?? part.slice(1)));
  }
  return Buffer.from(bytes).toString("utf8");
}

const escapes: Record<string, string> = {
  a: "\x07",
  b: "\b",
  t: "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
};
